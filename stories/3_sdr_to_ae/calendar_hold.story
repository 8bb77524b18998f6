story   an invitation in the calendar is not a meeting
policy  standard/sdr_to_ae

mon 09:00  lead L-1 becomes sql with email ada@buyer.example, country US, owner ana, pain audits, authority decides, timeline before July, meeting_on +1d
           ana logs meeting_booked on lead L-1
tue 15:00  ana logs meeting_held on lead L-1
tue 15:30  lead L-1 has meeting_outcome held, next_step_agreed true
---
mon 09:00         opened     lead L-1 sdr_to_ae                          because lead.stage == "sql"
                  held       lead L-1 sdr_to_ae until wed 09:00, lacking qualified_meeting, next_step_agreed  because No meeting was held. An invitation in the calendar is not a qualified meeting.; The buyer has not agreed to a next step. (lead.next_step_agreed is missing)
tue 15:30         offered    lead L-1 sdr_to_ae
                  routed     lead L-1 to hugo through closers_amer       because lead.country in list("americas"); hugo is next at level 0.00
                  started    accept, due wed 15:30                       because 1wd of business_hours
                  started    first_touch, due wed 15:00                  because 8h of business_hours
