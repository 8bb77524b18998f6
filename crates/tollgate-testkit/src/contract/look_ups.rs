//! Rows are found by what leads to them, and by nothing else.

use super::desk::{Desk, all, at};
use crate::any::Any;
use crate::seed::Seed;
use std::collections::BTreeSet;
use tollgate_core::ids::{HandoffId, RecordRef, ViolationId, WaiverId};
use tollgate_core::state::{Availability, HandoffState, Presence, RowKey, Violation, Waiver};
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_service::ledger::Entry;
use tollgate_service::ports::{Entries, Read, Store};
use uuid::Uuid;

pub fn a_record_comes_with_what_is_on_it(mut store: impl Store) {
    let mut desk = Desk::new();
    let (lead, other) = (
        desk.record("lead", "L1", &[]),
        desk.record("lead", "l1", &[]),
    );
    let offered = desk.handoff(1, &lead, |_| ());
    desk.handoff(2, &lead, |row| row.state = HandoffState::Completed);
    let reopens = desk.handoff(3, &lead, |row| {
        (row.state, row.reopen_at, row.reopened) = (HandoffState::Recycled, Some(at(9)), false);
    });
    desk.handoff(4, &other, |_| ());
    let task = desk.task(5, &lead, None);
    let waiver = WaiverId(Uuid::from_u128(6));
    desk.rows.put_waiver(
        waiver,
        Waiver {
            id: waiver,
            record: lead.clone(),
            ..Any::any(&mut Seed::new(3))
        },
    );
    let [open, closed] = [(7, None), (8, Some(at(2)))].map(|(number, closed_at)| {
        let id = ViolationId(Uuid::from_u128(number));
        let row = Violation {
            id,
            record: lead.clone(),
            closed_at,
            ..Any::any(&mut Seed::new(4))
        };
        desk.rows.put_violation(id, row);
        id
    });
    desk.commit_rows(&mut store);
    let around = desk.load(&store, Want::Record(lead.clone()));
    let expected = [
        RowKey::Record(lead),
        RowKey::Handoff(offered),
        RowKey::Handoff(reopens),
        RowKey::Task(task),
        RowKey::Waiver(waiver),
        RowKey::Violation(open),
    ];
    assert_eq!(around, expected.into());
    let one = RowKey::Violation(closed);
    assert_eq!(desk.load(&store, Want::Row(one.clone())), [one].into());
    let nobody = RecordRef::new("lead", "L2");
    assert!(desk.load(&store, Want::Record(nobody)).is_empty());
}

pub fn handoffs_that_may_change_come_page_by_page(mut store: impl Store) {
    let mut desk = Desk::new();
    let leads = ["L10", "L2", "l1"].map(|id| desk.record("lead", id, &[]));
    let account = desk.record("account", "Z", &[]);
    let second = desk.handoff(4, &leads[1], |_| ());
    let first = desk.handoff(3, &leads[0], |row| row.state = HandoffState::Held);
    let late = desk.handoff(9, &leads[0], |row| row.state = HandoffState::Returned);
    desk.handoff(5, &leads[2], |row| row.state = HandoffState::Completed);
    let reopens = desk.handoff(6, &leads[2], |row| {
        (row.state, row.reopen_at, row.reopened) = (HandoffState::Recycled, Some(at(9)), false);
    });
    let of_account = desk.handoff(8, &account, |_| ());
    desk.commit_rows(&mut store);
    let (mut found, mut last) = (Vec::new(), None);
    loop {
        let page = store.live_handoffs(last.as_ref(), 2).expect("a page");
        assert!(page.len() <= 2);
        last = page.last().cloned();
        found.extend(page.iter().map(|row| row.id));
        if page.len() < 2 {
            break;
        }
    }
    assert_eq!(found, [of_account, first, late, second, reopens]);
}

pub fn records_of_a_kind_come_page_by_page(mut store: impl Store) {
    let mut desk = Desk::new();
    for id in ["b", "B", "10", "9"] {
        desk.record("lead", id, &[]);
        desk.record("account", id, &[]);
    }
    desk.commit_rows(&mut store);
    let (mut found, mut last) = (Vec::new(), None);
    loop {
        let page = store.records_of(&desk.policy, &"lead".into(), last.as_ref(), 3);
        let page = page.expect("a page");
        last = page.last().map(|row| row.key.id.clone());
        found.extend(page.iter().map(|row| row.key.to_string()));
        if page.len() < 3 {
            break;
        }
    }
    assert_eq!(found, ["lead 10", "lead 9", "lead B", "lead b"]);
    let undeclared = store.records_of(&desk.policy, &"ghost".into(), None, 3);
    assert_eq!(undeclared.expect("an answer"), []);
}

