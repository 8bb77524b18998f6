//! What was committed is there, once and in order, or not at all.

use super::desk::{Desk, all, at, delivered};
use crate::any::Any;
use crate::contents::contents;
use crate::policy::policy;
use crate::seed::Seed;
use std::ops::ControlFlow;
use tollgate_core::command::Actor;
use tollgate_core::ids::{HandoffId, TaskId, ViolationId, WaiverId};
use tollgate_core::policy::InFlight;
use tollgate_core::state::{
    Availability, Handoff, HandoffState, Presence, Record, Row, Standing, Task, Violation, Waiver,
};
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Digest, Head};
use tollgate_service::ports::{Batch, Change, Read, Revision, Store};
use tollgate_service::proposal::{Proposal, Resolution, Resolved};
use uuid::Uuid;

pub fn a_workspace_begins_with_nothing(store: impl Store) {
    assert_eq!(store.head().expect("a head"), Head::start("acme"));
    let contents = contents(&store, &policy()).expect("answers");
    assert!(
        contents.ledger.is_empty() && contents.records.is_empty() && contents.alarms.is_empty()
    );
    assert_eq!(store.revision(0).expect("an answer"), None);
}

pub fn what_was_committed_is_there(mut store: impl Store) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    let lead = desk.record(
        "lead",
        "L1",
        &[
            ("email", Value::text("a@x.example")),
            ("employees", Value::Int(5)),
        ],
    );
    let handoff = desk.handoff(1, &lead, |_| ());
    let task = desk.task(2, &lead, None);
    let standing = Standing::new("fair_queue".into(), "ana".into()).at_level(0.1);
    desk.rows
        .put_standing(("fair_queue".into(), "ana".into()), standing.clone());
    let presence = Presence {
        person: "ana".into(),
        availability: Availability::Away(Some(at(5))),
    };
    desk.rows.put_presence("ana".into(), presence.clone());
    let entries = [desk.entry(&mut head, 1), desk.entry(&mut head, 2)];
    assert!(desk.commit(&mut store, &entries, &[("one", 2)], &head));
    assert_eq!(store.head().expect("a head"), head);
    let there = contents(&store, &desk.policy).expect("answers");
    assert_eq!(there.ledger, entries);
    assert_eq!(
        there.records,
        [desk.rows.record(&lead).expect("the record").clone()]
    );
    assert_eq!(
        there.handoffs,
        [desk.rows.handoff(&handoff).expect("the handoff").clone()]
    );
    assert_eq!(
        there.tasks,
        [desk.rows.task(&task).expect("the task").clone()]
    );
    assert_eq!(there.people, (vec![standing], vec![presence]));
    assert_eq!(
        store.seen(&"one".into()).expect("an answer"),
        Some(delivered(&("one", 2)))
    );
    assert_eq!(there.seen, 1);
    let revision = Revision {
        number: 1,
        at: at(3),
        source: "workspace: acme".to_owned(),
        digest: Digest::of(b"workspace: acme"),
        open: Some(InFlight::Reevaluate),
    };
    let batch = Batch {
        revision: Some(revision.clone()),
        ..Batch::new(Head {
            revision: 1,
            ..head
        })
    };
    store
        .begin()
        .expect("a transaction")
        .commit(&desk.policy, &batch)
        .expect("published");
    assert_eq!(store.revision(1).expect("an answer"), Some(revision));
    assert_eq!(store.head().expect("a head"), batch.head);
}

pub fn what_one_handle_commits_another_sees(mut store: impl Store) {
    let other = store.another().expect("another handle");
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    desk.commit_rows(&mut store);
    assert_eq!(desk.load(&other, Want::Record(lead.clone())).len(), 1);
    let mut other = other;
    desk.handoff(1, &lead, |_| ());
    desk.commit_rows(&mut other);
    assert_eq!(desk.load(&store, Want::Record(lead)).len(), 2);
}

pub fn a_row_is_replaced_by_its_later_self(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let handoff = desk.handoff(1, &lead, |_| ());
    desk.commit_rows(&mut store);
    desk.rows
        .update_handoff(&handoff, |row| row.state = HandoffState::Completed);
    desk.record("lead", "L1", &[("stage", Value::text("mql"))]);
    desk.commit_rows(&mut store);
    let there = contents(&store, &desk.policy).expect("answers");
    assert_eq!(there.handoffs.len(), 1);
    assert_eq!(there.handoffs[0].state, HandoffState::Completed);
    assert_eq!((there.records.len(), there.records[0].stage()), (1, "mql"));
}

pub fn a_transaction_that_is_dropped_leaves_nothing(mut store: impl Store) {
    let before = contents(&store, &policy()).expect("answers");
    let change = store.begin().expect("a transaction");
    assert_eq!(change.head().expect("a head"), Head::start("acme"));
    drop(change);
    assert_eq!(contents(&store, &policy()).expect("answers"), before);
}

pub fn a_transaction_that_is_refused_leaves_nothing(mut store: impl Store) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    assert!(desk.commit(&mut store, &[], &[("again", 0)], &head));
    let before = contents(&store, &desk.policy).expect("answers");
    let lead = desk.record("lead", "L1", &[]);
    desk.handoff(1, &lead, |_| ());
    let entries = [desk.entry(&mut head, 1)];
    let seen = [("new", 1), ("again", 1)];
    assert!(
        !desk.commit(&mut store, &entries, &seen, &head),
        "a delivery cannot be dealt with twice"
    );
    assert_eq!(contents(&store, &desk.policy).expect("answers"), before);
    assert_eq!(store.seen(&"new".into()).expect("an answer"), None);
}

