story   a hold ends by itself, and what is still missing is named to the sender
policy  standard/inquiry_to_lead

mon 09:00  lead L-1 becomes inquiry with email ada@buyer.example, source web, owner pat
mon 12:00  time passes
tue 10:00  lead L-1 has company Buyer Ltd, country US, employees 120
---
mon 09:00         opened     lead L-1 inquiry_to_lead                    because lead.stage == "inquiry"
                  held       lead L-1 inquiry_to_lead until mon 11:00, lacking routable  because Country, company and number of employees are needed to find the right seller.
mon 11:00         returned   lead L-1 as missing_routing_fields, next fix by pat, lacking routable
tue 10:00         offered    lead L-1 inquiry_to_lead
                  routed     lead L-1 to noa through data_desk           because noa carries least at 0.00
                  started    accept, due tue 12:00                       because 2h of head_office
