//! The memory store: the model that every other store is compared with. It holds all rows in one situation.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use tollgate_core::ids::{RecordId, RecordRef, SourceKey};
use tollgate_core::policy::Policy;
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Situation, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Entry, Head, Sequence};
use tollgate_service::ports::{Batch, Each, Entries, Read, Revision, Store, StoreError};

/// All that a workspace's store holds.
#[derive(Clone, Debug)]
pub struct State {
    head: Head,
    rows: Situation<'static>,
    ledger: Vec<Entry>,
    seen: BTreeMap<SourceKey, Sequence>,
    revisions: BTreeMap<u32, Revision>,
}

/// A store, or a transaction on it.
#[derive(Clone, Debug)]
pub struct Memory<S>(S);

/// A store in memory.
pub type MemoryStore = Memory<State>;

/// A transaction on a store in memory.
pub type MemoryChange<'store> = Memory<&'store mut State>;

impl MemoryStore {
    /// The empty store of `workspace`.
    pub fn new(workspace: &str) -> Self {
        Memory(State {
            head: Head::start(workspace),
            rows: Situation::default(),
            ledger: Vec::new(),
            seen: BTreeMap::new(),
            revisions: BTreeMap::new(),
        })
    }

    /// Every row.
    pub fn rows(&self) -> &Situation<'static> {
        &self.0.rows
    }
}

impl Store for MemoryStore {
    type Change<'store> = MemoryChange<'store>;

    fn begin(&mut self) -> Result<MemoryChange<'_>, StoreError> {
        Ok(Memory(&mut self.0))
    }
}

impl tollgate_service::ports::Change for MemoryChange<'_> {
    fn commit(self, batch: &Batch<'_>) -> Result<(), StoreError> {
        let state = self.0;
        let again = batch
            .seen
            .iter()
            .find(|(key, _)| state.seen.contains_key(key));
        if let Some((key, _)) = again {
            return Err(StoreError::Unavailable(
                format!("the delivery `{key}` was seen before").into(),
            ));
        }
        for key in batch.changed {
            copy(batch.policy, batch.rows, key, &mut state.rows);
        }
        state.ledger.extend_from_slice(batch.entries);
        state.seen.extend(batch.seen.iter().cloned());
        state.revisions.extend(
            batch
                .revision
                .map(|revision| (revision.number, revision.clone())),
        );
        state.head = batch.head.clone();
        Ok(())
    }
}

/// Puts the row with `key` into `to` as `from` has it.
fn copy(policy: &Policy, from: &Situation<'_>, key: &RowKey, to: &mut Situation<'static>) {
    match key {
        RowKey::Record(key) => {
            if let (Some(row), Some(kind)) = (from.record(key), policy.kind(&key.kind)) {
                to.put_record(row.clone(), kind);
            }
        }
        RowKey::Handoff(key) => {
            from.handoff(key)
                .into_iter()
                .for_each(|row| to.put_handoff(*key, row.clone()));
        }
        RowKey::Task(key) => from
            .task(key)
            .into_iter()
            .for_each(|row| to.put_task(*key, row.clone())),
        RowKey::Standing(queue, member) => {
            let key = (queue.clone(), member.clone());
            from.standing(&key)
                .into_iter()
                .for_each(|row| to.put_standing(key.clone(), row.clone()));
        }
        RowKey::Presence(key) => {
            from.presence(key)
                .into_iter()
                .for_each(|row| to.put_presence(key.clone(), row.clone()));
        }
        RowKey::Waiver(key) => from
            .waiver(key)
            .into_iter()
            .for_each(|row| to.put_waiver(*key, row.clone())),
        RowKey::Violation(key) => {
            from.violation(key)
                .into_iter()
                .for_each(|row| to.put_violation(*key, row.clone()));
        }
        RowKey::Suppression(kind, identity) => to.suppress(kind.clone(), identity.clone()),
    }
}

impl<S: Borrow<State>> Memory<S> {
    fn state(&self) -> &State {
        self.0.borrow()
    }

    fn row(&self, key: &RowKey) -> Option<Row> {
        let rows = &self.state().rows;
        match key {
            RowKey::Record(key) => rows.record(key).cloned().map(Row::Record),
            RowKey::Handoff(key) => rows.handoff(key).cloned().map(Row::Handoff),
            RowKey::Task(key) => rows.task(key).cloned().map(Row::Task),
            RowKey::Waiver(key) => rows.waiver(key).cloned().map(Row::Waiver),
            RowKey::Violation(key) => rows.violation(key).cloned().map(Row::Violation),
            RowKey::Suppression(kind, identity) => rows
                .is_suppressed(kind, identity)
                .then(|| Row::Suppression(kind.clone(), identity.clone())),
            // Accounts and presences come with `people`.
            RowKey::Standing(..) | RowKey::Presence(_) => None,
        }
    }

    /// The record with what is on it.
    fn around(&self, record: &RecordRef) -> Vec<Row> {
        let rows = &self.state().rows;
        let handoffs = rows.live_handoffs(record).into_iter().map(RowKey::Handoff);
        let mut found: Vec<Row> = handoffs.filter_map(|key| self.row(&key)).collect();
        found.extend(self.row(&RowKey::Record(record.clone())));
        found.extend(rows.tasks_of(record).into_iter().cloned().map(Row::Task));
        found.extend(
            rows.waivers_of(record)
                .into_iter()
                .cloned()
                .map(Row::Waiver),
        );
        found.extend(
            rows.violations_of(record)
                .into_iter()
                .cloned()
                .map(Row::Violation),
        );
        found
    }

