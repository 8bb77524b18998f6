//! A store over which the weather is foul: any store, any of whose steps may fail.

use tollgate_core::ids::{HandoffId, RecordId, RecordKind, SourceKey, TaskId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Entry, Head, Sequence};
use tollgate_service::loops::outbox::Endpoint;
use tollgate_service::ports::outbox::{
    Claim, EndpointRow, Outbox, Place, Progress, Undeliverable, Undelivered,
};
use tollgate_service::ports::{
    Batch, Change, Delivered, Each, Entries, Listing, Read, Revision, Store, StoreError,
};
use tollgate_service::proposal::Proposal;

use super::sky::{Fault, Sky};

/// A store, or a transaction on it, that fails as its sky says.
#[derive(Debug)]
pub(crate) struct Faulty<R> {
    inner: R,
    sky: Sky,
}

impl<R> Faulty<R> {
    pub(crate) const fn new(inner: R, sky: Sky) -> Self {
        Self { inner, sky }
    }

    /// What answers, unless the question is lost on the way.
    fn ask(&self) -> Result<&R, StoreError> {
        self.sky.step(Fault::ReadRefused)?;
        Ok(&self.inner)
    }

    /// Writes, unless that is refused; what is written may never be heard of.
    fn write<T>(
        &mut self,
        writes: impl FnOnce(&mut R) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.sky.step(Fault::CommitRefused)?;
        let written = writes(&mut self.inner)?;
        self.sky.step(Fault::AnswerLost)?;
        Ok(written)
    }
}

impl<S: Store> Store for Faulty<S> {
    type Change<'store>
        = Faulty<S::Change<'store>>
    where
        Self: 'store;

    fn begin(&mut self) -> Result<Self::Change<'_>, StoreError> {
        self.sky.step(Fault::BeginRefused)?;
        Ok(Faulty::new(self.inner.begin()?, self.sky.clone()))
    }

    fn another(&self) -> Result<Self, StoreError> {
        Ok(Self::new(self.inner.another()?, self.sky.clone()))
    }
}

impl<C: Change> Change for Faulty<C> {
    fn commit(self, policy: &Policy, batch: &Batch) -> Result<(), StoreError> {
        self.sky.reach(batch.head.sequence)?;
        self.sky.step(Fault::CommitRefused)?;
        self.inner.commit(policy, batch)?;
        // Written, and nobody hears of it.
        self.sky.step(Fault::AnswerLost)
    }
}

impl<O: Outbox> Outbox for Faulty<O> {
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError> {
        self.ask()?.endpoints()
    }

    fn put_endpoint(
        &mut self,
        endpoint: &Endpoint,
        after: Option<Sequence>,
    ) -> Result<(), StoreError> {
        self.write(|outbox| outbox.put_endpoint(endpoint, after))
    }

    fn switch_endpoint(&mut self, name: &str, enabled: bool) -> Result<bool, StoreError> {
        self.write(|outbox| outbox.switch_endpoint(name, enabled))
    }

    fn remove_endpoint(&mut self, name: &str) -> Result<bool, StoreError> {
        self.write(|outbox| outbox.remove_endpoint(name))
    }

    fn claim(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Option<Claim>, StoreError> {
        self.write(|outbox| outbox.claim(now, until, limit))
    }

    fn record(&mut self, claim: &Claim, progress: &Progress) -> Result<bool, StoreError> {
        self.write(|outbox| outbox.record(claim, progress))
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.ask()?.next_due()
    }

    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        self.ask()?.undelivered(name, state, after, limit)
    }

    fn redeliver(
        &mut self,
        name: &str,
        place: Option<Place>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.write(|outbox| outbox.redeliver(name, place, now))
    }
}

impl<R: Read> Read for Faulty<R> {
    fn head(&self) -> Result<Head, StoreError> {
        self.ask()?.head()
    }

    fn load(&self, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError> {
        self.ask()?.load(policy, wants)
    }

    fn people(&self) -> Result<(Vec<Standing>, Vec<Presence>), StoreError> {
        self.ask()?.people()
    }

    fn alarms(
        &self,
        after: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Timestamp, RowKey)>, StoreError> {
        self.ask()?.alarms(after, limit)
    }

    fn seen_among(&self, keys: &[SourceKey]) -> Result<Vec<Delivered>, StoreError> {
        self.ask()?.seen_among(keys)
    }

    fn seen_count(&self) -> Result<u64, StoreError> {
        self.ask()?.seen_count()
    }

    fn revision(&self, number: u32) -> Result<Option<Revision>, StoreError> {
        self.ask()?.revision(number)
    }

    fn proposal(&self, id: Sequence) -> Result<Option<Proposal>, StoreError> {
        self.ask()?.proposal(id)
    }

    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError> {
        self.ask()?.proposals(limit)
    }

    fn records(&self, policy: &Policy, each: Each<'_, Record>) -> Result<(), StoreError> {
        self.ask()?.records(policy, each)
    }

    fn records_of(
        &self,
        policy: &Policy,
        kind: &RecordKind,
        after: Option<&RecordId>,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        self.ask()?.records_of(policy, kind, after, limit)
    }

    fn shared_identities(
        &self,
        policy: &Policy,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        self.ask()?.shared_identities(policy, after, limit)
    }

    fn handoffs_after(
        &self,
        after: Option<HandoffId>,
        each: Each<'_, Handoff>,
    ) -> Result<(), StoreError> {
        self.ask()?.handoffs_after(after, each)
    }

    fn list_handoffs(&self, listing: &Listing, limit: usize) -> Result<Vec<Handoff>, StoreError> {
        self.ask()?.list_handoffs(listing, limit)
    }

    fn tasks_after(&self, after: Option<TaskId>, each: Each<'_, Task>) -> Result<(), StoreError> {
        self.ask()?.tasks_after(after, each)
    }

    fn waivers(&self, each: Each<'_, Waiver>) -> Result<(), StoreError> {
        self.ask()?.waivers(each)
    }

    fn violations(&self, each: Each<'_, Violation>) -> Result<(), StoreError> {
        self.ask()?.violations(each)
    }

    fn ledger(
        &self,
        which: &Entries,
        after: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        self.ask()?.ledger(which, after, each)
    }

    fn ledger_before(
        &self,
        which: &Entries,
        before: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        self.ask()?.ledger_before(which, before, each)
    }

    fn instant_of(&self, sequence: Sequence) -> Result<Option<Timestamp>, StoreError> {
        self.ask()?.instant_of(sequence)
    }
}
