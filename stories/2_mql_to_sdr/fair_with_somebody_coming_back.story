story   whoever comes back starts level with the others and is not flooded; half a weight gets half as many
policy  standard/mql_to_sdr

mon 11:45  ben is away until mon 14:00
           lead L-1 becomes mql with email a1@b1.example, employees 120, country US, source web, intent 80, pain audits
           ana logs call on lead L-1
           lead L-2 becomes mql with email a2@b2.example, employees 120, country US, source web, intent 80, pain audits
           cho logs call on lead L-2
           lead L-3 becomes mql with email a3@b3.example, employees 120, country US, source web, intent 80, pain audits
           ana logs call on lead L-3
           lead L-4 becomes mql with email a4@b4.example, employees 120, country US, source web, intent 80, pain audits
           ana logs call on lead L-4
mon 14:05  lead L-5 becomes mql with email a5@b5.example, employees 120, country US, source web, intent 80, pain audits
           lead L-6 becomes mql with email a6@b6.example, employees 120, country US, source web, intent 80, pain audits
           lead L-7 becomes mql with email a7@b7.example, employees 120, country US, source web, intent 80, pain audits
           lead L-8 becomes mql with email a8@b8.example, employees 120, country US, source web, intent 80, pain audits
---
mon 11:45         away       ben until mon 14:00
                  opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: away; ana is next at level 0.00
                  started    first_touch, due mon 12:00                  because 15m of sdr_hours
                  started    accept, due mon 16:45                       because 4h of sdr_hours
                  stopped    first_touch after 0s, in time
                  opened     lead L-2 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-2 mql_to_sdr
                  level      cho in inbound_amer at credit 0.5
                  routed     lead L-2 to cho through inbound_amer        because lead.country in list("americas"); ben: away; cho is next at level 1.00
                  started    first_touch, due mon 12:00                  because 15m of sdr_hours
                  started    accept, due mon 16:45                       because 4h of sdr_hours
                  stopped    first_touch after 0s, in time
                  opened     lead L-3 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-3 mql_to_sdr
                  routed     lead L-3 to ana through inbound_amer        because lead.country in list("americas"); ben: away; ana is next at level 1.00
                  started    first_touch, due mon 12:00                  because 15m of sdr_hours
                  started    accept, due mon 16:45                       because 4h of sdr_hours
                  stopped    first_touch after 0s, in time
                  opened     lead L-4 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-4 mql_to_sdr
                  routed     lead L-4 to ana through inbound_amer        because lead.country in list("americas"); ben: away; ana is next at level 2.00
                  started    first_touch, due mon 12:00                  because 15m of sdr_hours
                  started    accept, due mon 16:45                       because 4h of sdr_hours
                  stopped    first_touch after 0s, in time
mon 14:00         here       ben
mon 14:05         opened     lead L-5 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-5 mql_to_sdr
                  level      ben in inbound_amer at credit 3
                  routed     lead L-5 to ben through inbound_amer        because lead.country in list("americas"); ben is next at level 3.00
                  started    first_touch, due mon 14:20                  because 15m of sdr_hours
                  started    accept, due mon 18:05                       because 4h of sdr_hours
                  opened     lead L-6 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-6 mql_to_sdr
                  routed     lead L-6 to ana through inbound_amer        because lead.country in list("americas"); ana is next at level 3.00
                  started    first_touch, due mon 14:20                  because 15m of sdr_hours
                  started    accept, due tue 09:05                       because 4h of sdr_hours
                  opened     lead L-7 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-7 mql_to_sdr
                  routed     lead L-7 to cho through inbound_amer        because lead.country in list("americas"); cho is next at level 3.00
                  started    first_touch, due mon 14:20                  because 15m of sdr_hours
                  started    accept, due mon 19:05                       because 4h of sdr_hours
                  opened     lead L-8 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-8 mql_to_sdr
                  routed     lead L-8 to ana through inbound_amer        because lead.country in list("americas"); ana is next at level 4.00
                  started    first_touch, due mon 14:20                  because 15m of sdr_hours
                  started    accept, due tue 09:05                       because 4h of sdr_hours
