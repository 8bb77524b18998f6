//! The rows that a decision looks at: as much of the workspace's state as the command needs, or all of it.

use std::collections::BTreeSet;
use std::hash::Hash;

use smol_str::SmolStr;

use super::index::{Index, Leads, Places};
use super::rows::Rows;
use super::{Handoff, Presence, Record, Row, Standing, Task, Violation, Waiver};
use crate::ids::{
    HandoffId, PersonId, QueueId, RecordKind, RecordRef, TaskId, ViolationId, WaiverId,
};
use crate::keyed::KeySet;
use crate::policy::{Kind, Policy};
use crate::time::Timestamp;
use crate::wants::Want;

/// The key of any row of state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A record.
    Record(RecordRef),
    /// A handoff.
    Handoff(HandoffId),
    /// A task.
    Task(TaskId),
    /// A member's account in a queue.
    Standing(QueueId, PersonId),
    /// A person's presence.
    Presence(PersonId),
    /// A waiver.
    Waiver(WaiverId),
    /// A violation.
    Violation(ViolationId),
    /// An identity that nobody may contact.
    Suppression(RecordKind, SmolStr),
}

/// Rows by key. Rows are only ever added or changed, never removed.
///
/// A situation may lie over another one: it then reads what it does not hold itself from below, and keeps every
/// change to itself. So a decision can look at what it has just decided, and the caller's rows stay as they were.
#[derive(Clone, Debug, Default)]
pub struct Situation<'below> {
    below: Option<&'below Situation<'below>>,
    records: Rows<RecordRef, Record>,
    handoffs: Rows<HandoffId, Handoff>,
    tasks: Rows<TaskId, Task>,
    standings: Rows<(QueueId, PersonId), Standing>,
    presences: Rows<PersonId, Presence>,
    waivers: Rows<WaiverId, Waiver>,
    violations: Rows<ViolationId, Violation>,
    suppressed: BTreeSet<(RecordKind, SmolStr)>,
    index: Index,
    changed: KeySet<RowKey>,
    /// What was looked up in the store: what is known by now, absent rows among it.
    known: KeySet<Want>,
}

macro_rules! rows {
    ($($map:ident: $key:ty => $row:ty, $get:ident, $all:ident, $put:ident, $update:ident, $row_key:expr;)*) => {
        impl Situation<'_> {$(
            /// The row with this key, where it is known.
            pub fn $get(&self, key: &$key) -> Option<&$row> {
                self.$map.get(key).or_else(|| self.below?.$get(key))
            }

            /// The rows held here, in the order of their keys; those below are not among them.
            pub fn $all(&self) -> impl Iterator<Item = &$row> {
                self.$map.in_order()
            }

            /// Changes the row with this key; nothing happens when it is not known.
            pub fn $update(&mut self, key: &$key, change: impl FnOnce(&mut $row)) {
                if !self.$map.contains(key) {
                    let Some(row) = self.below.and_then(|below| below.$get(key)) else { return };
                    self.$map.put(key.clone(), row.clone());
                }
                let Some(row) = self.$map.get_mut(key) else { return };
                change(row);
                self.index.$put(row);
                self.changed.insert($row_key(key));
            }

            /// Adds or replaces a row.
            pub fn $put(&mut self, key: $key, row: $row) {
                self.index.$put(&row);
                self.changed.insert($row_key(&key));
                self.$map.put(key, row);
            }
        )*}
    };
}

rows! {
    handoffs: HandoffId => Handoff, handoff, handoffs, put_handoff, update_handoff, |key: &HandoffId| RowKey::Handoff(*key);
    tasks: TaskId => Task, task, tasks, put_task, update_task, |key: &TaskId| RowKey::Task(*key);
    standings: (QueueId, PersonId) => Standing, standing, standings, put_standing, update_standing,
        |key: &(QueueId, PersonId)| RowKey::Standing(key.0.clone(), key.1.clone());
    presences: PersonId => Presence, presence, presences, put_presence, update_presence, |key: &PersonId| RowKey::Presence(key.clone());
    waivers: WaiverId => Waiver, waiver, waivers, put_waiver, update_waiver, |key: &WaiverId| RowKey::Waiver(*key);
    violations: ViolationId => Violation, violation, violations, put_violation, update_violation, |key: &ViolationId| RowKey::Violation(*key);
}

