story   what somebody carried who leaves the company goes to somebody else at once
policy  standard/closed_won_to_cs

mon 10:00  customer C-1 becomes onboarding with name Buyer Ltd, owner hugo, arr 48000, contract_signed_on +0d, scope two plants, success_criteria a quote in an hour, sponsor Cy Brown, technical_contact Di Gray
mon 14:00  sam leaves
mon 15:00  tess accepts customer C-1
---
mon 10:00         opened     customer C-1 closed_won_to_cs               because customer.stage == "onboarding"
                  offered    customer C-1 closed_won_to_cs
                  routed     customer C-1 to sam through onboarding      because sam is next at level 0.00
                  started    accept, due tue 10:00                       because 1wd of business_hours
                  started    kickoff, due wed 03-11 10:00                because 7wd of business_hours
mon 14:00         left       sam
                  released   customer C-1 closed_won_to_cs from sam, not to be offered it again
                  level      tess in onboarding at credit 1
                  level      uma in onboarding at credit 2
                  routed     customer C-1 to tess through onboarding     because sam: has left; tess is next at level 1.00
                  moved      accept to tess, 4h used, due tue 10:00
                  moved      kickoff to tess, 4h used, due wed 03-11 10:00
mon 14:15         warned     accept, told tess                           because 50% of the target of accept is used up
mon 15:00         accepted   customer C-1 closed_won_to_cs by tess
                  stopped    accept after 5h, in time
                  started    kickoff_scheduled, due wed 15:00            because 2wd of business_hours
                  playbook   onboarding for customer C-1
                  task       scope_review for tess, due wed 15:00
                  task       kickoff_call for tess, due mon 03-09 15:00
                  task       technical_setup for implementation, due mon 03-16 15:00, after kickoff_call
                  task       first_value for tess, due mon 03-30 15:00, after scope_review, technical_setup