    fn want(&self, policy: &Policy, want: &Want) -> Vec<Row> {
        let rows = &self.state().rows;
        let handoffs = |ids: Vec<_>| {
            ids.into_iter()
                .filter_map(|id| self.row(&RowKey::Handoff(id)))
                .collect()
        };
        match want {
            Want::Row(key) => self.row(key).into_iter().collect(),
            Want::Record(record) => self.around(record),
            Want::LinkedFrom(record) => {
                let linked = rows.linked_from(record);
                let present = linked
                    .iter()
                    .filter(|from| links_to(policy, rows, from, record));
                present.flat_map(|from| self.around(from)).collect()
            }
            Want::Identity(kind, identity) => {
                let same = rows.with_identity(kind, identity);
                let found = same.iter().filter_map(|key| rows.record(key));
                let definition = policy.kind(kind);
                let present = found.filter(|row| {
                    definition.is_some_and(|kind| row.identity(kind).as_ref() == Some(identity))
                });
                present.cloned().map(Row::Record).collect()
            }
            Want::WaitingIn(queue) => handoffs(rows.waiting_in(queue)),
            Want::CarriedBy(person) => handoffs(rows.carried_by(person)),
        }
    }
}

/// True while a link field of `from` points at `to`.
fn links_to(policy: &Policy, rows: &Situation<'_>, from: &RecordRef, to: &RecordRef) -> bool {
    let (Some(row), Some(kind)) = (rows.record(from), policy.kind(&from.kind)) else {
        return false;
    };
    kind.links().any(|(slot, link)| {
        link.to == to.kind
            && row
                .value(slot)
                .as_text()
                .map(|id| RecordId::from(id.clone()))
                .as_ref()
                == Some(&to.id)
    })
}

impl<S: Borrow<State>> Read for Memory<S> {
    fn head(&self) -> Result<Head, StoreError> {
        Ok(self.state().head.clone())
    }

    fn load(&self, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError> {
        let declared = |row: &Row| match row {
            Row::Record(row) => policy.kind(&row.key.kind).is_some(),
            _ => true,
        };
        Ok(wants
            .iter()
            .flat_map(|want| self.want(policy, want))
            .filter(declared)
            .collect())
    }

    fn people(&self) -> Result<(Vec<Standing>, Vec<Presence>), StoreError> {
        let rows = &self.state().rows;
        Ok((
            rows.standings().cloned().collect(),
            rows.presences().cloned().collect(),
        ))
    }

    fn alarms(
        &self,
        after: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Timestamp, RowKey)>, StoreError> {
        let later = self.state().rows.alarms().filter(|(at, _)| *at > after);
        Ok(later
            .take(limit)
            .map(|(at, key)| (at, key.clone()))
            .collect())
    }

    fn seen(&self, key: &SourceKey) -> Result<Option<Sequence>, StoreError> {
        Ok(self.state().seen.get(key).copied())
    }

    fn seen_count(&self) -> Result<u64, StoreError> {
        Ok(self.state().seen.len().try_into().expect("a length"))
    }

    fn revision(&self, number: u32) -> Result<Option<Revision>, StoreError> {
        Ok(self.state().revisions.get(&number).cloned())
    }

    fn records(&self, policy: &Policy, each: Each<'_, Record>) -> Result<(), StoreError> {
        let declared = self
            .state()
            .rows
            .records()
            .filter(|row| policy.kind(&row.key.kind).is_some());
        until_broken(declared, each)
    }

    fn handoffs(&self, each: Each<'_, Handoff>) -> Result<(), StoreError> {
        until_broken(self.state().rows.handoffs(), each)
    }

    fn tasks(&self, each: Each<'_, Task>) -> Result<(), StoreError> {
        until_broken(self.state().rows.tasks(), each)
    }

    fn waivers(&self, each: Each<'_, Waiver>) -> Result<(), StoreError> {
        until_broken(self.state().rows.waivers(), each)
    }

    fn violations(&self, each: Each<'_, Violation>) -> Result<(), StoreError> {
        until_broken(self.state().rows.violations(), each)
    }

    fn ledger(
        &self,
        which: &Entries,
        after: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        let named = |entry: &&Entry| {
            entry.sequence > after
                && match which {
                    Entries::All => true,
                    Entries::Record(record) => entry.record.as_ref() == Some(record),
                    Entries::Handoff(handoff) => {
                        entry.handoff == Some(*handoff) && entry.record.is_some()
                    }
                    Entries::Unattached => entry.record.is_none(),
                }
        };
        until_broken(self.state().ledger.iter().filter(named), each)
    }
}

fn until_broken<'r, T: Clone + 'r>(
    rows: impl Iterator<Item = &'r T>,
    each: Each<'_, T>,
) -> Result<(), StoreError> {
    for row in rows {
        if let ControlFlow::Break(()) = each(row.clone()) {
            break;
        }
    }
    Ok(())
}