/// Records, which are indexed by what their kind says of their links and their key.
impl Situation<'_> {
    /// The record with this key, where it is known.
    pub fn record(&self, key: &RecordRef) -> Option<&Record> {
        self.records.get(key).or_else(|| self.below?.record(key))
    }

    /// The records held here, in the order of their keys; those below are not among them.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.in_order()
    }

    /// Changes the record with this key; nothing happens when it is not known.
    pub fn update_record(
        &mut self,
        key: &RecordRef,
        kind: &Kind,
        change: impl FnOnce(&mut Record),
    ) {
        if !self.records.contains(key) {
            let Some(row) = self.below.and_then(|below| below.record(key)) else {
                return;
            };
            self.records.put(key.clone(), row.clone());
        }
        let Some(row) = self.records.get_mut(key) else {
            return;
        };
        let before = Places::of(row, kind);
        change(row);
        self.index.changed_record(&before, row, kind);
        self.changed.insert(RowKey::Record(key.clone()));
    }

    /// Adds or replaces a record.
    pub fn put_record(&mut self, row: Record, kind: &Kind) {
        self.index.put_record(&row, kind);
        self.changed.insert(RowKey::Record(row.key.clone()));
        self.records.put(row.key.clone(), row);
    }

    /// True when nobody may contact the identity `key`.
    pub fn is_suppressed(&self, kind: &RecordKind, key: &SmolStr) -> bool {
        self.suppressed.contains(&(kind.clone(), key.clone()))
            || self
                .below
                .is_some_and(|below| below.is_suppressed(kind, key))
    }

    /// Makes `key` an identity that nobody may contact.
    pub fn suppress(&mut self, kind: RecordKind, key: SmolStr) {
        self.changed
            .insert(RowKey::Suppression(kind.clone(), key.clone()));
        self.suppressed.insert((kind, key));
    }

    /// The suppressed identities held here.
    pub fn suppressions(&self) -> impl Iterator<Item = &(RecordKind, SmolStr)> {
        self.suppressed.iter()
    }
}

/// Rows as they come out of a store.
impl Situation<'_> {
    /// Takes in a row that was stored before. A row that is held already is newer, so it stays; a record whose kind
    /// the policy does not declare stays out.
    pub fn learn(&mut self, policy: &Policy, row: Row) {
        let index = &mut self.index;
        match row {
            Row::Record(row) => {
                if let Some(kind) = policy.kind(&row.key.kind)
                    && let Some(row) = self.records.learn(row.key.clone(), row)
                {
                    index.put_record(row, kind);
                }
            }
            Row::Handoff(row) => learn(&mut self.handoffs, row.id, row, |row| {
                index.put_handoff(row)
            }),
            Row::Task(row) => learn(&mut self.tasks, row.id, row, |row| index.put_task(row)),
            Row::Standing(row) => {
                let key = (row.queue.clone(), row.member.clone());
                learn(&mut self.standings, key, row, |row| index.put_standing(row));
            }
            Row::Presence(row) => {
                let key = row.person.clone();
                learn(&mut self.presences, key, row, |row| index.put_presence(row));
            }
            Row::Waiver(row) => learn(&mut self.waivers, row.id, row, |row| index.put_waiver(row)),
            Row::Violation(row) => {
                learn(&mut self.violations, row.id, row, |row| {
                    index.put_violation(row)
                });
            }
            Row::Suppression(kind, identity) => drop(self.suppressed.insert((kind, identity))),
        }
    }

    /// Remembers that `want` was looked up: whatever it names is held by now, or is not there.
    pub fn know(&mut self, want: Want) {
        self.known.insert(want);
    }

    /// True when `want` was looked up before, or is one row that is held.
    pub fn knows(&self, want: &Want) -> bool {
        let held = match want {
            Want::Row(RowKey::Handoff(id)) => self.handoffs.contains(id),
            Want::Row(RowKey::Task(id)) => self.tasks.contains(id),
            _ => false,
        };
        held || self.known.contains(want) || self.below.is_some_and(|below| below.knows(want))
    }

    /// How many rows are held here, and look-ups remembered.
    pub fn size(&self) -> usize {
        let rows = self.records.len() + self.handoffs.len() + self.tasks.len() + self.waivers.len();
        rows + self.violations.len() + self.suppressed.len() + self.known.len()
    }
}

fn learn<K: Ord + Hash, R>(rows: &mut Rows<K, R>, key: K, row: R, index: impl FnOnce(&R)) {
    if let Some(row) = rows.learn(key, row) {
        index(row);
    }
}

