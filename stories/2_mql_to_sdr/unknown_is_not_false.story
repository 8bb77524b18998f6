story   a check that reads a missing field is unknown, and the gap names the field; zero is known
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web
mon 09:05  lead L-2 becomes mql with email bo@other.example, employees 120, country US, source web, intent 0, pain audits
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr, lacking intent_signal, pain  because No sign yet that they are looking. (lead.intent is missing)
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         opened     lead L-2 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-2 mql_to_sdr, lacking intent_signal  because No sign yet that they are looking.
                  routed     lead L-2 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 1.00
                  started    first_touch, due mon 09:20                  because 15m of sdr_hours
                  started    accept, due mon 14:05                       because 4h of sdr_hours
