//! What leads from one row to others. An entry may be out of date: whoever follows it looks at the row.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::{Handoff, Presence, Record, RowKey, Standing, Task, Violation, Waiver};
use crate::ids::{HandoffId, PersonId, QueueId, RecordId, RecordKind, RecordRef};
use crate::policy::Kind;
use crate::time::Timestamp;

#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) of_record: BTreeMap<RecordRef, BTreeSet<RowKey>>,
    pub(super) linked_from: BTreeMap<RecordRef, BTreeSet<RecordRef>>,
    pub(super) twins: BTreeMap<(RecordKind, SmolStr), BTreeSet<RecordRef>>,
    pub(super) waiting: BTreeMap<QueueId, BTreeSet<HandoffId>>,
    pub(super) carried: BTreeMap<PersonId, BTreeSet<HandoffId>>,
    /// Rows that were put here, with their present alarm.
    pub(super) alarms: BTreeMap<RowKey, Option<Timestamp>>,
    pub(super) due: BTreeSet<(Timestamp, RowKey)>,
}

impl Index {
    pub(super) fn put_record(&mut self, row: &Record, kind: &Kind) {
        for (slot, link) in kind.links() {
            if let Some(id) = row.value(slot).as_text() {
                let target = RecordRef {
                    kind: link.to.clone(),
                    id: RecordId::from(id.clone()),
                };
                self.linked_from
                    .entry(target)
                    .or_default()
                    .insert(row.key.clone());
            }
        }
        if let Some(identity) = row.identity(kind) {
            self.twins
                .entry((row.key.kind.clone(), identity))
                .or_default()
                .insert(row.key.clone());
        }
        self.set_alarm(RowKey::Record(row.key.clone()), row.alarm_at);
    }

    pub(super) fn put_handoff(&mut self, row: &Handoff) {
        let key = RowKey::Handoff(row.id);
        self.of_record
            .entry(row.record.clone())
            .or_default()
            .insert(key.clone());
        if let Some(queue) = &row.queue {
            let waiting = self.waiting.entry(queue.clone()).or_default();
            if row.is_waiting_in(queue) {
                waiting.insert(row.id);
            } else {
                waiting.remove(&row.id);
            }
        }
        if let Some(owner) = row.owner.as_ref().filter(|_| row.state.is_carried()) {
            self.carried
                .entry(owner.clone())
                .or_default()
                .insert(row.id);
        }
        self.set_alarm(key, row.next_alarm());
    }

    pub(super) fn put_task(&mut self, row: &Task) {
        let key = RowKey::Task(row.id);
        self.of_record
            .entry(row.record.clone())
            .or_default()
            .insert(key.clone());
        self.set_alarm(key, row.next_alarm());
    }

    pub(super) fn put_presence(&mut self, row: &Presence) {
        self.set_alarm(RowKey::Presence(row.person.clone()), row.next_alarm());
    }

    pub(super) fn put_waiver(&mut self, row: &Waiver) {
        self.of_record
            .entry(row.record.clone())
            .or_default()
            .insert(RowKey::Waiver(row.id));
    }

    pub(super) fn put_violation(&mut self, row: &Violation) {
        self.of_record
            .entry(row.record.clone())
            .or_default()
            .insert(RowKey::Violation(row.id));
    }

    pub(super) fn put_standing(&mut self, _: &Standing) {}

    fn set_alarm(&mut self, key: RowKey, at: Option<Timestamp>) {
        let before = self.alarms.insert(key.clone(), at).flatten();
        if before == at {
            return;
        }
        if let Some(before) = before {
            self.due.remove(&(before, key.clone()));
        }
        if let Some(at) = at {
            self.due.insert((at, key));
        }
    }
}
