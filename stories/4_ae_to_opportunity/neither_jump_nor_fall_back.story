story   a deal jumps over no stage, and goes back only with a reason
policy  standard/ae_to_opportunity

mon 09:00  opportunity O-1 becomes qualification with owner hugo, amount 48000, close_date +60d, identified_pain audits, champion Ada Low
           hugo moves opportunity O-1 into negotiation
           hugo moves opportunity O-1 into discovery
mon 10:00  hugo moves opportunity O-1 into qualification
           hugo moves opportunity O-1 into qualification because their budget owner left
---
mon 09:00         refused    change_stage: gate_closed                   because opportunity O-1 may not enter negotiation: skip, economic_buyer, metrics, decision_criteria, two_way_touch, decision_process, competition not met; mend that, or have it waived
                  allowed    opportunity O-1 into discovery
                  opened     opportunity O-1 ae_to_opportunity           because opportunity.stage == "discovery"
                  offered    opportunity O-1 ae_to_opportunity, lacking met_lately  because No held meeting in the last 14 days. (did.meeting_held.last_at is missing)
                  routed     opportunity O-1 to ivan through deal_review  because ivan is first in order
                  started    accept, due wed 09:00                       because 2wd of business_hours
mon 10:00         refused    change_stage: gate_closed                   because opportunity O-1 may not enter qualification: backward not met; mend that, or have it waived
                  allowed    opportunity O-1 into qualification
