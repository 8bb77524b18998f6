use std::collections::BTreeMap;
use tollgate_core::event::{Event, What};
use tollgate_sim::{Scenario, Watch, Year};
#[derive(Default)]
struct Count(BTreeMap<String, usize>);
impl Watch for Count {
    fn applied(
        &mut self,
        _: &tollgate_core::policy::Policy,
        rows: &tollgate_core::state::Situation<'static>,
        events: &[Event],
    ) {
        for event in events {
            let name = format!("{:?}", event.what);
            let name = name
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap()
                .to_owned();
            let name = match &event.what {
                What::Refused(r) => format!("Refused {} {}", r.command, r.code),
                What::ClockBreached {
                    handoff, milestone, ..
                } => format!(
                    "{name} {} {milestone}",
                    rows.handoff(handoff).unwrap().point
                ),
                What::HandoffOpened(o) => {
                    format!("{name} {} again={}", o.point, o.reopened_from.is_some())
                }
                What::HandoffDisposed {
                    handoff,
                    disposition,
                    ..
                } => format!(
                    "{name} {} {:?} {}",
                    rows.handoff(handoff).unwrap().point,
                    disposition.outcome,
                    disposition.reason
                ),
                _ => name,
            };
            *self.0.entry(name).or_default() += 1;
        }
    }
}
#[test]
fn tmp() {
    let dir = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/standard"
    ));
    let checked = tollgate_policy::load_dir(dir, jiff::civil::date(2025, 2, 1)).unwrap();
    for d in &checked.diagnostics {
        println!("{d:?}");
    }
    let policy = checked.policy.unwrap();
    let t = std::time::Instant::now();
    let mut year = Year::watched(&policy, Scenario::default(), Count::default());
    let orders = year.by_ref().count();
    println!("{orders} orders {} events {:?}", year.events(), t.elapsed());
    let mut states = BTreeMap::new();
    for h in year.rows().handoffs() {
        *states
            .entry((h.point.clone(), h.state.as_str()))
            .or_insert(0) += 1;
    }
    for (k, v) in states {
        println!("{k:?} {v}");
    }
    let mut stages = BTreeMap::new();
    for r in year.rows().records() {
        *stages
            .entry((r.key.kind.clone(), r.stage().to_owned()))
            .or_insert(0) += 1;
    }
    for (k, v) in stages {
        println!("{k:?} {v}");
    }
    for (k, v) in year.into_watch().0 {
        println!("{v:7} {k}");
    }
}
