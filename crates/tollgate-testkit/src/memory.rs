//! The memory store: the model that every other store is compared with. It holds all rows in one situation.

mod accounts;
mod outbox;

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Deref};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tollgate_core::ids::{HandoffId, RecordId, RecordKind, RecordRef, SourceKey, TaskId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Situation, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Entry, Head, Sequence};
use tollgate_service::ports::{
    Batch, Delivered, Each, Entries, InTime, Listing, Read, Revision, Store, StoreError,
};
use tollgate_service::proposal::Proposal;

/// All that a workspace's store holds.
#[derive(Clone, Debug)]
pub struct State {
    head: Head,
    rows: Situation<'static>,
    ledger: Vec<Entry>,
    seen: BTreeMap<SourceKey, Delivered>,
    revisions: BTreeMap<u32, Revision>,
    proposals: BTreeMap<Sequence, Proposal>,
    endpoints: BTreeMap<String, outbox::Held>,
    door: accounts::Door,
}

/// A store, or a transaction on it.
#[derive(Debug)]
pub struct Memory<S>(S);

/// A store in memory.
pub type MemoryStore = Memory<Arc<RwLock<State>>>;

/// A transaction on a store in memory.
pub type MemoryChange<'store> = Memory<RwLockWriteGuard<'store, State>>;

/// Something that shows the state.
pub trait Shows {
    /// The state, which stays as it is meanwhile.
    fn state(&self) -> impl Deref<Target = State>;
}

impl Shows for Arc<RwLock<State>> {
    fn state(&self) -> impl Deref<Target = State> {
        self.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shows for RwLockWriteGuard<'_, State> {
    fn state(&self) -> impl Deref<Target = State> {
        &**self
    }
}

/// Every row, as long as nothing is written.
#[derive(Debug)]
pub struct Rows<'store>(RwLockReadGuard<'store, State>);

impl Deref for Rows<'_> {
    type Target = Situation<'static>;
    fn deref(&self) -> &Self::Target {
        &self.0.rows
    }
}

impl MemoryStore {
    /// The empty store of `workspace`.
    pub fn new(workspace: &str) -> Self {
        Memory(Arc::new(RwLock::new(State {
            head: Head::start(workspace),
            rows: Situation::default(),
            ledger: Vec::new(),
            seen: BTreeMap::new(),
            revisions: BTreeMap::new(),
            proposals: BTreeMap::new(),
            endpoints: BTreeMap::new(),
            door: accounts::Door::default(),
        })))
    }

    /// Every row.
    pub fn rows(&self) -> Rows<'_> {
        Rows(self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A copy that goes its own way.
impl Clone for MemoryStore {
    fn clone(&self) -> Self {
        Memory(Arc::new(RwLock::new(self.0.state().clone())))
    }
}

impl Store for MemoryStore {
    type Change<'store> = MemoryChange<'store>;

    fn begin(&mut self) -> Result<MemoryChange<'_>, StoreError> {
        Ok(Memory(
            self.0.write().unwrap_or_else(PoisonError::into_inner),
        ))
    }

    fn another(&self) -> Result<Self, StoreError> {
        Ok(Memory(Arc::clone(&self.0)))
    }
}

impl tollgate_service::ports::Change for MemoryChange<'_> {
    fn commit(self, policy: &Policy, batch: &Batch) -> Result<(), StoreError> {
        let mut state = self.0;
        let again = batch
            .seen
            .iter()
            .find(|delivered| state.seen.contains_key(&delivered.key));
        if let Some(Delivered { key, .. }) = again {
            return Err(StoreError::Unavailable(
                format!("the delivery `{key}` was seen before").into(),
            ));
        }
        for row in &batch.rows {
            put(policy, row.clone(), &mut state.rows);
        }
        state.ledger.extend_from_slice(&batch.entries);
        for (sequence, body) in &batch.erased.bodies {
            let entries = state.ledger.iter_mut();
            let mut same = entries.filter(|entry| entry.sequence == *sequence);
            if let Some(entry) = same.next() {
                entry.body.clone_from(body);
            }
        }
        let seen = batch.seen.iter().cloned();
        state
            .seen
            .extend(seen.map(|delivered| (delivered.key.clone(), delivered)));
        let published = batch.revision.iter().cloned();
        state
            .revisions
            .extend(published.map(|revision| (revision.number, revision)));
        let proposed = batch.proposal.iter().cloned();
        (state.proposals).extend(proposed.map(|proposal| (proposal.id, proposal)));
        state.head = batch.head.clone();
        Ok(())
    }
}

