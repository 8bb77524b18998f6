//! Rows are found by what leads to them, and by nothing else.

use super::desk::{Desk, all, at};
use crate::any::Any;
use crate::seed::Seed;
use std::collections::BTreeSet;
use tollgate_core::ids::{HandoffId, PersonId, RecordRef, ViolationId, WaiverId};
use tollgate_core::state::{
    Availability, Clock, Handoff, HandoffState, Presence, RowKey, Task, TaskState, Violation,
    Waiver,
};
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_service::ledger::Entry;
use tollgate_service::ports::{Entries, InTime, Listing, Read, Store};
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
    desk.handoff(5, &leads[2], |row| {
        (row.state, row.point) = (HandoffState::Completed, "to_renewal".into());
    });
    let reopens = desk.handoff(6, &leads[2], |row| {
        (row.state, row.reopen_at, row.reopened) = (HandoffState::Recycled, Some(at(9)), false);
    });
    let of_account = desk.handoff(8, &account, |row| row.point = "to_renewal".into());
    desk.commit_rows(&mut store);
    let by_record = [of_account, first, late, second, reopens];
    assert_eq!(listed(&store, Listing::LiveByRecord(None)), by_record);
    let oldest = [first, second, reopens, of_account, late];
    assert_eq!(listed(&store, Listing::LiveOldest(None)), oldest);
    let of_point = Listing::LiveOfPoint("to_renewal".into(), None);
    assert_eq!(listed(&store, of_point), [of_account]);
}

pub fn handoffs_that_may_change_come_by_when_they_are_due(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let due = |ats: &[i64]| ats.iter().map(|due| clock(*due)).collect::<Vec<_>>();
    let nothing = desk.handoff(1, &lead, |_| ());
    let late = desk.handoff(2, &lead, |row| row.clocks = due(&[30, 40]));
    let stands_still = desk.handoff(3, &lead, |row| {
        row.clocks = due(&[5, 35]);
        row.clocks[0].paused = vec![(at(1), Some(at(2))), (at(3), None)];
    });
    let goes_on = desk.handoff(4, &lead, |row| {
        row.clocks = due(&[30]);
        row.clocks[0].paused = vec![(at(1), Some(at(2)))];
    });
    let was_met = desk.handoff(5, &lead, |row| {
        row.clocks = due(&[5, 6, 20]);
        row.clocks[0].stopped_at = Some(at(4));
        row.clocks[1].cancelled = true;
    });
    desk.handoff(6, &lead, |row| {
        (row.state, row.clocks) = (HandoffState::Completed, due(&[1]));
    });
    desk.commit_rows(&mut store);
    let expected = [was_met, late, goes_on, stands_still, nothing];
    assert_eq!(listed(&store, Listing::LiveSoonestDue(None)), expected);
}

pub fn handoffs_of_a_point_come_by_when_they_count(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let mut of = |number, point: &str, opened, offered: Option<i64>, state| {
        desk.handoff(number, &lead, |row| {
            (row.point, row.state) = (point.into(), state);
            (row.opened_at, row.offered_at) = (at(opened), offered.map(at));
        })
    };
    let late = of(1, "to_sales", 1, Some(30), HandoffState::Completed);
    let never = of(2, "to_sales", 20, None, HandoffState::Withdrawn);
    let first = of(3, "to_sales", 5, Some(10), HandoffState::Offered);
    let then_too = of(4, "to_sales", 2, Some(20), HandoffState::Rejected);
    of(5, "to_success", 3, Some(15), HandoffState::Offered);
    desk.commit_rows(&mut store);
    let since = |at| Listing::OfPoint("to_sales".into(), at);
    let all = [first, never, then_too, late];
    assert_eq!(listed(&store, since(None)), all);
    let from = |micros| since(Some(InTime::before(at(micros))));
    assert_eq!(listed(&store, from(20)), all[1..]);
    assert_eq!(listed(&store, from(21)), all[3..]);
}

/// A clock that counts, and is due then.
fn clock(due: i64) -> Clock {
    Clock {
        due_at: Some(at(due)),
        stopped_at: None,
        cancelled: false,
        paused: Vec::new(),
        ..Any::any(&mut Seed::new(5))
    }
}