pub fn a_link_counts_as_long_as_it_points_there(mut store: impl Store) {
    let mut desk = Desk::new();
    let (a1, a2) = (
        RecordRef::new("account", "A1"),
        RecordRef::new("account", "A2"),
    );
    let lead = desk.record("lead", "L1", &[("account", Value::text("A1"))]);
    let second = desk.record("lead", "L2", &[("account", Value::text("A1"))]);
    desk.record("lead", "L3", &[("converted_to", Value::text("A1"))]);
    desk.commit_rows(&mut store);
    let linked =
        |desk: &Desk, store: &_, to: &RecordRef| desk.load(store, Want::LinkedFrom(to.clone()));
    let (first, second) = (RowKey::Record(lead), RowKey::Record(second));
    assert_eq!(
        linked(&desk, &store, &a1),
        [first.clone(), second.clone()].into()
    );
    desk.record("lead", "L1", &[("account", Value::text("A2"))]);
    desk.record("lead", "L2", &[("account", Value::Missing)]);
    desk.commit_rows(&mut store);
    assert_eq!(linked(&desk, &store, &a1), BTreeSet::new());
    assert_eq!(linked(&desk, &store, &a2), [first].into());
}

pub fn an_identity_counts_as_long_as_it_is_held(mut store: impl Store) {
    let mut desk = Desk::new();
    let upper = desk.record("lead", "L1", &[("email", Value::text("A@x.example"))]);
    desk.record("lead", "L2", &[("email", Value::text("b@x.example"))]);
    desk.commit_rows(&mut store);
    let same = |desk: &Desk, store: &_, identity: &str| {
        desk.load(store, Want::Identity("lead".into(), identity.into()))
    };
    assert_eq!(
        same(&desk, &store, "a@x.example"),
        [RowKey::Record(upper)].into()
    );
    assert_eq!(same(&desk, &store, "A@x.example"), BTreeSet::new());
    desk.record("lead", "L1", &[]);
    desk.commit_rows(&mut store);
    assert_eq!(same(&desk, &store, "a@x.example"), BTreeSet::new());
}

pub fn a_suppressed_identity_is_found_in_its_own_spelling(mut store: impl Store) {
    let mut desk = Desk::new();
    desk.rows.suppress("lead".into(), "a@x.example".into());
    desk.commit_rows(&mut store);
    desk.rows.suppress("lead".into(), "a@x.example".into());
    desk.commit_rows(&mut store);
    let key = |kind: &str, identity: &str| RowKey::Suppression(kind.into(), identity.into());
    let found =
        |kind: &str, identity: &str| !desk.load(&store, Want::Row(key(kind, identity))).is_empty();
    assert!(found("lead", "a@x.example"));
    assert!(
        !found("lead", "A@x.example")
            && !found("account", "a@x.example")
            && !found("lead", "a@x.exampl")
    );
}

pub fn handoffs_are_found_by_where_they_wait_and_who_carries_them(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let waits = desk.handoff(1, &lead, |row| row.queue = Some("fair_queue".into()));
    let carried = desk.handoff(2, &lead, |row| {
        (row.queue, row.owner) = (Some("fair_queue".into()), Some("ana".into()));
    });
    let accepted = desk.handoff(3, &lead, |row| {
        (row.state, row.owner) = (HandoffState::Accepted, Some("ana".into()))
    });
    desk.handoff(4, &lead, |row| {
        (row.state, row.owner) = (HandoffState::Returned, Some("ana".into()))
    });
    desk.handoff(5, &lead, |row| row.queue = Some("pull_queue".into()));
    desk.commit_rows(&mut store);
    let [waits, carried, accepted] = [waits, carried, accepted].map(RowKey::Handoff);
    assert_eq!(
        desk.load(&store, Want::WaitingIn("fair_queue".into())),
        [waits].into()
    );
    assert_eq!(
        desk.load(&store, Want::CarriedBy("ana".into())),
        [carried, accepted].into()
    );
    assert_eq!(
        desk.load(&store, Want::CarriedBy("Ana".into())),
        BTreeSet::new()
    );
}

