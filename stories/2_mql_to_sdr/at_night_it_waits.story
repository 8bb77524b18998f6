story   what comes at night waits, overflows to the desk that serves everybody, and is due after its owner's opening
policy  standard/mql_to_sdr

mon 20:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
tue 08:00  time passes
tue 09:00  ana logs call on lead L-1
---
mon 20:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to cho through inbound_amer        because lead.country in list("americas"); ana: off hours; ben: off hours; cho is next at level 0.00
                  started    first_touch, due mon 20:15                  because 15m of sdr_hours
                  started    accept, due tue 15:00                       because 4h of sdr_hours
mon 20:11:15      warned     first_touch, told cho                       because 75% of the target of first_touch is used up
mon 20:15+        breached   first_touch, due mon 20:15
                  escalated  first_touch, told cho, dana                 because 100% of the target of first_touch is used up
mon 20:30         escalated  first_touch, reroute, told ana, ben, cho    because 15m after first_touch was due
                  released   lead L-1 mql_to_sdr from cho, not to be offered it again
                  routed     lead L-1 into inbound_amer, nobody yet, looked at again tue 08:30  because lead.country in list("americas"); ana: off hours; ben: off hours; cho: had it before
                  moved      first_touch to nobody, 30m used, due mon 20:15
                  moved      accept to nobody, 30m used, due tue 12:00
tue 08:30         level      ana in inbound_amer at credit 0
                  routed     lead L-1 to ana through inbound_amer        because ben: off hours; cho: had it before; ana is next at level 0.00
                  moved      first_touch to ana, 30m used, due mon 20:15
                  moved      accept to ana, 30m used, due tue 12:00
tue 09:00         stopped    first_touch after 1h, late (12h in queue)