/// Every handoff of a list, read two at a time.
fn listed(store: &impl Store, mut place: Listing) -> Vec<HandoffId> {
    let mut found = Vec::new();
    loop {
        let page = store.list_handoffs(&place, 2).expect("a page");
        assert!(page.len() <= 2);
        found.extend(page.iter().map(|row| row.id));
        match page.last() {
            Some(last) => place = place.after(last),
            None => return found,
        }
    }
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

pub fn what_came_back_is_found_by_who_sent_it(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let sent_by = |state| {
        move |row: &mut Handoff| (row.state, row.sender) = (state, Some(PersonId::from("ana")))
    };
    let back = desk.handoff(1, &lead, sent_by(HandoffState::Returned));
    let on_its_way = desk.handoff(2, &lead, sent_by(HandoffState::Offered));
    desk.commit_rows(&mut store);
    let of_ana = |desk: &Desk, store: &_| desk.load(store, Want::ReturnedTo("ana".into()));
    assert_eq!(of_ana(&desk, &store), [RowKey::Handoff(back)].into());
    desk.handoff(1, &lead, sent_by(HandoffState::Offered));
    desk.handoff(2, &lead, sent_by(HandoffState::Returned));
    desk.commit_rows(&mut store);
    assert_eq!(of_ana(&desk, &store), [RowKey::Handoff(on_its_way)].into());
}

pub fn tasks_are_found_by_where_they_wait_and_whose_they_are(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let mut task = |number, state, assignee: Option<&str>| {
        desk.task_as(number, &lead, |row| {
            (row.state, row.queue) = (state, Some("fair_queue".into()));
            row.assignee = assignee.map(PersonId::from);
        })
    };
    let waits = task(1, TaskState::Open, None);
    let follows = task(2, TaskState::Waiting, None);
    let of_ana = task(3, TaskState::Open, Some("ana"));
    task(4, TaskState::Done, Some("ana"));
    task(5, TaskState::Done, None);
    desk.commit_rows(&mut store);
    let [waits, follows, of_ana] = [waits, follows, of_ana].map(RowKey::Task);
    let waiting = desk.load(&store, Want::TasksWaitingIn("fair_queue".into()));
    assert_eq!(waiting, [waits, follows].into());
    let carried = desk.load(&store, Want::TasksCarriedBy("ana".into()));
    assert_eq!(carried, [of_ana].into());
    let other = desk.load(&store, Want::TasksWaitingIn("pull_queue".into()));
    assert_eq!(other, BTreeSet::new());
}

pub fn tasks_come_in_the_order_of_their_ids(mut store: impl Store) {
    let mut desk = Desk::new();
    let lead = desk.record("lead", "L1", &[]);
    let tasks = [1, 2, 3].map(|number| desk.task(number, &lead, None));
    desk.commit_rows(&mut store);
    let after = |after| {
        let tasks = all(|each| drop(store.tasks_after(after, each)));
        tasks.iter().map(|row: &Task| row.id).collect::<Vec<_>>()
    };
    assert_eq!(after(None), tasks);
    assert_eq!(after(Some(tasks[0])), tasks[1..]);
    assert_eq!(after(Some(tasks[2])), []);
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

/// Commits 1,200 entries, of which every third is about a lead, and every ninth about its handoff.
fn told(store: &mut impl Store) -> (RecordRef, HandoffId) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    let lead = desk.record("lead", "L1", &[]);
    let handoff = desk.handoff(1, &lead, |_| ());
    let mut entries: Vec<Entry> = (0..1200).map(|seed| desk.entry(&mut head, seed)).collect();
    for entry in &mut entries {
        // The seed's own subjects are nobody's.
        entry.record = entry.sequence.is_multiple_of(3).then(|| lead.clone());
        entry.handoff = entry.sequence.is_multiple_of(9).then_some(handoff);
    }
    assert!(desk.commit(store, &entries, &[], &head));
    (lead, handoff)
}

pub fn entries_are_found_by_what_they_are_about(mut store: impl Store) {
    let (lead, handoff) = told(&mut store);
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
    let (lead, handoff) = told(&mut store);
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
