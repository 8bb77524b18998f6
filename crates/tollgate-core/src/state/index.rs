//! What leads from one row to others. An entry may be out of date: whoever follows it looks at the row.

use std::collections::BTreeSet;
use std::hash::Hash;

use smol_str::SmolStr;

use super::{Handoff, Presence, Record, RowKey, Standing, Task, Violation, Waiver};
use crate::ids::{
    HandoffId, PersonId, QueueId, RecordId, RecordKind, RecordRef, TaskId, ViolationId, WaiverId,
};
use crate::keyed::Keyed;
use crate::policy::Kind;
use crate::time::Timestamp;

/// From a key to what it leads to, in order.
#[derive(Clone, Debug)]
pub(super) struct Leads<K, T>(Keyed<K, BTreeSet<T>>);

/// Where a record is found by something else than its key.
#[derive(Debug, PartialEq)]
pub(super) struct Places {
    links: Vec<RecordRef>,
    identity: Option<SmolStr>,
    alarm_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) handoffs_of: Leads<RecordRef, HandoffId>,
    pub(super) tasks_of: Leads<RecordRef, TaskId>,
    pub(super) waivers_of: Leads<RecordRef, WaiverId>,
    pub(super) violations_of: Leads<RecordRef, ViolationId>,
    pub(super) linked_from: Leads<RecordRef, RecordRef>,
    pub(super) twins: Leads<(RecordKind, SmolStr), RecordRef>,
    pub(super) waiting: Leads<QueueId, HandoffId>,
    pub(super) carried: Leads<PersonId, HandoffId>,
    /// Rows that were put here, with their present alarm.
    pub(super) alarms: Keyed<RowKey, Option<Timestamp>>,
    pub(super) due: BTreeSet<(Timestamp, RowKey)>,
}

impl<K, T> Default for Leads<K, T> {
    fn default() -> Self {
        Self(Keyed::default())
    }
}

impl<K: Eq + Hash + Clone, T: Ord + Clone> Leads<K, T> {
    /// What `key` leads to here, in order.
    pub(super) fn of(&self, key: &K) -> impl Iterator<Item = &T> {
        self.0.get(key).into_iter().flatten()
    }

    fn add(&mut self, key: &K, to: T) {
        if let Some(found) = self.0.get_mut(key) {
            found.insert(to);
        } else {
            self.0.insert(key.clone(), BTreeSet::from([to]));
        }
    }

    fn remove(&mut self, key: &K, to: &T) {
        if let Some(found) = self.0.get_mut(key) {
            found.remove(to);
        }
    }
}

impl Places {
    pub(super) fn of(row: &Record, kind: &Kind) -> Self {
        let links = kind.links().filter_map(|(slot, link)| {
            let id = row.value(slot).as_text()?;
            Some(RecordRef {
                kind: link.to.clone(),
                id: RecordId::from(id.clone()),
            })
        });
        Self {
            links: links.collect(),
            identity: row.identity(kind),
            alarm_at: row.alarm_at,
        }
    }
}

impl Index {
    pub(super) fn put_record(&mut self, row: &Record, kind: &Kind) {
        self.put_places(&row.key, Places::of(row, kind));
    }

    /// A record changed that led to `before`, here or below: only where it leads elsewhere is there something to do.
    pub(super) fn changed_record(&mut self, before: &Places, row: &Record, kind: &Kind) {
        let now = Places::of(row, kind);
        if *before != now {
            self.put_places(&row.key, now);
        }
    }

    fn put_places(&mut self, key: &RecordRef, places: Places) {
        for target in &places.links {
            self.linked_from.add(target, key.clone());
        }
        if let Some(identity) = places.identity {
            self.twins.add(&(key.kind.clone(), identity), key.clone());
        }
        self.set_alarm(RowKey::Record(key.clone()), places.alarm_at);
    }

    pub(super) fn put_handoff(&mut self, row: &Handoff) {
        self.handoffs_of.add(&row.record, row.id);
        if let Some(queue) = &row.queue {
            if row.is_waiting_in(queue) {
                self.waiting.add(queue, row.id);
            } else {
                self.waiting.remove(queue, &row.id);
            }
        }
        if let Some(owner) = row.owner.as_ref().filter(|_| row.state.is_carried()) {
            self.carried.add(owner, row.id);
        }
        self.set_alarm(RowKey::Handoff(row.id), row.next_alarm());
    }

    pub(super) fn put_task(&mut self, row: &Task) {
        self.tasks_of.add(&row.record, row.id);
        self.set_alarm(RowKey::Task(row.id), row.next_alarm());
    }

    pub(super) fn put_presence(&mut self, row: &Presence) {
        self.set_alarm(RowKey::Presence(row.person.clone()), row.next_alarm());
    }

    pub(super) fn put_waiver(&mut self, row: &Waiver) {
        self.waivers_of.add(&row.record, row.id);
    }

    pub(super) fn put_violation(&mut self, row: &Violation) {
        self.violations_of.add(&row.record, row.id);
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
