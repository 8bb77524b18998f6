story   who asked for a call at eleven is not late at half past nine
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:05  lead L-1 has do_not_contact_before 11:00
mon 11:10  ana logs call on lead L-1
mon 11:11  ana accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         paused     first_touch                                 because lead.do_not_contact_before > now
mon 11:00         resumed    first_touch, due mon 11:10
mon 11:06:15      warned     first_touch, told ana                       because 75% of the target of first_touch is used up
mon 11:10         stopped    first_touch after 15m, in time (1h55m paused)
mon 11:11         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 2h11m, in time
                  started    next_step, due wed 11:11                    because 2wd of business_hours
