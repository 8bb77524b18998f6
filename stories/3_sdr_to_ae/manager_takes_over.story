story   an AE who neither accepts nor refuses loses it to the manager, and the SDR is told
policy  standard/sdr_to_ae

mon 08:30  lead L-1 becomes sal with email ada@buyer.example, country US, owner ana, pain audits, authority decides, timeline before July
mon 08:45  ana logs meeting_held on lead L-1
mon 09:00  lead L-1 becomes sql with meeting_on +0d, meeting_outcome held, next_step_agreed true
mon 10:00  hugo logs call on lead L-1
wed 12:00  ivan accepts lead L-1
---
mon 09:00         opened     lead L-1 sdr_to_ae                          because lead.stage == "sql"
                  offered    lead L-1 sdr_to_ae
                  routed     lead L-1 to hugo through closers_amer       because lead.country in list("americas"); hugo is next at level 0.00
                  started    accept, due tue 09:00                       because 1wd of business_hours
                  started    first_touch, due mon 17:00                  because 8h of business_hours
mon 10:00         stopped    first_touch after 1h, in time
mon 15:22:30      warned     accept, told hugo                           because 75% of the target of accept is used up
tue 09:00+        breached   accept, due tue 09:00
                  escalated  accept, told ivan                           because 100% of the target of accept is used up
tue 17:00         escalated  accept, assign_manager, told ana            because 8h after accept was due
                  released   lead L-1 sdr_to_ae from hugo
                  routed     lead L-1 to ivan
                  moved      accept to ivan, 16h30m used, due tue 09:00
wed 12:00         accepted   lead L-1 sdr_to_ae by ivan
                  stopped    accept after 20h, late (31h off hours)
                  started    next_step, due fri 12:00                    because 2wd of business_hours