/// Adds or replaces a row.
fn put(policy: &Policy, row: Row, rows: &mut Situation<'static>) {
    match row {
        Row::Record(row) => {
            if let Some(kind) = policy.kind(&row.key.kind) {
                rows.put_record(row, kind);
            }
        }
        Row::Handoff(row) => rows.put_handoff(row.id, row),
        Row::Task(row) => rows.put_task(row.id, row),
        Row::Standing(row) => rows.put_standing((row.queue.clone(), row.member.clone()), row),
        Row::Presence(row) => rows.put_presence(row.person.clone(), row),
        Row::Waiver(row) => rows.put_waiver(row.id, row),
        Row::Violation(row) => rows.put_violation(row.id, row),
        Row::Suppression(kind, identity) => rows.suppress(kind, identity),
    }
}

impl State {
    fn row(&self, key: &RowKey) -> Option<Row> {
        // Accounts and presences come with `people`.
        let apart = matches!(key, RowKey::Standing(..) | RowKey::Presence(_));
        self.rows.row(key).filter(|_| !apart)
    }

    /// The record with what is on it.
    fn around(&self, record: &RecordRef) -> Vec<Row> {
        let rows = &self.rows;
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
        let rows = &self.rows;
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
            Want::HandoffsOf(record) => {
                let all = rows.handoffs_of(record).into_iter();
                all.cloned().map(Row::Handoff).collect()
            }
            Want::WaitingIn(queue) => handoffs(rows.waiting_in(queue)),
            Want::CarriedBy(person) => handoffs(rows.carried_by(person)),
            Want::ReturnedTo(person) => {
                let back = |row: &&Handoff| row.returned_to() == Some(person);
                rows.handoffs()
                    .filter(back)
                    .cloned()
                    .map(Row::Handoff)
                    .collect()
            }
            Want::TasksWaitingIn(queue) => tasks(rows, |row| row.waits_in() == Some(queue)),
            Want::TasksCarriedBy(person) => tasks(rows, |row| row.carrier() == Some(person)),
        }
    }
}

