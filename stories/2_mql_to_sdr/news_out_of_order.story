story   older news never overwrites newer, and a call that is told late counts when it was made
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:10  lead L-1 becomes lead, as of mon 08:30
mon 09:12  lead L-1 has employees 8, as of mon 08:30
mon 09:20  ana logs call on lead L-1 at mon 09:14
mon 09:30  ana accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:11:15      warned     first_touch, told ana                       because 75% of the target of first_touch is used up
mon 09:15+        breached   first_touch, due mon 09:15
                  escalated  first_touch, told ana, dana                 because 100% of the target of first_touch is used up
mon 09:20         stopped    first_touch after 14m, in time
mon 09:30         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 30m, in time
                  started    next_step, due wed 09:30                    because 2wd of business_hours
