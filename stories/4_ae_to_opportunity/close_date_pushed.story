story   the fourth push of a close date is warned of, and a date that passes is a violation when the deal moves on
policy  standard/ae_to_opportunity

mon 09:00  opportunity O-1 becomes discovery with owner hugo, amount 48000, close_date +10d, identified_pain audits, champion Ada Low
           hugo logs meeting_held on opportunity O-1
mon 09:30  ivan accepts opportunity O-1
           ivan plans opportunity O-1 by fri 12:00: meet the economic buyer
mon 10:00  opportunity O-1 has close_date +20d
mon 11:00  opportunity O-1 has close_date +30d
mon 12:00  opportunity O-1 has close_date +40d
mon 13:00  opportunity O-1 has close_date +50d
           opportunity O-1 has economic_buyer Cy Brown, metrics a day to an hour, decision_criteria fits the ERP
           hugo asks opportunity O-1 into proposal
2026-05-01 09:00  hugo asks opportunity O-1 into proposal
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
mon 13:00         allowed    opportunity O-1 into proposal, warned of: close_date_pushes
fri 05-01 09:00   blocked    opportunity O-1 into proposal, not met: two_way_touch, close_date_not_past, warned of: close_date_pushes
