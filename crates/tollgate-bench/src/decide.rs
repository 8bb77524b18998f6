//! Decisions a second on one core: a typical record change under the starter policy.

use std::path::Path;

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, RecordChange, Request};
use tollgate_core::decide::{Thoroughness, decide, decide_with};
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::RecordRef;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;

use super::figure::Figure;
use super::measure::{Effort, rates};

const LEADS: u32 = 256;
const GOAL: f64 = 300_000.0;

/// News of leads that have an open handoff with running clocks: what the intent provider says, and a job title.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let policy = starter();
    let now = Timestamp::parse("2026-03-02T15:00:00Z").expect("an instant");
    let situation = leads(&policy, now);
    let questions: Vec<Request> = (0..LEADS)
        .map(|lead| change(lead, now.plus(60_000_000)))
        .collect();
    let ask = |request: &Request, thoroughness| {
        let at = now.plus(60_000_000);
        decide_with(
            &policy,
            &situation,
            request,
            at,
            &mut IdSource::new(1),
            thoroughness,
        )
    };
    let (selective, everything) = rates(
        effort,
        &questions,
        |request| ask(request, Thoroughness::Selective),
        |request| ask(request, Thoroughness::Everything),
    );
    vec![Figure {
        name: "a typical record change".to_owned(),
        value: selective,
        unit: "1/s",
        against: Some(("evaluating every condition", everything)),
        goal: format!("at least {GOAL}/s"),
        holds: selective >= GOAL,
    }]
}

fn starter() -> Policy {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/standard");
    let checked = tollgate_policy::load_dir(&folder, jiff::civil::date(2026, 3, 1))
        .expect("the starter policy");
    checked.policy.expect("the starter policy has no errors")
}

/// Leads that were passed on to the SDRs and wait for their first touch.
fn leads(policy: &Policy, now: Timestamp) -> Situation<'static> {
    let mut situation = Situation::default();
    for lead in 0..LEADS {
        let mut ids = IdSource::new(u64::from(lead) + 1);
        for event in decide(policy, &situation, &passed_on(lead, now), now, &mut ids) {
            apply(policy, &mut situation, &event);
        }
    }
    assert!(
        situation.handoffs().count() >= LEADS as usize,
        "every lead has a handoff"
    );
    situation
}

fn passed_on(lead: u32, now: Timestamp) -> Request {
    let text = |text: &str| Value::Text(text.into());
    observe(
        lead,
        now,
        vec![
            ("stage", text("mql")),
            (
                "email",
                Value::Text(format!("lead{lead}@company.example").into()),
            ),
            ("company", text("Company")),
            ("country", text("US")),
            ("employees", Value::Int(120)),
            ("source", text("web")),
            ("pain", text("slow handoffs")),
            ("intent", Value::Num(55.0)),
        ],
    )
}

fn change(lead: u32, now: Timestamp) -> Request {
    let intent = Value::Num(60.0 + f64::from(lead % 40));
    observe(
        lead,
        now,
        vec![
            ("intent", intent),
            ("title", Value::Text("VP Sales".into())),
        ],
    )
}

fn observe(lead: u32, now: Timestamp, fields: Vec<(&str, Value)>) -> Request {
    Request {
        actor: Actor::System("crm".into()),
        command: Command::Observe(RecordChange {
            record: RecordRef::new("lead", format!("L-{lead}")),
            created_at: None,
            changed_at: now,
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
        }),
    }
}
