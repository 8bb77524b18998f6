story   a twin is rejected while another lead with the address is open, and welcome once all are closed
policy  standard/inquiry_to_lead

mon 09:00  lead L-1 becomes inquiry with email ada@buyer.example, company Buyer, country US, employees 120, source web
mon 09:30  lead L-2 becomes inquiry with email ADA@buyer.example, company Buyer, country US, employees 120, source event
tue 09:00  lead L-1 becomes disqualified
           lead L-2 becomes disqualified
tue 10:00  lead L-3 becomes inquiry with email ada@buyer.example, company Buyer, country US, employees 120, source event
---
mon 09:00         opened     lead L-1 inquiry_to_lead                    because lead.stage == "inquiry"
                  offered    lead L-1 inquiry_to_lead
                  routed     lead L-1 to noa through data_desk           because noa carries least at 0.00
                  started    accept, due mon 11:00                       because 2h of head_office
mon 09:30         opened     lead L-2 inquiry_to_lead                    because lead.stage == "inquiry"
                  rejected   lead L-2 as duplicate, next merge, lacking new_to_us
mon 10:36         warned     accept, told noa                            because 80% of the target of accept is used up
mon 11:00+        breached   accept, due mon 11:00
                  escalated  accept, told noa, mia                       because 100% of the target of accept is used up
mon 15:00         escalated  accept, told vp_marketing                   because 4h after accept was due
tue 09:00         dropped    accept
                  withdrawn  lead L-1 inquiry_to_lead                    because lead.stage == "disqualified"
tue 10:00         opened     lead L-3 inquiry_to_lead                    because lead.stage == "inquiry"
                  offered    lead L-3 inquiry_to_lead
                  level      pat in data_desk at credit 0
                  routed     lead L-3 to pat through data_desk           because pat carries least at 0.00
                  started    accept, due tue 12:00                       because 2h of head_office
