//! What the clients see of the workspace: the rows that its ledger adds up to.

use std::ops::ControlFlow;

use tollgate_core::apply::apply;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_service::ledger::Sequence;
use tollgate_service::ports::{Entries, Read, StoreError};
use tollgate_service::stored::StoredError;

use super::revisions::{Ours, after, revisions};

/// The rows that a ledger adds up to, as far as it was read, and the policies under which it was written.
#[derive(Debug, Default)]
pub(super) struct Model {
    rows: Situation<'static>,
    read_to: Sequence,
    revisions: Vec<Policy>,
    /// The revision in force where it was read to, counted from 0.
    place: usize,
}

impl Model {
    /// The rows by now.
    pub(super) fn look(
        &mut self,
        policies: &[Ours],
        store: &impl Read,
    ) -> Result<&Situation<'static>, StoreError> {
        self.learn(policies, store)?;
        let mut damaged = None;
        let (rows, read_to) = (&mut self.rows, &mut self.read_to);
        let mut policy = &self.revisions[self.place];
        store.ledger(&Entries::All, *read_to, &mut |entry| match entry.event() {
            Ok(event) => {
                policy = after(&self.revisions, policy, &event);
                apply(policy, rows, &event);
                *read_to = entry.sequence;
                ControlFlow::Continue(())
            }
            Err(fault) => {
                damaged = Some(not_an_event(entry.sequence, fault));
                ControlFlow::Break(())
            }
        })?;
        self.place = usize::try_from(policy.revision).unwrap_or(1) - 1;
        rows.take_changed();
        damaged.map_or(Ok(&self.rows), Err)
    }

    /// The policy in force.
    pub(super) fn policy(
        &mut self,
        policies: &[Ours],
        store: &impl Read,
    ) -> Result<&Policy, StoreError> {
        self.learn(policies, store)?;
        Ok(&self.revisions[self.revisions.len() - 1])
    }

    fn learn(&mut self, policies: &[Ours], store: &impl Read) -> Result<(), StoreError> {
        if u32::try_from(self.revisions.len()) != Ok(store.head()?.revision) {
            self.revisions = revisions(store, policies)?;
        }
        if self.revisions.is_empty() {
            self.revisions.push(policies[0].0.clone());
            self.revisions[0].revision = 1;
        }
        Ok(())
    }
}

fn not_an_event(sequence: Sequence, fault: StoredError) -> StoreError {
    StoreError::Damaged {
        table: "ledger",
        key: format!("entry {sequence}"),
        fault,
    }
}
