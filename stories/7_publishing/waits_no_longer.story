story     what waits for somebody to start work is offered at once when the new revision lets nobody off
policy    standard/mql_to_sdr
revision  always  skip: [away, off_hours, at_capacity] => skip: [away, at_capacity]

mon 22:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 22:05  publish always, migrate
---
mon 22:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 into inbound_amer, nobody yet, looked at again tue 08:30  because lead.country in list("americas"); ana: off hours; ben: off hours; cho: off hours
                  started    first_touch, due tue 08:45                  because 15m of sdr_hours
                  started    accept, due tue 13:30                       because 4h of sdr_hours
mon 22:05         published  revision 2, open handoffs: migrate
                  moved      lead L-1 to revision 2                      because published with `migrate` for open handoffs
                  routed     lead L-1 to ana through inbound_amer        because ana is next at level 0.00
                  moved      first_touch to ana, 0s used, due tue 08:45
                  moved      accept to ana, 0s used, due tue 13:30
