story   a date that is past wakes nothing: as a field it counts as unknown, said by hand it is refused
policy  standard/mql_to_sdr

mon 09:00  lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits, revisit_on 2026-02-01
           ana logs call on lead L-1
mon 09:05  ana recycles lead L-1 for bad_timing until 2026-03-02
mon 09:06  ana recycles lead L-1 for bad_timing
wed 09:00  lead L-1 has intent 90
---
mon 09:00         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
                  stopped    first_touch after 0s, in time
mon 09:05         refused    recycle: past                               because 2026-03-02 is not ahead; say a later day, or leave it out
mon 09:06         stopped    accept after 6m, in time
                  recycled   lead L-1 as bad_timing, next nurture by ana, opens again when the data changes
wed 09:00         opened     lead L-1 mql_to_sdr                         because the data changed
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 1.00
                  started    first_touch, due wed 09:15                  because 15m of sdr_hours
                  started    accept, due wed 14:00                       because 4h of sdr_hours
