story   a renewal date that moves moves the opening, and a date that is past opens nothing
policy  standard/cs_to_renewal

mon 09:00  customer C-1 becomes live with name Buyer Ltd, owner uma, arr 48000, renewal_on 2026-08-03, renewal_outlook safe, expansion_note a third plant, seats 40, active_seats 31
           customer C-2 becomes live with name Other Ltd, owner uma, arr 9000, renewal_on 2026-02-27, renewal_outlook safe, expansion_note none, seats 40, active_seats 31
2026-04-01 10:00  customer C-1 has renewal_on 2026-10-01
2026-05-01 10:00  time passes
2026-06-04 10:00  time passes
---
wed 06-03 00:00   opened     customer C-1 cs_to_renewal for 2026-10-01   because 120d before 2026-10-01
                  offered    customer C-1 cs_to_renewal
                  routed     customer C-1 to vic through renewal_desk    because vic carries least at 0.00
                  started    accept, due wed 06-10 09:00                 because 5wd of business_hours
                  playbook   renewal for customer C-1, date 2026-10-01
                  task       usage_review for uma, due wed 06-17 03:00
                  task       value_summary for uma, due thu 07-02 03:00, after usage_review
                  task       offer_sent for uma, due fri 07-17 03:00, after value_summary
