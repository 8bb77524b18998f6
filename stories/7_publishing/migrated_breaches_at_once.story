story     a target that is used up already is broken at once
policy    standard/mql_to_sdr
revision  quicker  within: 15m => within: 10m

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:12  publish quicker, migrate
mon 09:20  ana accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:11:15      warned     first_touch, told ana                       because 75% of the target of first_touch is used up
mon 09:12         published  revision 2, open handoffs: migrate
                  moved      lead L-1 to revision 2, other terms for first_touch, due mon 09:12  because published with `migrate` for open handoffs
mon 09:12+        breached   first_touch, due mon 09:12
                  escalated  first_touch, told ana, dana                 because 100% of the target of first_touch is used up
mon 09:20         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 20m, in time
                  started    next_step, due wed 09:20                    because 2wd of business_hours
