story   a clock goes on in the calendar of whoever has it, and what was counted stays counted
policy  standard/mql_to_sdr

mon 08:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 08:40  dana reassigns lead L-1 to cho  # 05:40 in Los Angeles
mon 11:31  cho logs call on lead L-1       # a minute after she starts
mon 12:00  cho accepts lead L-1
---
mon 08:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 into inbound_amer, nobody yet, looked at again mon 08:30  because lead.country in list("americas"); ana: off hours; ben: off hours; cho: off hours
                  started    first_touch, due mon 08:45                  because 15m of sdr_hours
                  started    accept, due mon 13:30                       because 4h of sdr_hours
mon 08:30         routed     lead L-1 to ana through inbound_amer        because ben: off hours; cho: off hours; ana is next at level 0.00
                  moved      first_touch to ana, 0s used, due mon 08:45
                  moved      accept to ana, 0s used, due mon 13:30
mon 08:40         released   lead L-1 mql_to_sdr from ana
                  routed     lead L-1 to cho through inbound_amer
                  moved      first_touch to cho, 10m used, due mon 11:35
                  moved      accept to cho, 10m used, due mon 16:20
mon 11:31         stopped    first_touch after 11m, in time (30m in queue, 2h50m off hours)
mon 12:00         accepted   lead L-1 mql_to_sdr by cho
                  stopped    accept after 40m, in time (30m in queue, 2h50m off hours)
                  started    next_step, due wed 12:00                    because 2wd of business_hours