pub fn alarms_come_in_their_order(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let kind = desk.policy.kind(&"lead".into()).expect("a kind").clone();
    desk.rows
        .update_record(&lead, &kind, |row| row.alarm_at = Some(at(20)));
    let late = desk.handoff(2, &lead, |row| {
        (row.retry_at, row.overflow_at) = (Some(at(30)), Some(at(25)))
    });
    let early = desk.handoff(1, &lead, |row| row.retry_at = Some(at(20)));
    let task = desk.task(3, &lead, Some(at(19)));
    let until = Availability::Away(Some(at(20)));
    desk.rows.put_presence(
        "ana".into(),
        Presence {
            person: "ana".into(),
            availability: until,
        },
    );
    desk.commit_rows(&mut store);
    let expected = [
        (at(20), RowKey::Record(lead)),
        (at(20), RowKey::Handoff(early)),
        // A task is overdue once its date is past.
        (at(20), RowKey::Task(task)),
        (at(20), RowKey::Presence("ana".into())),
        (at(25), RowKey::Handoff(late)),
    ];
    let alarms = |store: &_, after, limit| Read::alarms(store, at(after), limit).expect("alarms");
    assert_eq!(alarms(&store, i64::MIN, 100), expected);
    assert_eq!(alarms(&store, 19, 2), expected[..2]);
    assert_eq!(alarms(&store, 20, 100), expected[4..]);
    desk.rows
        .update_handoff(&late, |row| (row.retry_at, row.overflow_at) = (None, None));
    desk.commit_rows(&mut store);
    assert_eq!(alarms(&store, 20, 100), []);
}

pub fn entries_are_found_by_what_they_are_about(mut store: impl Store) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    let lead = desk.record("lead", "L1", &[]);
    let handoff = desk.handoff(1, &lead, |_| ());
    let mut entries: Vec<Entry> = (0..1200).map(|seed| desk.entry(&mut head, seed)).collect();
    for entry in &mut entries {
        // The seed's own subjects are nobody's; every third is about the lead, every ninth about the handoff.
        entry.record = entry.sequence.is_multiple_of(3).then(|| lead.clone());
        entry.handoff = entry.sequence.is_multiple_of(9).then_some(handoff);
    }
    assert!(desk.commit(&mut store, &entries, &[], &head));
    let found = |which: Entries, after| -> Vec<u64> {
        all(|each| store.ledger(&which, after, each).expect("entries"))
            .iter()
            .map(|entry: &Entry| entry.sequence)
            .collect()
    };
    let every = |step: usize, from: u64| -> Vec<u64> { (from..=1200).step_by(step).collect() };
    assert_eq!(found(Entries::All, 0), every(1, 1));
    assert_eq!(found(Entries::All, 700), every(1, 701));
    assert_eq!(found(Entries::Record(lead), 6), every(3, 9));
    assert_eq!(found(Entries::Handoff(handoff), 0), every(9, 9));
    assert_eq!(
        found(Entries::Handoff(HandoffId(Uuid::from_u128(9))), 0),
        every(1, 1201)
    );
    assert_eq!(
        found(Entries::Record(RecordRef::new("lead", "l1")), 0),
        every(1, 1201)
    );
    assert_eq!(found(Entries::Unattached, 0).len(), 800);
}

pub fn entries_are_read_from_the_last_one_back(mut store: impl Store) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    let lead = desk.record("lead", "L1", &[]);
    let handoff = desk.handoff(1, &lead, |_| ());
    let mut entries: Vec<Entry> = (0..1200).map(|seed| desk.entry(&mut head, seed)).collect();
    for entry in &mut entries {
        entry.record = entry.sequence.is_multiple_of(3).then(|| lead.clone());
        entry.handoff = entry.sequence.is_multiple_of(9).then_some(handoff);
    }
    assert!(desk.commit(&mut store, &entries, &[], &head));
    let found = |which: Entries, before| -> Vec<u64> {
        all(|each| store.ledger_before(&which, before, each).expect("entries"))
            .iter()
            .map(|entry: &Entry| entry.sequence)
            .collect()
    };
    let every = |step: usize, to: u64| -> Vec<u64> {
        let onwards = (0..=to).step_by(step).filter(|sequence| *sequence > 0);
        onwards.collect::<Vec<_>>().into_iter().rev().collect()
    };
    assert_eq!(found(Entries::All, u64::MAX), every(1, 1200));
    assert_eq!(found(Entries::All, 700), every(1, 699));
    assert_eq!(found(Entries::All, 1), every(1, 0));
    assert_eq!(found(Entries::Record(lead), 9), every(3, 6));
    assert_eq!(found(Entries::Handoff(handoff), 1201), every(9, 1200));
    assert_eq!(
        found(Entries::Handoff(HandoffId(Uuid::from_u128(9))), 1201),
        every(1, 0)
    );
    let unattached = found(Entries::Unattached, 1201);
    assert_eq!((unattached.len(), unattached[0]), (800, 1199));
}

pub fn an_entry_tells_when_it_happened(mut store: impl Store) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    let entries: Vec<Entry> = (0..3).map(|seed| desk.entry(&mut head, seed)).collect();
    assert!(desk.commit(&mut store, &entries, &[], &head));
    for entry in &entries {
        let at = store.instant_of(entry.sequence).expect("answers");
        assert_eq!(at, Some(entry.at));
    }
    for none in [0, 4, u64::MAX] {
        assert_eq!(store.instant_of(none).expect("answers"), None);
    }
}
