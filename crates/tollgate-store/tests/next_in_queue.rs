//! Whose turn it is in a queue, asked of the rows that a database keeps, is who the next handoff goes to.

mod common;

use std::ops::ControlFlow;

use jiff::civil::date;
use tollgate_core::command::{Actor, Command, RecordChange, Request};
use tollgate_core::decide::{decide, next_in_queue};
use tollgate_core::ids::{PersonId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Row, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_policy::{Source, load};
use tollgate_service::ports::Read;
use tollgate_service::writer::{Order, Writer};
use tollgate_testkit::policy::TEXT;

use common::Place;

fn policy(text: &str) -> Policy {
    let checked = load(&Source::new([("policy.yaml", text)]), date(2026, 3, 1));
    checked.policy.expect("a policy")
}

fn lead(number: u32, at: Timestamp) -> Order {
    let lead = RecordChange {
        record: RecordRef::new("lead", format!("L-{number}").as_str()),
        created_at: None,
        changed_at: at,
        fields: vec![
            ("stage".into(), Value::Text("mql".into())),
            ("employees".into(), Value::Int(50)),
            ("intent".into(), Value::Int(80)),
        ],
    };
    Order {
        delivery: None,
        request: Request {
            actor: Actor::System("crm".into()),
            command: Command::Observe(lead),
        },
        at,
    }
}

/// Whose turn it is by what `store` keeps.
fn next(store: &impl Read, policy: &Policy, at: Timestamp) -> (Option<PersonId>, String) {
    let (standings, presences) = store.people().expect("people");
    let mut people = Situation::default();
    let standings = standings.into_iter().map(Row::Standing);
    let rows = standings.chain(presences.into_iter().map(Row::Presence));
    rows.for_each(|row| people.learn(policy, row));
    let (member, reasons) = next_in_queue(policy, &people, &"fair_queue".into(), at);
    (member, reasons.last().expect("a reason").says.to_string())
}

fn owner_of(store: &impl Read, record: &str) -> Option<PersonId> {
    let mut owner = None;
    let mut each = |row: Handoff| {
        if row.record.id.as_str() == record {
            owner.clone_from(&row.owner);
        }
        ControlFlow::Continue(())
    };
    store.handoffs(&mut each).expect("handoffs");
    owner
}

#[test]
fn who_is_next_by_the_database_gets_the_next_handoff() {
    let text = TEXT.replace("capacity: 1", "capacity: 3");
    for place in Place::both() {
        let at = Timestamp::from_micros(1_772_442_000_000_000);
        let opened = Writer::open(place.store(), policy(&text), &text, decide, Timestamp::MIN);
        let mut writer = opened.expect("a writer");
        for number in 1..=9 {
            let (member, says) = next(writer.store(), writer.policy(), at);
            assert!(member.is_some(), "{says}");
            writer.execute(vec![lead(number, at)]).expect("an answer");
            let owner = owner_of(writer.store(), &format!("L-{number}"));
            assert_eq!(owner, member, "handoff {number}: {says}");
        }
        let (member, says) = next(writer.store(), writer.policy(), at);
        assert_eq!((member, says.as_str()), (None, "cho: at capacity"));
    }
}
