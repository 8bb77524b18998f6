story   accepting starts the playbook, the kickoff is done when it is held, and what waits for it opens
policy  standard

mon 10:00  customer C-1 becomes onboarding with name Buyer Ltd, owner hugo, arr 48000, contract_signed_on +0d, scope two plants, success_criteria a quote in an hour, sponsor Cy Brown, technical_contact Di Gray
mon 11:00  sam accepts customer C-1
mon 12:00  sam logs meeting_booked on customer C-1 tagged kickoff
tue 10:00  sam finishes scope_review of customer C-1
fri 10:00  sam logs meeting_held on customer C-1 tagged kickoff
2026-03-20 10:00  pia finishes technical_setup of customer C-1
2026-03-23 10:00  customer C-1 becomes live
---
mon 10:00         opened     customer C-1 closed_won_to_cs               because customer.stage == "onboarding"
                  offered    customer C-1 closed_won_to_cs
                  routed     customer C-1 to sam through onboarding      because sam is next at level 0.00
                  started    accept, due tue 10:00                       because 1wd of business_hours
                  started    kickoff, due wed 03-11 10:00                because 7wd of business_hours
mon 11:00         accepted   customer C-1 closed_won_to_cs by sam
                  stopped    accept after 1h, in time
                  started    kickoff_scheduled, due wed 11:00            because 2wd of business_hours
                  playbook   onboarding for customer C-1
                  task       scope_review for sam, due wed 11:00
                  task       kickoff_call for sam, due mon 03-09 11:00
                  task       technical_setup for implementation, due mon 03-16 11:00, after kickoff_call
                  task       first_value for sam, due mon 03-30 11:00, after scope_review, technical_setup
mon 12:00         stopped    kickoff_scheduled after 1h, in time
tue 10:00         done       task scope_review
thu 14:15         warned     kickoff, told sam                           because 50% of the target of kickoff is used up
fri 10:00         done       task kickoff_call
                  opened     task technical_setup
                  stopped    kickoff after 34h, in time (62h off hours)
mon 03-16 11:00+  overdue    task technical_setup
fri 10:00         done       task technical_setup
                  opened     task first_value
mon 10:00         completed  customer C-1 closed_won_to_cs               because customer.stage == "live"
                  done       task first_value
