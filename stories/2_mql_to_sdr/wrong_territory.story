story   a wrong territory is rerouted at once, to somebody else
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:05  ana recycles lead L-1 for wrong_territory
mon 09:06  ben logs call on lead L-1
           ben accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         stopped    accept after 5m, in time
                  dropped    first_touch
                  recycled   lead L-1 as wrong_territory, next reroute by ana
                  opened     lead L-1 mql_to_sdr                         because rerouted by its receiver
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 into inbound_amer, nobody yet, looked at again mon 09:30  because lead.country in list("americas"); ana: had it before; ben: off hours; cho: off hours
                  started    first_touch, due mon 09:20                  because 15m of sdr_hours
                  started    accept, due mon 14:05                       because 4h of sdr_hours
mon 09:06         routed     lead L-1 to ben through inbound_amer
                  moved      first_touch to ben, 1m used, due mon 09:44
                  moved      accept to ben, 1m used, due mon 14:29
                  accepted   lead L-1 mql_to_sdr by ben
                  stopped    accept after 1m, in time (1m in queue)
                  started    next_step, due wed 10:00                    because 2wd of business_hours
