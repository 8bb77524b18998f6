story   who was rejected as spam stays suppressed, under whatever record they come back
policy  standard

mon 09:00  lead L-1 becomes inquiry with email ada@buyer.example, company Buyer, country US, employees 120, source web
mon 09:10  noa rejects lead L-1 for spam
mon 09:15  lead L-1 becomes disqualified
mon 09:20  lead L-2 becomes inquiry with email Ada@buyer.example, company Buyer, country US, employees 120, source web
---
mon 09:00         opened     lead L-1 inquiry_to_lead                    because lead.stage == "inquiry"
                  offered    lead L-1 inquiry_to_lead
                  routed     lead L-1 to noa through data_desk           because noa carries least at 0.00
                  started    accept, due mon 11:00                       because 2h of head_office
mon 09:10         stopped    accept after 10m, in time
                  rejected   lead L-1 as spam, next suppress by noa
                  suppressed lead L-1, ada@buyer.example
mon 09:20         opened     lead L-2 inquiry_to_lead                    because lead.stage == "inquiry"
                  rejected   lead L-2 as suppressed, next suppress, lacking not_suppressed
                  suppressed lead L-2, ada@buyer.example
