story   a handoff's history survives conversion: the opportunity belongs to the lead's journey
policy  standard/sdr_to_ae

mon 09:00  lead L-1 becomes sal with email ada@buyer.example, country US, owner ana, pain audits, authority decides, timeline before July
mon 10:00  ana logs meeting_held on lead L-1
mon 10:30  lead L-1 becomes sql with meeting_on +0d, meeting_outcome held, next_step_agreed true
mon 11:00  hugo accepts lead L-1
mon 11:05  hugo plans lead L-1 by thu 10:00: demo for the team
mon 11:10  hugo logs call on lead L-1
mon 15:00  lead L-1 becomes converted with converted_to O-1
mon 15:01  opportunity O-1 becomes qualification with name Buyer, owner hugo
---
mon 10:30         opened     lead L-1 sdr_to_ae                          because lead.stage == "sql"
                  offered    lead L-1 sdr_to_ae
                  routed     lead L-1 to hugo through closers_amer       because lead.country in list("americas"); hugo is next at level 0.00
                  started    accept, due tue 10:30                       because 1wd of business_hours
                  started    first_touch, due tue 10:00                  because 8h of business_hours
mon 11:00         accepted   lead L-1 sdr_to_ae by hugo
                  stopped    accept after 30m, in time
                  started    next_step, due wed 11:00                    because 2wd of business_hours
mon 11:05         planned    demo for the team, due thu 10:00, by hugo
                  stopped    next_step after 5m, in time
mon 11:10         stopped    first_touch after 40m, in time
mon 15:00         completed  lead L-1 sdr_to_ae                          because lead.stage == "converted"
mon 15:01         journey    opportunity O-1 follows from lead L-1
