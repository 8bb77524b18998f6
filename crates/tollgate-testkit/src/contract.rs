//! What a store promises, clause by clause; [`store_contract!`](crate::store_contract) holds a store to all of them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, RecordRef, SourceKey, TaskId, ViolationId, WaiverId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{
    Availability, Handoff, HandoffState, Presence, Record, Row, RowKey, Situation, Standing, Task,
    TaskState, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Digest, Entry, Head};
use tollgate_service::ports::{Batch, Change, Entries, Read, Revision, Store};
use uuid::Uuid;

use crate::any::Any;
use crate::memory::{contents, keys};
use crate::policy::policy;
use crate::seed::Seed;

/// Runs every clause as a test of its own; `$store` makes an empty store of the workspace `acme`.
#[macro_export]
macro_rules! store_contract {
    ($store:expr) => {
        $crate::store_contract! { @ $store;
            a_workspace_begins_with_nothing
            what_was_committed_is_there
            a_row_is_replaced_by_its_later_self
            a_transaction_that_is_dropped_leaves_nothing
            a_transaction_that_is_refused_leaves_nothing
            rows_come_in_the_bytewise_order_of_their_keys
            a_record_comes_with_what_is_on_it
            a_link_counts_as_long_as_it_points_there
            an_identity_counts_as_long_as_it_is_held
            a_suppressed_identity_is_found_in_its_own_spelling
            handoffs_are_found_by_where_they_wait_and_who_carries_them
            alarms_come_in_their_order
            entries_are_found_by_what_they_are_about
            a_stream_ends_when_it_is_broken_off
            a_delivery_is_known_by_its_own_spelling
            any_row_comes_back_as_it_was
        }
    };
    (@ $store:expr; $($clause:ident)+) => {$(
        #[test]
        fn $clause() {
            $crate::contract::$clause($store);
        }
    )+};
}

/// Rows to commit.
struct Desk {
    policy: Policy,
    rows: Situation<'static>,
}

impl Desk {
    fn new() -> Self {
        Self {
            policy: policy(),
            rows: Situation::default(),
        }
    }

    fn record(&mut self, kind: &str, id: &str, fields: &[(&str, Value)]) -> RecordRef {
        let kind = self
            .policy
            .kind(&kind.into())
            .expect("a kind of the policy");
        let key = RecordRef::new(kind.name.clone(), id);
        let mut row = Record::new(key.clone(), kind, at(1));
        for (name, value) in fields {
            let slot = kind.slot(&(*name).into()).expect("a field of the kind");
            row.fields[usize::from(slot)].value = value.clone();
            row.fields[usize::from(slot)].at = at(1);
        }
        self.rows.put_record(row, kind);
        key
    }

    fn handoff(
        &mut self,
        number: u128,
        record: &RecordRef,
        change: impl FnOnce(&mut Handoff),
    ) -> HandoffId {
        let id = HandoffId(Uuid::from_u128(number));
        let mut row = Handoff::any(&mut Seed::new(1));
        row.id = id;
        row.record = record.clone();
        row.state = HandoffState::Offered;
        (row.owner, row.queue, row.disposition, row.clocks) = (None, None, None, Vec::new());
        (row.held_until, row.overflow_at, row.retry_at, row.reopen_at) = (None, None, None, None);
        change(&mut row);
        self.rows.put_handoff(id, row);
        id
    }

    fn task(&mut self, number: u128, record: &RecordRef, due_at: Option<Timestamp>) -> TaskId {
        let id = TaskId(Uuid::from_u128(number));
        let mut row = Task::any(&mut Seed::new(2));
        (row.id, row.record, row.due_at) = (id, record.clone(), due_at);
        (row.state, row.overdue_at) = (TaskState::Open, None);
        self.rows.put_task(id, row);
        id
    }

    fn entry(&self, head: &mut Head, seed: u64) -> Entry {
        let event = Any::any(&mut Seed::new(seed));
        head.append(&event, &self.rows)
    }

