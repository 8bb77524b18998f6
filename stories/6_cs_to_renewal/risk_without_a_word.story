story   a risk without a word on why goes back to the CSM, who explains it
policy  standard/cs_to_renewal

2026-04-06 09:00  customer C-1 becomes live with name Buyer Ltd, owner uma, arr 48000, renewal_on 2026-08-03, renewal_outlook at_risk, expansion_note none, seats 40, active_seats 9
2026-04-07 09:00  customer C-1 has risk_note their sponsor left
2026-04-07 10:00  vic accepts customer C-1
---
mon 04-06 09:00   opened     customer C-1 cs_to_renewal for 2026-08-03   because 120d before 2026-08-03
                  returned   customer C-1 as risk_unexplained, next fix by uma, lacking risk_explained
                  playbook   renewal for customer C-1, date 2026-08-03
                  task       usage_review for uma, due mon 04-20 09:00
                  task       value_summary for uma, due mon 05-04 09:00, after usage_review
                  task       offer_sent for uma, due mon 05-18 09:00, after value_summary
tue 09:00         offered    customer C-1 cs_to_renewal
                  routed     customer C-1 to vic through renewal_desk    because vic carries least at 0.00
                  started    accept, due tue 04-14 09:00                 because 5wd of business_hours
tue 10:00         accepted   customer C-1 cs_to_renewal by vic
                  stopped    accept after 1h, in time
                  started    next_step, due fri 10:00                    because 3wd of business_hours
                  started    first_touch, due tue 04-21 10:00            because 10wd of business_hours
