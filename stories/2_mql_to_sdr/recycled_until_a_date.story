story   bad timing sleeps until the day that the buyer named, and opens again once
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits, revisit_on 2026-03-16
mon 09:05  ana logs call on lead L-1
mon 09:10  ana recycles lead L-1 for bad_timing
2026-03-16 08:31  ana logs call on lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         stopped    first_touch after 5m, in time
mon 09:10         stopped    accept after 10m, in time
                  recycled   lead L-1 as bad_timing, next nurture by ana, opens again mon 03-16 00:00
mon 03-16 00:00   opened     lead L-1 mql_to_sdr                         because the time that it was put aside for is over
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 into inbound_amer, nobody yet, looked at again mon 08:30  because lead.country in list("americas"); ana: off hours; ben: off hours; cho: off hours
                  started    first_touch, due mon 08:45                  because 15m of sdr_hours
                  started    accept, due mon 13:30                       because 4h of sdr_hours
mon 08:30         routed     lead L-1 to ana through inbound_amer        because ben: off hours; cho: off hours; ana is next at level 1.00
                  moved      first_touch to ana, 0s used, due mon 08:45
                  moved      accept to ana, 0s used, due mon 13:30
mon 08:31         stopped    first_touch after 1m, in time (8h30m in queue)
