story   who has left gets nothing, and the rule that named them says so
policy  standard/mql_to_sdr

mon 09:00  hugo leaves
           account A-1 becomes prospect with owner hugo
           lead L-1 becomes mql with account A-1, email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:05  account A-1 has owner ines
mon 09:10  lead L-2 becomes mql with account A-1, email x@y.example, employees 120, country DE, source web, intent 80, pain audits
---
mon 09:00         left       hugo
                  opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because has(account.owner); hugo: has left; lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:10         opened     lead L-2 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-2 mql_to_sdr
                  routed     lead L-2 to ines                            because has(account.owner)
                  started    first_touch, due mon 09:25                  because 15m of sdr_hours
                  started    accept, due mon 14:10                       because 4h of sdr_hours
