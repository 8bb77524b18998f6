story   a kickoff does not begin with the question what was sold
policy  standard/closed_won_to_cs

mon 10:00  customer C-1 becomes onboarding with name Buyer Ltd, owner hugo, arr 48000, contract_signed_on +0d, sponsor Cy Brown, technical_contact Di Gray
mon 11:00  customer C-1 has scope two plants
mon 15:00  customer C-1 has success_criteria a quote in an hour
---
mon 10:00         opened     customer C-1 closed_won_to_cs               because customer.stage == "onboarding"
                  returned   customer C-1 as missing_scope, next fix by hugo, lacking scoped, scope, success_criteria
mon 15:00         offered    customer C-1 closed_won_to_cs
                  routed     customer C-1 to sam through onboarding      because sam is next at level 0.00
                  started    accept, due tue 15:00                       because 1wd of business_hours
                  started    kickoff, due wed 03-11 15:00                because 7wd of business_hours