pub fn rows_come_in_the_bytewise_order_of_their_keys(mut store: impl Store) {
    let mut desk = Desk::new();
    for id in ["b", "B", "a", "Z", "ä", "10", "9", "🙂", "é", "e\u{301}"] {
        desk.record("lead", id, &[]);
    }
    desk.record("account", "z", &[]);
    desk.commit_rows(&mut store);
    let there = all(|each| store.records(&desk.policy, each).expect("records"));
    let ids: Vec<_> = there.iter().map(|row| row.key.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "z", "10", "9", "B", "Z", "a", "b", "e\u{301}", "ä", "é", "🙂"
        ]
    );
}

pub fn a_stream_ends_when_it_is_broken_off(mut store: impl Store) {
    let mut desk = Desk::new();
    for number in 0..20 {
        desk.record("lead", &format!("L{number}"), &[]);
    }
    desk.commit_rows(&mut store);
    let mut count = 0;
    let mut each = |_: Record| {
        count += 1;
        if count == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    store.records(&desk.policy, &mut each).expect("records");
    assert_eq!(count, 3);
}

pub fn a_delivery_is_known_by_its_own_spelling(mut store: impl Store) {
    let mut desk = Desk::new();
    let head = store.head().expect("a head");
    assert!(desk.commit(&mut store, &[], &[("Row 1", 7)], &head));
    assert!(desk.commit(&mut store, &[], &[("row 1", 8)], &head));
    let seen = |key: &str| store.seen(&key.into()).expect("an answer");
    assert_eq!(seen("Row 1"), Some(delivered(&("Row 1", 7))));
    assert_eq!(seen("row 1"), Some(delivered(&("row 1", 8))));
    assert_eq!(seen("row 1 "), None);
}

pub fn any_row_comes_back_as_it_was(mut store: impl Store) {
    let mut desk = Desk::new();
    for number in 1..200 {
        let seed = &mut Seed::new(number);
        let id = Uuid::from_u128(number.into());
        let (handoff, task) = (Handoff::any(seed), Task::any(seed));
        let (waiver, violation) = (Waiver::any(seed), Violation::any(seed));
        desk.rows.put_handoff(
            HandoffId(id),
            Handoff {
                id: HandoffId(id),
                ..handoff
            },
        );
        desk.rows.put_task(
            TaskId(id),
            Task {
                id: TaskId(id),
                ..task
            },
        );
        desk.rows.put_waiver(
            WaiverId(id),
            Waiver {
                id: WaiverId(id),
                ..waiver
            },
        );
        desk.rows.put_violation(
            ViolationId(id),
            Violation {
                id: ViolationId(id),
                ..violation
            },
        );
    }
    desk.commit_rows(&mut store);
    let there = contents(&store, &desk.policy).expect("answers");
    assert_eq!(
        there.handoffs,
        desk.rows.handoffs().cloned().collect::<Vec<_>>()
    );
    assert_eq!(there.tasks, desk.rows.tasks().cloned().collect::<Vec<_>>());
    assert_eq!(
        there.waivers,
        desk.rows.waivers().cloned().collect::<Vec<_>>()
    );
    assert_eq!(
        there.violations,
        desk.rows.violations().cloned().collect::<Vec<_>>()
    );
    let rows = there
        .handoffs
        .into_iter()
        .map(Row::Handoff)
        .collect::<Vec<_>>();
    let wants: Vec<_> = rows.iter().map(|row| Want::Row(row.key())).collect();
    assert_eq!(store.load(&desk.policy, &wants).expect("rows"), rows);
}

pub fn a_proposal_is_kept_with_what_became_of_it(mut store: impl Store) {
    let desk = Desk::new();
    let proposal = |id, by| Proposal {
        id,
        base: 3,
        source: "workspace: acme".to_owned(),
        open: InFlight::Migrate,
        by,
        at: at(5),
        resolved: None,
    };
    let first = proposal(7, Actor::Person("ana".into()));
    let second = proposal(12, Actor::System("ci".into()));
    let mut keep = |proposal: &Proposal| {
        let batch = Batch {
            proposal: Some(proposal.clone()),
            ..Batch::new(store.head().expect("a head"))
        };
        let change = store.begin().expect("a transaction");
        change.commit(&desk.policy, &batch).expect("kept");
    };
    keep(&first);
    keep(&second);
    let declined = Proposal {
        resolved: Some(Resolved {
            how: Resolution::Declined,
            by: Actor::Person("ben".into()),
            at: at(6),
            says: Some("not before the quarter ends".to_owned()),
        }),
        ..first.clone()
    };
    keep(&declined);
    assert_eq!(
        store.proposal(7).expect("an answer"),
        Some(declined.clone())
    );
    assert_eq!(store.proposal(8).expect("an answer"), None);
    let latest = |limit| store.proposals(limit).expect("an answer");
    assert_eq!(latest(1), std::slice::from_ref(&second));
    assert_eq!(latest(9), [second, declined]);
}
