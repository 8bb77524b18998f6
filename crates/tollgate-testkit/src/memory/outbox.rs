//! The outbox of the memory store.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLockReadGuard, RwLockWriteGuard};

use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::loops::outbox::Endpoint;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::outbox::{
    Circuit, Claim, EndpointRow, Outbox, Place, Progress, Undeliverable, Undelivered,
};

use super::{MemoryStore, State};

/// An endpoint, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    endpoint: Endpoint,
    disabled_why: Option<String>,
    cursor: Sequence,
    circuit: Circuit,
    ticket: u64,
    claimed_at: Timestamp,
    claimed_until: Option<Timestamp>,
    undelivered: BTreeMap<Place, Undelivered>,
}

impl Held {
    fn new(endpoint: &Endpoint, cursor: Sequence) -> Self {
        Self {
            endpoint: endpoint.clone(),
            disabled_why: None,
            cursor,
            circuit: Circuit::default(),
            ticket: 0,
            claimed_at: Timestamp::MIN,
            claimed_until: None,
            undelivered: BTreeMap::new(),
        }
    }

    fn row(&self) -> EndpointRow {
        let count = |state| {
            self.in_state(state)
                .count()
                .try_into()
                .expect("a number of rows")
        };
        EndpointRow {
            endpoint: self.endpoint.clone(),
            disabled_why: self.disabled_why.clone(),
            cursor: self.cursor,
            circuit: self.circuit,
            waiting: count(Undeliverable::Waiting),
            parked: count(Undeliverable::Parked),
        }
    }

    fn in_state(&self, state: Undeliverable) -> impl Iterator<Item = &Undelivered> {
        let parked = state == Undeliverable::Parked;
        self.undelivered
            .values()
            .filter(move |row| row.next_at.is_none() == parked)
    }

    /// The earliest instant at which it can be claimed while the ledger ends at `head`.
    fn due_at(&self, head: Sequence) -> Option<Timestamp> {
        let again = self.undelivered.values().filter_map(|row| row.next_at);
        let news = (self.cursor < head).then_some(Timestamp::MIN);
        let first = again.chain(news).min().filter(|_| self.endpoint.enabled)?;
        let not_before = self.claimed_until.max(self.circuit.wait_until);
        Some(not_before.map_or(first, |at| at.max(first)))
    }

    fn claim(&mut self, now: Timestamp, until: Timestamp, limit: usize) -> Claim {
        self.ticket += 1;
        (self.claimed_at, self.claimed_until) = (now, Some(until));
        let due = self.in_state(Undeliverable::Waiting);
        let mut due: Vec<_> = due.filter(|row| row.next_at <= Some(now)).collect();
        due.sort_by_key(|row| (row.next_at, row.place));
        Claim {
            endpoint: self.endpoint.clone(),
            ticket: self.ticket,
            until,
            cursor: self.cursor,
            circuit: self.circuit,
            due: due.into_iter().take(limit).cloned().collect(),
        }
    }

    fn is_claimed_by(&self, claim: &Claim) -> bool {
        self.ticket == claim.ticket && self.claimed_until == Some(claim.until)
    }

    fn record(&mut self, progress: &Progress) {
        (self.cursor, self.circuit) = (progress.cursor, progress.circuit);
        self.claimed_until = None;
        if let Some(why) = &progress.disabled_why {
            self.endpoint.enabled = false;
            self.disabled_why = Some(why.clone());
        }
        for place in &progress.settled {
            self.undelivered.remove(place);
        }
        let rows = progress.undelivered.iter().cloned();
        self.undelivered.extend(rows.map(|row| (row.place, row)));
    }
}

impl Held {
    /// As somebody set it up: claimed by nobody, and its circuit closed.
    fn begin_anew(&mut self) {
        (self.disabled_why, self.circuit) = (None, Circuit::default());
        (self.ticket, self.claimed_until) = (self.ticket + 1, None);
    }
}

impl MemoryStore {
    fn shown(&self) -> RwLockReadGuard<'_, State> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) -> RwLockWriteGuard<'_, State> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outbox for MemoryStore {
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError> {
        Ok(self.shown().endpoints.values().map(Held::row).collect())
    }

    fn put_endpoint(
        &mut self,
        endpoint: &Endpoint,
        after: Option<Sequence>,
    ) -> Result<(), StoreError> {
        let mut state = self.changed();
        let head = state.head.sequence;
        let name = endpoint.name.clone();
        let new = || Held::new(endpoint, head);
        let held = state.endpoints.entry(name).or_insert_with(new);
        held.endpoint = endpoint.clone();
        held.begin_anew();
        held.cursor = after.unwrap_or(held.cursor);
        Ok(())
    }

    fn switch_endpoint(&mut self, name: &str, enabled: bool) -> Result<bool, StoreError> {
        let mut state = self.changed();
        let Some(held) = state.endpoints.get_mut(name) else {
            return Ok(false);
        };
        held.endpoint.enabled = enabled;
        held.begin_anew();
        Ok(true)
    }

    fn remove_endpoint(&mut self, name: &str) -> Result<bool, StoreError> {
        Ok(self.changed().endpoints.remove(name).is_some())
    }

    fn claim(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Option<Claim>, StoreError> {
        let mut state = self.changed();
        let head = state.head.sequence;
        let due = state.endpoints.values_mut();
        let due = due.filter(|held| held.due_at(head).is_some_and(|at| at <= now));
        // The first of those with the least instant, which is the first by name.
        let longest = due.min_by_key(|held| held.claimed_at);
        Ok(longest.map(|held| held.claim(now, until, limit)))
    }

    fn record(&mut self, claim: &Claim, progress: &Progress) -> Result<bool, StoreError> {
        let mut state = self.changed();
        let held = state.endpoints.get_mut(&claim.endpoint.name);
        let Some(held) = held.filter(|held| held.is_claimed_by(claim)) else {
            return Ok(false);
        };
        held.record(progress);
        Ok(true)
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let state = self.shown();
        let head = state.head.sequence;
        Ok(state
            .endpoints
            .values()
            .filter_map(|held| held.due_at(head))
            .min())
    }

    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        let held = self.shown();
        let Some(held) = held.endpoints.get(name) else {
            return Ok(Vec::new());
        };
        let rows = held
            .in_state(state)
            .filter(|row| Some(row.place) > after)
            .take(limit);
        Ok(rows.cloned().collect())
    }

    fn redeliver(
        &mut self,
        name: &str,
        place: Option<Place>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut state = self.changed();
        let Some(held) = state.endpoints.get_mut(name) else {
            return Ok(0);
        };
        let parked = held.undelivered.values_mut();
        let parked = parked
            .filter(|row| row.next_at.is_none() && place.is_none_or(|place| place == row.place));
        let mut count = 0;
        for row in parked {
            (row.attempts, row.next_at) = (0, Some(now));
            count += 1;
        }
        Ok(count)
    }
}
