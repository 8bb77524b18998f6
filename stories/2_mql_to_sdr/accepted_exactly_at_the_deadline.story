story   an mql accepted exactly at its deadline is on time, a second later it is not
policy  standard/mql_to_sdr

mon 09:00     lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
              lead L-2 becomes mql with email bo@other.example, employees 120, country US, source web, intent 80, pain audits
mon 09:05     ana logs call on lead L-1
              ana logs call on lead L-2
mon 14:00     ana accepts lead L-1
mon 14:00:01  ana accepts lead L-2
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
                  opened     lead L-2 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-2 mql_to_sdr
                  routed     lead L-2 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 1.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         stopped    first_touch after 5m, in time
                  stopped    first_touch after 5m, in time
mon 13:12         warned     accept, told ana                            because 80% of the target of accept is used up
                  warned     accept, told ana                            because 80% of the target of accept is used up
mon 14:00         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 4h, in time (1h off hours)
                  started    next_step, due wed 14:00                    because 2wd of business_hours
mon 14:00+        breached   accept, due mon 14:00
                  escalated  accept, told ana, dana                      because 100% of the target of accept is used up
mon 14:00:01      accepted   lead L-2 mql_to_sdr by ana
                  stopped    accept after 4h1s, late (1h off hours)
                  started    next_step, due wed 14:00:01                 because 2wd of business_hours
