//! What the clients see of the workspace: the rows that its ledger adds up to.

use std::ops::ControlFlow;

use tollgate_core::apply::apply;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_service::ledger::Sequence;
use tollgate_service::ports::{Entries, Read, StoreError};
use tollgate_service::stored::StoredError;

/// The rows that a ledger adds up to, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Model {
    rows: Situation<'static>,
    read_to: Sequence,
}

impl Model {
    /// The rows by now.
    pub(super) fn look(
        &mut self,
        policy: &Policy,
        store: &impl Read,
    ) -> Result<&Situation<'static>, StoreError> {
        let mut damaged = None;
        let (rows, read_to) = (&mut self.rows, &mut self.read_to);
        store.ledger(&Entries::All, *read_to, &mut |entry| match entry.event() {
            Ok(event) => {
                apply(policy, rows, &event);
                *read_to = entry.sequence;
                ControlFlow::Continue(())
            }
            Err(fault) => {
                damaged = Some(not_an_event(entry.sequence, fault));
                ControlFlow::Break(())
            }
        })?;
        rows.take_changed();
        damaged.map_or(Ok(&self.rows), Err)
    }
}

fn not_an_event(sequence: Sequence, fault: StoredError) -> StoreError {
    StoreError::Damaged {
        table: "ledger",
        key: format!("entry {sequence}"),
        fault,
    }
}
