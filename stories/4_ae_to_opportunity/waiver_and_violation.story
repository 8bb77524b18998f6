story   a move around the gate is a violation; a manager's waiver closes it, and holds for a week
policy  standard/ae_to_opportunity

mon 09:00  opportunity O-1 becomes discovery with owner hugo, amount 48000, close_date +60d, identified_pain audits, champion Ada Low
           hugo logs meeting_held on opportunity O-1
mon 09:30  ivan accepts opportunity O-1
           ivan plans opportunity O-1 by fri 12:00: meet the economic buyer
mon 10:00  opportunity O-1 becomes proposal with economic_buyer Cy Brown, decision_criteria fits the ERP
mon 11:00  hugo waives opportunity_stages/metrics on opportunity O-1 because it is nearly there
mon 11:30  ivan waives opportunity_stages/metrics on opportunity O-1 because their controller sends the figures
tue 09:00  hugo asks opportunity O-1 into negotiation
fri 09:00  hugo asks opportunity O-1 into proposal
2026-03-10 09:00  hugo asks opportunity O-1 into proposal
2026-03-12 09:00  opportunity O-1 has decision_process board, competition nobody
           hugo moves opportunity O-1 into negotiation
---
mon 09:00         opened     opportunity O-1 ae_to_opportunity           because opportunity.stage == "discovery"
                  offered    opportunity O-1 ae_to_opportunity, lacking met_lately  because No held meeting in the last 14 days. (did.meeting_held.last_at is missing)
                  routed     opportunity O-1 to ivan through deal_review  because ivan is first in order
                  started    accept, due wed 09:00                       because 2wd of business_hours
mon 09:30         accepted   opportunity O-1 ae_to_opportunity by ivan
                  stopped    accept after 30m, in time
                  started    next_step, due thu 09:30                    because 3wd of business_hours
                  planned    meet the economic buyer, due fri 12:00, by ivan
                  stopped    next_step after 0s, in time
mon 10:00         violated   opportunity O-1 into proposal, not met: metrics
mon 11:00         refused    waive: not_allowed                          because `hugo@acme.example` may not sign waivers of the gate `opportunity_stages`: ask a team's manager
mon 11:30         waived     opportunity_stages/metrics for opportunity O-1 by ivan until mon 03-09 11:30  because their controller sends the figures
                  mended     opportunity O-1 opportunity_stages          because waived
tue 09:00         blocked    opportunity O-1 into negotiation, not met: decision_process, competition
fri 09:00         allowed    opportunity O-1 into proposal               because waived: metrics is missing
tue 09:00         blocked    opportunity O-1 into proposal, not met: metrics
thu 09:00         allowed    opportunity O-1 into negotiation
