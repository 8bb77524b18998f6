story   what the policy forbids is a fact with a reason, and changes nothing
policy  standard/mql_to_sdr

mon 09:00  ana accepts lead L-9
           ana logs call on lead L-1
           lead L-1 becomes mql with email ada@buyer.example, employees 120, country US, source web, intent 80, pain audits, owner mia
mon 09:02  ana plans lead L-1 by wed 12:00: too early
mon 09:03  ana accepts lead L-1
mon 09:04  ana returns lead L-1 for missing_context: pain
mon 09:05  ana accepts lead L-1
mon 09:06  mia resends lead L-1
mon 09:07  ana rejects lead L-1 for because_i_say_so
mon 09:08  ana rejects lead L-1 for duplicate
mon 09:09  mia withdraws lead L-1 because test
mon 10:00  lead L-1 becomes lead
mon 10:01  lead L-1 becomes mql
mon 10:02  dana reassigns lead L-1 to hugo
mon 10:03  dana reassigns lead L-1 to hugo
mon 10:04  mia withdraws lead L-1 because test
---
mon 09:00         refused    accept: unknown_handoff                     because there is no handoff 00000000-0000-0000-0000-000000000000
                  opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because lead.country in list("americas"); ben: off hours; cho: off hours; ana is next at level 0.00
                  started    first_touch, due mon 09:15                  because 15m of sdr_hours
                  started    accept, due mon 14:00                       because 4h of sdr_hours
mon 09:02         refused    set_next_step: not_accepted                 because the handoff is offered; accept it first
mon 09:03         accepted   lead L-1 mql_to_sdr by ana
                  stopped    accept after 3m, in time
                  started    next_step, due wed 09:03                    because 2wd of business_hours
mon 09:04         paused     first_touch
                  paused     next_step
                  returned   lead L-1 as missing_context, next fix by mia, lacking pain
mon 09:05         refused    accept: not_open                            because the handoff is returned; only an offered one can be accepted
mon 09:06         offered    lead L-1 mql_to_sdr
                  routed     lead L-1 to ana through inbound_amer        because ana had it before
                  resumed    first_touch, due mon 09:17
                  resumed    next_step, due wed 09:05
mon 09:07         dropped    first_touch
                  dropped    next_step
                  rejected   lead L-1 as because_i_say_so, next close by ana
mon 09:08         refused    reject: not_open                            because the handoff is rejected; only an offered or accepted one can be decided
mon 09:09         refused    withdraw: not_open                          because the handoff is rejected; only an open one can be withdrawn
mon 10:01         opened     lead L-1 mql_to_sdr                         because lead.stage == "mql"
                  offered    lead L-1 mql_to_sdr
                  level      ben in inbound_amer at credit 1
                  routed     lead L-1 to ben through inbound_amer        because lead.country in list("americas"); cho: off hours; ben is next at level 1.00
                  started    first_touch, due mon 10:16                  because 15m of sdr_hours
                  started    accept, due mon 15:01                       because 4h of sdr_hours
mon 10:02         released   lead L-1 mql_to_sdr from ben
                  routed     lead L-1 to hugo
                  moved      first_touch to hugo, 1m used, due mon 10:16
                  moved      accept to hugo, 1m used, due mon 15:01
mon 10:03         refused    reassign: same_owner                        because `hugo@acme.example` has it already
mon 10:04         dropped    first_touch
                  dropped    accept
                  withdrawn  lead L-1 mql_to_sdr                         because test
