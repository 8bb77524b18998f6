//! What the processes go by.

/// Leads that are told of almost a minute after they came in: their promise of a minute falls due, and each rung of the
/// ladder is reached, within seconds.
pub(crate) const POLICY: &str = r#"
workspace: acme
timezone: UTC
---
record: lead
stages: [new, won]
---
team: desk
members: [ana, ben]
---
queue: inbound
team: desk
pick: fair
---
escalation: ladder
steps:
  - { at: 97%, notify: [owner] }
  - { at: 98%, notify: [owner] }
  - { at: 100%, notify: [owner] }
---
handoff: to_sales
record: lead
from: marketing
to: sales
opens: { when: lead.stage == "new" }
route: [{ rule: all, to: { queue: inbound } }]
sla:
  - milestone: decision
    within: 1m
    starts: received
    stops: decided
    escalation: ladder
completes: { when: lead.stage == "won" }
kpi: { primary: conversion_rate }
"#;

/// The promise, in microseconds.
pub(crate) const PROMISE: i64 = 60_000_000;

/// When each rung of the ladder is reached, in hundredths of the promise.
pub(crate) const RUNGS: [i64; 3] = [97, 98, 100];

/// Messages may go to this machine.
pub(crate) const CONFIG: &str = "outgoing: { allow: [127.0.0.0/8] }\n";