    /// Commits the rows that changed, with `entries` and `seen`.
    fn commit(
        &mut self,
        store: &mut impl Store,
        entries: &[Entry],
        seen: &[(SourceKey, u64)],
        head: &Head,
    ) -> bool {
        let changed = self.rows.take_changed();
        let change = store.begin().expect("a transaction");
        let batch = Batch {
            policy: &self.policy,
            entries,
            rows: &self.rows,
            changed: &changed,
            seen,
            revision: None,
            head,
        };
        change.commit(&batch).is_ok()
    }

    fn commit_rows(&mut self, store: &mut impl Store) {
        let head = store.head().expect("a head");
        assert!(self.commit(store, &[], &[], &head), "the rows are stored");
    }

    fn load(&self, store: &impl Read, want: Want) -> BTreeSet<RowKey> {
        keys(&store.load(&self.policy, &[want]).expect("an answer"))
    }
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn all<T>(mut ask: impl FnMut(&mut dyn FnMut(T) -> ControlFlow<()>)) -> Vec<T> {
    let mut rows = Vec::new();
    ask(&mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    rows
}

#[expect(missing_docs, reason = "a clause is named after what it claims")]
mod clauses {
    use super::*;

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
        assert!(desk.commit(&mut store, &entries, &[("one".into(), 2)], &head));
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
        assert_eq!(store.seen(&"one".into()).expect("an answer"), Some(2));
        assert_eq!(there.seen, 1);
        let revision = Revision {
            number: 1,
            at: at(3),
            source: "workspace: acme".to_owned(),
            digest: Digest::of(b"workspace: acme"),
        };
        let (rows, changed) = Default::default();
        let (policy, head) = (
            &desk.policy,
            &Head {
                revision: 1,
                ..head
            },
        );
        let batch = Batch {
            policy,
            entries: &[],
            rows: &rows,
            changed: &changed,
            seen: &[],
            revision: Some(&revision),
            head,
        };
        store
            .begin()
            .expect("a transaction")
            .commit(&batch)
            .expect("published");
        assert_eq!(store.revision(1).expect("an answer"), Some(revision));
        assert_eq!(&store.head().expect("a head"), head);
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
        assert!(desk.commit(&mut store, &[], &[("again".into(), 0)], &head));
        let before = contents(&store, &desk.policy).expect("answers");
        let lead = desk.record("lead", "L1", &[]);
        desk.handoff(1, &lead, |_| ());
        let entries = [desk.entry(&mut head, 1)];
        let seen = [("new".into(), 1), ("again".into(), 1)];
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
        let found = |kind: &str, identity: &str| {
            !desk.load(&store, Want::Row(key(kind, identity))).is_empty()
        };
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
        let alarms =
            |store: &_, after, limit| Read::alarms(store, at(after), limit).expect("alarms");
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
        assert!(desk.commit(&mut store, &[], &[("Row 1".into(), 7)], &head));
        assert!(desk.commit(&mut store, &[], &[("row 1".into(), 8)], &head));
        let seen = |key: &str| store.seen(&key.into()).expect("an answer");
        assert_eq!(
            (seen("Row 1"), seen("row 1"), seen("row 1 ")),
            (Some(7), Some(8), None)
        );
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
}

pub use clauses::{
    a_delivery_is_known_by_its_own_spelling, a_link_counts_as_long_as_it_points_there,
    a_record_comes_with_what_is_on_it, a_row_is_replaced_by_its_later_self,
    a_stream_ends_when_it_is_broken_off, a_suppressed_identity_is_found_in_its_own_spelling,
    a_transaction_that_is_dropped_leaves_nothing, a_transaction_that_is_refused_leaves_nothing,
    a_workspace_begins_with_nothing, alarms_come_in_their_order,
    an_identity_counts_as_long_as_it_is_held, any_row_comes_back_as_it_was,
    entries_are_found_by_what_they_are_about,
    handoffs_are_found_by_where_they_wait_and_who_carries_them,
    rows_come_in_the_bytewise_order_of_their_keys, what_was_committed_is_there,
};
