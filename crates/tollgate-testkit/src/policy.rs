//! A small policy with something of everything: links, a journey, twins, queues of each kind, clocks and ladders,
//! holds, dispositions, a gate, a playbook, a handoff opened by a date.

use jiff::civil::date;
use tollgate_core::policy::Policy;
use tollgate_policy::{Source, load};

/// The policy's text.
pub const TEXT: &str = r#"
workspace: acme
title: Acme Inc.
timezone: America/New_York
currency: USD
---
record: account
stages: [prospect, client]
fields:
  name: { type: text }
  tier: { type: choice, of: [small, large] }
---
record: lead
key: email
stages: [inquiry, mql, sal, disqualified, converted]
closed: [disqualified, converted]
fields:
  email: { type: email, personal: true }
  employees: { type: integer }
  intent: { type: number }
  account: { type: link, to: account, activities: true }
  converted_to: { type: link, to: opportunity, journey: true }
---
record: opportunity
stages: [open, proposal, won, lost]
closed: [won, lost]
fields:
  amount: { type: money }
  close_date: { type: date }
  became: { type: link, to: customer, journey: true }
---
record: customer
stages: [onboarding, live]
fields:
  renewal_on: { type: date }
---
calendar: office
timezone: owner
hours: { mon-fri: "09:00-17:00" }
---
team: sdr
manager: dana
members: [ana, ben, cho]
---
team: cs
manager: dana
members: [eve, fay]
---
queue: fair_queue
team: sdr
pick: fair
weights: { ana: 2 }
capacity: 1
skip: [away, at_capacity]
overflow: { after: 3wd, to: { queue: pull_queue } }
calendar: office
---
queue: pull_queue
team: sdr
pick: claim
---
queue: office_queue
team: cs
pick: in_order
skip: [away, off_hours]
calendar: office
---
escalation: ladder
steps:
  - at: 50%
    notify: [owner]
  - at: 100%
    notify: [owner, manager]
  - after: 1h
    do: reroute
    notify: [queue]
---
handoff: mql_to_sdr
title: Lead to SDR
record: lead
from: marketing
to: sdr
opens: { when: lead.stage == "mql" }
acceptance:
  - criterion: sized
    check: lead.employees >= 10
    says: How many people work there?
    unmet: hold
    hold: { for: 1h, then: return }
  - criterion: alone
    check: lead.twins == 0
    says: There is another one.
    unmet: warn
context: [intent]
route:
  - rule: large
    when: account.tier == "large"
    to: { queue: office_queue }
  - rule: others
    to: { queue: fair_queue }
sla:
  - milestone: first_touch
    within: 1h
    calendar: office
    starts: offered
    stops: touch(call, email)
    escalation: ladder
  - milestone: accept
    within: 4h
    calendar: office
    stops: decided
dispositions:
  returned: { reasons: [missing_context] }
  rejected:
    bad_data: { next: enrich, then: reopen }
    competitor: { next: suppress }
  recycled:
    no_response: { next: nurture, for: 5d, then: reopen }
    wrong_person: { next: reroute }
kpi: { primary: time_to_first_touch }
completes: { when: lead.stage == "sal" }
withdraws: { when: lead.stage in ["inquiry", "disqualified"] }
---
handoff: won_to_cs
title: Won to CS
record: opportunity
from: sales
to: cs
opens: { when: opportunity.stage == "won" }
route:
  - rule: all
    to: { queue: office_queue }
sla:
  - milestone: kickoff
    within: 5wd
    calendar: office
    starts: offered
    stops: task(kickoff_call)
kpi: { primary: time_to_kickoff }
dispositions:
  returned: { reasons: [missing_context] }
---
handoff: renewal
title: Renewal
record: customer
from: cs
to: cs
opens: { before: customer.renewal_on, by: 30d }
route:
  - rule: eve
    to: { person: eve }
kpi: { primary: acceptance_rate }
dispositions:
  returned: { reasons: [missing_context] }
---
gate: opportunity_stages
record: opportunity
skip: forbidden
backward: needs_reason
into:
  proposal:
    require: [amount]
  won:
    require: [close_date]
waivers: { by: [manager], for: 7d }
---
playbook: onboarding
record: customer
starts: won_to_cs.accepted
tasks:
  - { task: kickoff_call, assign: owner, due: 5wd, completes: did.meeting_held.count > 0 }
  - { task: setup, assign: queue:office_queue, due: 10wd, after: [kickoff_call] }
"#;

/// What other policies say instead: shorter promises and a stricter criterion; a roomier queue and another route.
const INSTEAD: &[&[(&str, &str)]] = &[
    &[
        ("within: 1h", "within: 30m"),
        ("within: 4h", "within: 2h"),
        ("lead.employees >= 10", "lead.employees >= 200"),
    ],
    &[
        ("capacity: 1", "capacity: 2"),
        (
            "rule: others\n    to: { queue: fair_queue }",
            "rule: others\n    to: { queue: office_queue }",
        ),
    ],
];

/// The policy.
///
/// # Panics
/// The text is not a policy: every problem is in the message.
pub fn policy() -> Policy {
    read(TEXT)
}

/// Other policies with the same fields and calendars, to be published after it, with their texts.
///
/// # Panics
/// A text is not a policy: every problem is in the message.
pub fn others() -> Vec<(Policy, String)> {
    let texts = INSTEAD.iter().map(|instead| {
        let all = instead.iter();
        all.fold(TEXT.to_owned(), |text, (this, that)| {
            text.replace(this, that)
        })
    });
    texts.map(|text| (read(&text), text)).collect()
}

fn read(text: &str) -> Policy {
    let checked = load(&Source::new([("policy.yaml", text)]), date(2026, 3, 1));
    let problems = checked.diagnostics;
    checked
        .policy
        .unwrap_or_else(|| panic!("the policy for tests has problems: {problems:#?}"))
}