fn tasks(rows: &Situation<'_>, wanted: impl Fn(&Task) -> bool) -> Vec<Row> {
    let tasks = rows.tasks().filter(|row| wanted(row));
    tasks.cloned().map(Row::Task).collect()
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

impl<S: Shows> Read for Memory<S> {
    fn head(&self) -> Result<Head, StoreError> {
        Ok(self.0.state().head.clone())
    }

    fn load(&self, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError> {
        let declared = |row: &Row| match row {
            Row::Record(row) => policy.kind(&row.key.kind).is_some(),
            _ => true,
        };
        let state = self.0.state();
        Ok(wants
            .iter()
            .flat_map(|want| state.want(policy, want))
            .filter(declared)
            .collect())
    }

    fn people(&self) -> Result<(Vec<Standing>, Vec<Presence>), StoreError> {
        let state = self.0.state();
        let rows = &state.rows;
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
        let state = self.0.state();
        let later = state.rows.alarms().filter(|(at, _)| *at > after);
        Ok(later
            .take(limit)
            .map(|(at, key)| (at, key.clone()))
            .collect())
    }

    fn seen_among(&self, keys: &[SourceKey]) -> Result<Vec<Delivered>, StoreError> {
        let seen = &self.0.state().seen;
        Ok(keys
            .iter()
            .filter_map(|key| seen.get(key).cloned())
            .collect())
    }

    fn seen_count(&self) -> Result<u64, StoreError> {
        Ok(self.0.state().seen.len().try_into().expect("a length"))
    }

    fn revision(&self, number: u32) -> Result<Option<Revision>, StoreError> {
        Ok(self.0.state().revisions.get(&number).cloned())
    }

    fn proposal(&self, id: Sequence) -> Result<Option<Proposal>, StoreError> {
        Ok(self.0.state().proposals.get(&id).cloned())
    }

    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError> {
        let state = self.0.state();
        let latest = state.proposals.values().rev().take(limit);
        Ok(latest.cloned().collect())
    }

    fn records(&self, policy: &Policy, each: Each<'_, Record>) -> Result<(), StoreError> {
        let state = self.0.state();
        let declared = state
            .rows
            .records()
            .filter(|row| policy.kind(&row.key.kind).is_some());
        until_broken(declared, each)
    }

    fn records_of(
        &self,
        policy: &Policy,
        kind: &RecordKind,
        after: Option<&RecordId>,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let state = self.0.state();
        let of_kind = state.rows.records().filter(|row| row.key.kind == *kind);
        let declared = of_kind.filter(|_| policy.kind(kind).is_some());
        let later = declared.filter(|row| after.is_none_or(|after| row.key.id > *after));
        let mut later: Vec<_> = later.cloned().collect();
        later.sort_by(|one, other| one.key.id.cmp(&other.key.id));
        later.truncate(limit);
        Ok(later)
    }

    fn shared_identities(
        &self,
        policy: &Policy,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let state = self.0.state();
        let mut counts = BTreeMap::<String, usize>::new();
        for row in state.rows.records() {
            let kind = policy.kind(&row.key.kind);
            if let Some(identity) = kind.and_then(|kind| row.identity(kind)) {
                *counts.entry(identity.into()).or_default() += 1;
            }
        }
        let shared = counts.into_iter().filter(|(_, count)| *count > 1);
        let shared = shared.map(|(identity, _)| identity);
        let later = shared.filter(|identity| after < Some(identity.as_str()));
        Ok(later.take(limit).collect())
    }

    fn handoffs_after(
        &self,
        after: Option<HandoffId>,
        each: Each<'_, Handoff>,
    ) -> Result<(), StoreError> {
        let state = self.0.state();
        let later = state.rows.handoffs().filter(|row| after < Some(row.id));
        until_broken(later, each)
    }

    fn list_handoffs(&self, listing: &Listing, limit: usize) -> Result<Vec<Handoff>, StoreError> {
        let state = self.0.state();
        let listed = state.rows.handoffs().filter(|row| listing.takes(row));
        let mut listed: Vec<_> = listed.cloned().collect();
        match listing {
            Listing::LiveByRecord(_) => listed.sort_by_key(|row| (row.record.clone(), row.id)),
            Listing::LiveOldest(_) | Listing::LiveOfPoint(..) => listed.sort_by_key(|row| row.id),
            Listing::LiveSoonestDue(_) => listed.sort_by_key(InTime::due),
            Listing::OfPoint(..) => listed.sort_by_key(InTime::counted),
        }
        listed.truncate(limit);
        Ok(listed)
    }

    fn tasks_after(&self, after: Option<TaskId>, each: Each<'_, Task>) -> Result<(), StoreError> {
        let state = self.0.state();
        let later = state.rows.tasks().filter(|row| after < Some(row.id));
        until_broken(later, each)
    }

    fn waivers(&self, each: Each<'_, Waiver>) -> Result<(), StoreError> {
        until_broken(self.0.state().rows.waivers(), each)
    }

    fn violations(&self, each: Each<'_, Violation>) -> Result<(), StoreError> {
        until_broken(self.0.state().rows.violations(), each)
    }

    fn ledger(
        &self,
        which: &Entries,
        after: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        let later = |entry: &&Entry| entry.sequence > after && names(which, entry);
        until_broken(self.0.state().ledger.iter().filter(later), each)
    }

    fn ledger_before(
        &self,
        which: &Entries,
        before: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        let earlier = |entry: &&Entry| entry.sequence < before && names(which, entry);
        until_broken(self.0.state().ledger.iter().rev().filter(earlier), each)
    }

    fn instant_of(&self, sequence: Sequence) -> Result<Option<Timestamp>, StoreError> {
        let state = self.0.state();
        let mut entries = state.ledger.iter();
        let found = entries.find(|entry| entry.sequence == sequence);
        Ok(found.map(|entry| entry.at))
    }
}

fn names(which: &Entries, entry: &Entry) -> bool {
    match which {
        Entries::All => true,
        Entries::Record(record) => entry.record.as_ref() == Some(record),
        Entries::Handoff(handoff) => entry.handoff == Some(*handoff) && entry.record.is_some(),
        Entries::Unattached => entry.record.is_none(),
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
