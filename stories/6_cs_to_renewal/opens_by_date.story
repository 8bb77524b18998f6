story   a renewal opens 120 days ahead by itself, closes with the next term, and opens again a year later
policy  standard/cs_to_renewal

mon 09:00  customer C-1 becomes live with name Buyer Ltd, owner uma, arr 48000, renewal_on 2026-08-03, renewal_outlook safe, expansion_note a third plant, seats 40, active_seats 31
2026-04-06 10:00  vic accepts customer C-1 cs_to_renewal
2026-04-07 10:00  vic plans customer C-1 cs_to_renewal by 2026-04-14 10:00: value review with the sponsor
2026-04-08 10:00  vic logs call on customer C-1
2026-07-01 10:00  customer C-1 has renewal_on 2027-08-03, arr 60000
2027-04-06 10:00  time passes
---
sun 04-05 00:00   opened     customer C-1 cs_to_renewal for 2026-08-03   because 120d before 2026-08-03
                  offered    customer C-1 cs_to_renewal
                  routed     customer C-1 to vic through renewal_desk    because vic carries least at 0.00
                  started    accept, due mon 04-13 09:00                 because 5wd of business_hours
                  playbook   renewal for customer C-1, date 2026-08-03
                  task       usage_review for uma, due mon 04-20 03:00
                  task       value_summary for uma, due mon 05-04 03:00, after usage_review
                  task       offer_sent for uma, due mon 05-18 03:00, after value_summary
mon 10:00         accepted   customer C-1 cs_to_renewal by vic
                  stopped    accept after 1h, in time (33h off hours)
                  started    next_step, due thu 10:00                    because 3wd of business_hours
                  started    first_touch, due mon 04-20 10:00            because 10wd of business_hours
tue 10:00         planned    value review with the sponsor, due tue 04-14 10:00, by vic
                  stopped    next_step after 8h30m, in time (15h30m off hours)
wed 10:00         stopped    first_touch after 17h, in time (31h off hours)
mon 04-20 03:00+  overdue    task usage_review
mon 05-04 03:00+  overdue    task value_summary
mon 05-18 03:00+  overdue    task offer_sent
wed 07-01 10:00   completed  customer C-1 cs_to_renewal                  because customer.renewal_on > was.renewal_on
mon 04-05 00:00   opened     customer C-1 cs_to_renewal for 2027-08-03   because 120d before 2027-08-03
                  offered    customer C-1 cs_to_renewal
                  level      wes in renewal_desk at credit 0
                  routed     customer C-1 to wes through renewal_desk    because wes carries least at 0.00
                  started    accept, due mon 04-12 09:00                 because 5wd of business_hours
                  playbook   renewal for customer C-1, date 2027-08-03
                  task       usage_review for uma, due mon 04-19 03:00
                  task       value_summary for uma, due mon 05-03 03:00, after usage_review
                  task       offer_sent for uma, due mon 05-17 03:00, after value_summary
