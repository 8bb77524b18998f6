story   minutes promised on Friday before closing are due on Monday after opening, over the change to summer time
policy  standard/mql_to_sdr

fri 15:50  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 08:34  ana logs call on lead L-1
mon 08:36  ana accepts lead L-1
---
fri 15:50         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ana is next at level 0.00
                  started    first_touch, due mon 08:35                  because 15m of sdr_hours
                  started    accept, due mon 13:20                       because 4h of sdr_hours
mon 08:31:15      warned     first_touch, told ana                       because 75% of the target of first_touch is used up
mon 08:34         stopped    first_touch after 14m, in time (63h30m off hours)
mon 08:36         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 16m, in time (63h30m off hours)
                  started    next_step, due wed 09:00                    because 2wd of business_hours
