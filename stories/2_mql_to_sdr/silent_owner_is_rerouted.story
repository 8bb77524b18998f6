story   a reroute takes a lead from a silent owner, and never offers it to them again
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:40  ana accepts lead L-1
mon 09:41  ben logs call on lead L-1
mon 09:42  ben accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:11:15      warned     first_touch, told ana                       because 75% of the target of first_touch is used up
mon 09:15+        breached   first_touch, due mon 09:15
                  escalated  first_touch, told ana, dana                 because 100% of the target of first_touch is used up
mon 09:30         escalated  first_touch, reroute, told ana, ben, cho    because 15m after first_touch was due
                  released   lead L-1 mql_to_sdr from ana, not to be offered it again
                  level      ben in inbound_amer at credit 0
                  routed     lead L-1 to ben through inbound_amer        because lead.country in list("americas"); ana: had it before; cho: off hours; ben is next at level 0.00
                  moved      first_touch to ben, 30m used, due mon 09:15
                  moved      accept to ben, 30m used, due mon 13:00
mon 09:40         refused    accept: not_yours                           because it is offered to `ben@acme.example`; have it reassigned to `ana@acme.example` first
mon 09:41         stopped    first_touch after 41m, late
mon 09:42         accepted   lead L-1 mql_to_sdr by ben
                  stopped    accept after 42m, in time
                  started    next_step, due wed 10:00                    because 2wd of business_hours
