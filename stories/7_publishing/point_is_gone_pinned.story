story     a pinned handoff goes on though its point is gone, and no other opens
policy    standard/mql_to_sdr
revision  gone  without handoff: mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:05  publish gone, pin
mon 09:10  ana logs call on lead L-1
mon 09:20  ana accepts lead L-1
mon 09:30  lead L-2 becomes mql with email bo@other.example, employees 120, country US, source web, intent 80, pain audits
mon 10:00  lead L-1 becomes sql
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         published  revision 2, open handoffs: pin
mon 09:10         stopped    first_touch after 10m, in time
mon 09:20         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 20m, in time
                  started    next_step, due wed 09:20                    because 2wd of business_hours
mon 10:00         violated   lead L-1 into sql, not met: authority
                  dropped    next_step
                  completed  lead L-1 mql_to_sdr                         because lead.stage in ["sql", "converted"]
