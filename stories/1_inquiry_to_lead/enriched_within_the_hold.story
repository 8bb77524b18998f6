story   what enrichment brings within the hold is enough, and the clock starts with the offer
policy  standard/inquiry_to_lead

mon 09:00  lead L-1 becomes inquiry with email ada@buyer.example, source web
mon 09:20  lead L-1 has company Buyer Ltd, country US
mon 09:45  lead L-1 has employees 120
mon 10:15  lead L-1 becomes lead
---
mon 09:00         opened     lead L-1 inquiry_to_lead                    because lead.stage == "inquiry"
                  held       lead L-1 inquiry_to_lead until mon 11:00, lacking routable  because Country, company and number of employees are needed to find the right seller.
mon 09:45         offered    lead L-1 inquiry_to_lead
                  routed     lead L-1 to noa through data_desk           because noa carries least at 0.00
                  started    accept, due mon 11:45                       because 2h of head_office
mon 10:15         accepted   lead L-1 inquiry_to_lead by noa
                  stopped    accept after 30m, in time
                  completed  lead L-1 inquiry_to_lead                    because lead.stage in ["lead", "mql", "sal", "sql", "converted"]
