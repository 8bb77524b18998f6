story   what nobody can take overflows to the desk that serves everybody, and is not taken from whoever has just got it
policy  standard/mql_to_sdr

mon 12:30  ana is away
           ben is away
           cho is away
mon 13:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 13:40  fay logs call on lead L-1
mon 13:45  fay accepts lead L-1
mon 15:00  fay completes lead L-1
mon 15:01  fay completes lead L-1
---
mon 12:30         away       ana
                  away       ben
                  away       cho
mon 13:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 into inbound_amer, nobody yet, looked at again mon 14:00  because lead.country in list("americas"); ana: away; ben: away; cho: away
                  started    first_touch, due mon 13:15                  because 15m of sdr_hours
                  started    accept, due mon 17:00                       because 4h of sdr_hours
mon 13:11:15      warned     first_touch                                 because 75% of the target of first_touch is used up
mon 13:15+        breached   first_touch, due mon 13:15
                  escalated  first_touch, told dana                      because 100% of the target of first_touch is used up
mon 13:30         routed     lead L-1 to fay through inbound_desk        because nobody took it for 30m; ana: away; ben: away; cho: away; fay carries least at 0.00
                  moved      first_touch to fay, 30m used, due mon 13:15
                  moved      accept to fay, 30m used, due tue 07:00
                  escalated  first_touch, told ana, ben, cho, fay, gil   because 15m after first_touch was due
mon 13:40         stopped    first_touch after 30m, late (30m in queue, 10m off hours)
mon 13:45         accepted   lead L-1 mql_to_sdr by fay
                  stopped    accept after 30m, in time (30m in queue, 15m off hours)
                  started    next_step, due thu 04:00                    because 2wd of business_hours
mon 15:00         dropped    next_step
                  completed  lead L-1 mql_to_sdr
mon 15:01         refused    complete: not_accepted                      because the handoff is completed; only an accepted one can be completed
