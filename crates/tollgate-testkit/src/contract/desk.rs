//! Rows to commit, and ways to look at what is there.

use crate::any::Any;
use crate::contents::keys;
use crate::policy::policy;
use crate::seed::Seed;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use tollgate_core::ids::{HandoffId, RecordRef, SourceKey, TaskId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, HandoffState, Record, RowKey, Situation, Task, TaskState};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Digest, Entry, Head, Sequence};
use tollgate_service::ports::{Batch, Change, Delivered, Read, Store};
use uuid::Uuid;

/// Rows to commit.
pub(super) struct Desk {
    pub(super) policy: Policy,
    pub(super) rows: Situation<'static>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            policy: policy(),
            rows: Situation::default(),
        }
    }

    pub(super) fn record(&mut self, kind: &str, id: &str, fields: &[(&str, Value)]) -> RecordRef {
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

    pub(super) fn handoff(
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

    pub(super) fn task(
        &mut self,
        number: u128,
        record: &RecordRef,
        due_at: Option<Timestamp>,
    ) -> TaskId {
        self.task_as(number, record, |row| row.due_at = due_at)
    }

    pub(super) fn task_as(
        &mut self,
        number: u128,
        record: &RecordRef,
        change: impl FnOnce(&mut Task),
    ) -> TaskId {
        let id = TaskId(Uuid::from_u128(number));
        let mut row = Task::any(&mut Seed::new(2));
        (row.id, row.record, row.due_at) = (id, record.clone(), None);
        (row.state, row.overdue_at) = (TaskState::Open, None);
        change(&mut row);
        self.rows.put_task(id, row);
        id
    }

    pub(super) fn entry(&self, head: &mut Head, seed: u64) -> Entry {
        let event = Any::any(&mut Seed::new(seed));
        head.append(&event, &self.rows)
    }

    /// Commits the rows that changed, with `entries` and `seen`.
    pub(super) fn commit(
        &mut self,
        store: &mut impl Store,
        entries: &[Entry],
        seen: &[(&str, Sequence)],
        head: &Head,
    ) -> bool {
        let batch = Batch {
            entries: entries.to_vec(),
            rows: self.rows.take_changed_rows(),
            seen: seen.iter().map(delivered).collect(),
            ..Batch::new(head.clone())
        };
        let change = store.begin().expect("a transaction");
        change.commit(&self.policy, &batch).is_ok()
    }

    pub(super) fn commit_rows(&mut self, store: &mut impl Store) {
        let head = store.head().expect("a head");
        assert!(self.commit(store, &[], &[], &head), "the rows are stored");
    }

    pub(super) fn load(&self, store: &impl Read, want: Want) -> BTreeSet<RowKey> {
        keys(&store.load(&self.policy, &[want]).expect("an answer"))
    }
}

/// A delivery that led to one entry.
pub(super) fn delivered((key, sequence): &(&str, Sequence)) -> Delivered {
    Delivered {
        key: SourceKey::from(*key),
        body: sequence
            .is_multiple_of(2)
            .then(|| Digest::of(key.as_bytes())),
        after: sequence.saturating_sub(1),
        sequence: *sequence,
    }
}

pub(super) fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

pub(super) fn all<T>(mut ask: impl FnMut(&mut dyn FnMut(T) -> ControlFlow<()>)) -> Vec<T> {
    let mut rows = Vec::new();
    ask(&mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    rows
}
