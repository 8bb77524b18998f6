story   zero is a value: what was touched in the instant of its offer took nothing, and that counts
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
           ana logs call on lead L-1
           ana accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
                  stopped    first_touch after 0s, in time
                  accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 0s, in time
                  started    next_step, due wed 09:00                    because 2wd of business_hours