/// Ways from one row to others.
impl<'below> Situation<'below> {
    /// An empty situation over this one.
    pub fn overlay(&self) -> Situation<'_> {
        Situation {
            below: Some(self),
            ..Situation::default()
        }
    }

    /// The handoffs of `record` that are open or wait to open again, oldest id first.
    pub fn live_handoffs(&self, record: &RecordRef) -> Vec<HandoffId> {
        let handoffs = self.handoffs_of(record).into_iter();
        let live = handoffs.filter(|handoff| handoff.is_live());
        live.map(|handoff| handoff.id).collect()
    }

    /// Every handoff of `record`, oldest id first.
    pub fn handoffs_of(&self, record: &RecordRef) -> Vec<&Handoff> {
        let ids = self.led(record, |index| &index.handoffs_of);
        ids.iter().filter_map(|id| self.handoff(id)).collect()
    }

    /// The tasks of `record`, oldest id first.
    pub fn tasks_of(&self, record: &RecordRef) -> Vec<&Task> {
        let ids = self.led(record, |index| &index.tasks_of);
        ids.iter().filter_map(|id| self.task(id)).collect()
    }

    /// The waivers of `record`, also those that are over.
    pub fn waivers_of(&self, record: &RecordRef) -> Vec<&Waiver> {
        let ids = self.led(record, |index| &index.waivers_of);
        ids.iter().filter_map(|id| self.waiver(id)).collect()
    }

    /// The open violations of `record`.
    pub fn violations_of(&self, record: &RecordRef) -> Vec<&Violation> {
        let ids = self.led(record, |index| &index.violations_of);
        let violations = ids.iter().filter_map(|id| self.violation(id));
        violations.filter(|it| it.closed_at.is_none()).collect()
    }

    /// The records that link to `record`, in the order of their keys.
    pub fn linked_from(&self, record: &RecordRef) -> Vec<RecordRef> {
        self.led(record, |index| &index.linked_from)
    }

    /// The records of `kind` that have, or had, the identity `key`, in the order of their keys.
    pub fn with_identity(&self, kind: &RecordKind, key: &SmolStr) -> Vec<RecordRef> {
        self.led(&(kind.clone(), key.clone()), |index| &index.twins)
    }

    /// The offered handoffs that wait in `queue` without an owner, the one offered first in front.
    pub fn waiting_in(&self, queue: &QueueId) -> Vec<HandoffId> {
        let mut ids = self.led(queue, |index| &index.waiting);
        ids.retain(|id| self.handoff(id).is_some_and(|h| h.is_waiting_in(queue)));
        ids.sort_by_key(|id| (self.handoff(id).and_then(|h| h.offered_at), *id));
        ids
    }

    /// The handoffs that `person` carries, oldest id first.
    pub fn carried_by(&self, person: &PersonId) -> Vec<HandoffId> {
        let mut ids = self.led(person, |index| &index.carried);
        ids.retain(|id| {
            self.handoff(id)
                .is_some_and(|h| h.state.is_carried() && h.owner.as_ref() == Some(person))
        });
        ids
    }

    /// The first instant at which time alone changes a row that is known, with the row.
    pub fn next_alarm(&self) -> Option<(Timestamp, &RowKey)> {
        let own = self.index.due.iter().next().map(|(at, key)| (*at, key));
        let Some(below) = self.below else { return own };
        let under = below
            .alarms()
            .find(|(_, key)| !self.index.alarms.contains_key(*key));
        [own, under].into_iter().flatten().min()
    }

    /// Every row of this situation that waits for an instant, the earliest first; those below are not among them.
    pub fn alarms(&self) -> impl Iterator<Item = (Timestamp, &RowKey)> {
        self.index.due.iter().map(|(at, key)| (*at, key))
    }

    /// A copy of the row with this key, where it is known.
    pub fn row(&self, key: &RowKey) -> Option<Row> {
        match key {
            RowKey::Record(key) => self.record(key).cloned().map(Row::Record),
            RowKey::Handoff(key) => self.handoff(key).cloned().map(Row::Handoff),
            RowKey::Task(key) => self.task(key).cloned().map(Row::Task),
            RowKey::Standing(queue, member) => self
                .standing(&(queue.clone(), member.clone()))
                .cloned()
                .map(Row::Standing),
            RowKey::Presence(key) => self.presence(key).cloned().map(Row::Presence),
            RowKey::Waiver(key) => self.waiver(key).cloned().map(Row::Waiver),
            RowKey::Violation(key) => self.violation(key).cloned().map(Row::Violation),
            RowKey::Suppression(kind, identity) => self
                .is_suppressed(kind, identity)
                .then(|| Row::Suppression(kind.clone(), identity.clone())),
        }
    }

    /// Copies of the rows changed here since this was last asked, in the order of their keys.
    pub fn take_changed_rows(&mut self) -> Vec<Row> {
        let changed = self.take_changed();
        changed.iter().filter_map(|key| self.row(key)).collect()
    }

    /// The rows changed here since this was last asked, in the order of their keys.
    pub fn take_changed(&mut self) -> Vec<RowKey> {
        let mut changed: Vec<_> = std::mem::take(&mut self.changed).into_iter().collect();
        changed.sort_unstable();
        changed
    }

    /// What `key` leads to here and below, in order, each once.
    fn led<K: Eq + Hash + Clone, T: Ord + Clone>(
        &self,
        key: &K,
        by: fn(&Index) -> &Leads<K, T>,
    ) -> Vec<T> {
        let mut found = self.below.map_or_else(Vec::new, |below| below.led(key, by));
        let below = found.len();
        found.extend(by(&self.index).of(key).cloned());
        if below > 0 && found.len() > below {
            found.sort_unstable();
            found.dedup();
        }
        found
    }
}
