//! Alarms fired a second, beside the timers of two job queues on the same PostgreSQL.

mod peers;

use std::time::Instant;

use tollgate_core::command::{Actor, Command, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::ids::RecordRef;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_policy::Source;
use tollgate_service::writer::{Order, Pipeline, Writer};
use tollgate_store::Database;

use super::bed::Kind;
use super::figure::Figure;
use super::measure::Effort;

const GOAL: f64 = 5.0;
const HOUR: i64 = 3_600_000_000;

/// One clock for each lead, which nobody touches in time.
const POLICY: &str = r#"
workspace: timers
timezone: UTC
currency: USD
---
record: lead
stages: [inquiry, mql]
fields:
  touched: { type: boolean }
---
team: sdr
members: [ana, ben]
---
queue: inbound
team: sdr
pick: claim
---
handoff: mql_to_sdr
record: lead
from: marketing
to: sdr
opens: { when: "lead.stage == 'mql'" }
route:
  - { rule: all, to: { queue: inbound } }
sla:
  - milestone: first_touch
    starts: offered
    stops: lead.touched == true
    within: 1h
completes: { when: lead.touched == true }
kpi: { primary: sla_attainment, target: ">= 90%" }
"#;

/// As many durable timers with each, due at the same time.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let timers = if effort == Effort::Quick { 500 } else { 50_000 };
    let ours = fired(timers);
    let theirs = peers::fired(&Kind::Postgres.bed().url(), timers);
    theirs
        .into_iter()
        .map(|(peer, rate)| Figure {
            name: format!("alarms fired on PostgreSQL, {timers} clocks that run out"),
            value: ours,
            unit: "1/s",
            against: Some((peer, rate)),
            goal: format!("at least {GOAL} times as many"),
            holds: ours / rate >= GOAL,
        })
        .collect()
}

/// Alarms a second: each is a breach in the ledger, durable.
fn fired(timers: usize) -> f64 {
    let bed = Kind::Postgres.bed();
    let begin = Timestamp::parse("2026-03-02T09:00:00Z").expect("an instant");
    let source = Source::new([("timers.yaml", POLICY)]);
    let policy = tollgate_policy::load(&source, jiff::civil::date(2026, 3, 1));
    let policy = policy.policy.expect("a policy without errors");
    let database = Database::at(&bed.location()).expect("a database");
    let store = database.workspace(&policy.workspace.id);
    let mut writer =
        Writer::open(store, policy, &source.bundle(), decide, begin).expect("a writer");
    let mut pipeline = Pipeline::new(&mut writer, || {}).expect("a second handle");
    for lead in 0..timers {
        // A millisecond apart, as no two people act in the same instant.
        let at = begin.plus(1_000 * i64::try_from(lead).expect("a number"));
        pipeline.give(mql(lead, at)).expect("an order");
    }
    pipeline.settle().expect("all is durable");
    let before = pipeline.sequence().expect("the ledger's end");
    let started = Instant::now();
    pipeline.pass(begin.plus(2 * HOUR)).expect("time passes");
    let seconds = started.elapsed().as_secs_f64();
    let after = pipeline.sequence().expect("the ledger's end");
    assert!(after - before >= timers as u64, "every clock ran out");
    timers as f64 / seconds
}

fn mql(lead: usize, at: Timestamp) -> Order {
    let change = RecordChange {
        record: RecordRef::new("lead", format!("L-{lead}")),
        created_at: None,
        changed_at: at,
        fields: [("stage".into(), Value::Text("mql".into()))].into(),
    };
    Order {
        delivery: None,
        request: Request {
            actor: Actor::System("crm".into()),
            command: Command::Observe(change),
        },
        at,
    }
}
