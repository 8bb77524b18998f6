story     a handoff whose point is gone is withdrawn when it is to go by the new revision
policy    standard/mql_to_sdr
revision  gone  without handoff: mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits
mon 09:05  publish gone, migrate
mon 09:06  ana accepts lead L-1
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:05         published  revision 2, open handoffs: migrate
                  dropped    first_touch
                  dropped    accept
                  withdrawn  lead L-1 mql_to_sdr                         because the policy no longer has the handoff point `mql_to_sdr`
mon 09:06         refused    accept: unknown_point                       because the policy no longer has the handoff point `mql_to_sdr`
