story     reevaluated: one outside the new profile is recycled, one whose data the new rules ask for is held, one goes elsewhere
policy    standard/mql_to_sdr
revision  other  lead.employees >= 50 => lead.employees >= 100
revision  other  check: has(lead.employees) && has(lead.country) => check: has(lead.employees) && has(lead.country) && has(lead.title)
revision  other  to: { queue: inbound_emea } => to: { queue: inbound_desk }

mon 10:00  lead L-1 becomes mql with email ada@buyer.example, employees 60, country US, title CTO, source web, intent 80, pain audits
           lead L-2 becomes mql with email bo@other.example, employees 120, country US, source web, intent 80, pain audits
           lead L-3 becomes mql with email cy@third.example, employees 120, country DE, title CTO, source web, intent 80, pain audits
           lead L-4 becomes mql with email di@fourth.example, employees 120, country US, title CTO, source web, intent 80, pain audits
mon 10:05  publish other, reevaluate
mon 10:08  lead L-2 has title CFO
mon 10:10  time passes
---
mon 10:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 10:15                  because 15m of sdr_hours
                  started    accept, due mon 15:00                       because 4h of sdr_hours
                  opened     lead L-2 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-2 mql_to_sdr
                  level      ben in inbound_amer at credit 1
                  routed     lead L-2 to ben through inbound_amer        because lead.country in list("americas"); cho: off hours; ben is next at level 1.00
                  started    first_touch, due mon 10:15                  because 15m of sdr_hours
                  started    accept, due mon 15:00                       because 4h of sdr_hours
                  opened     lead L-3 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-3 mql_to_sdr
                  routed     lead L-3 to fay through inbound_emea        because lead.country in list("emea"); fay is next at level 0.00
                  started    first_touch, due mon 10:15                  because 15m of sdr_hours
                  started    accept, due tue 05:00                       because 4h of sdr_hours
                  opened     lead L-4 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-4 mql_to_sdr
                  routed     lead L-4 to ana through inbound_amer        because lead.country in list("americas"); cho: off hours; ana is next at level 1.00
                  started    first_touch, due mon 10:15                  because 15m of sdr_hours
                  started    accept, due mon 15:00                       because 4h of sdr_hours
mon 10:05         published  revision 2, open handoffs: reevaluate
                  moved      lead L-1 to revision 2                      because published with `reevaluate` for open handoffs
                  stopped    accept after 5m, in time
                  dropped    first_touch
                  recycled   lead L-1 as not_icp, next close by ana, lacking icp_fit
                  moved      lead L-2 to revision 2                      because published with `reevaluate` for open handoffs
                  paused     first_touch
                  paused     accept
                  released   lead L-2 mql_to_sdr from ben
                  held       lead L-2 mql_to_sdr until mon 10:15, lacking known_company  because Country and number of employees are needed to judge the fit.
                  moved      lead L-3 to revision 2                      because published with `reevaluate` for open handoffs
                  released   lead L-3 mql_to_sdr from fay
                  routed     lead L-3 to ana through inbound_desk        because lead.country in list("emea"); ana carries least at 0.00
                  moved      first_touch to ana, 5m used, due mon 10:15
                  moved      accept to ana, 5m used, due mon 15:00
                  moved      lead L-4 to revision 2                      because published with `reevaluate` for open handoffs
mon 10:08         offered    lead L-2 mql_to_sdr
                  routed     lead L-2 to ben through inbound_amer        because lead.country in list("americas"); cho: off hours; ben is next at level 1.00
                  resumed    first_touch, due mon 10:18
                  resumed    accept, due mon 15:03
