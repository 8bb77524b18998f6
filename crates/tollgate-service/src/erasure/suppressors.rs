//! Whose suppression the ledger tells by an identity as it was. Of twins one may be forgotten long before the other: what is kept
//! of the identity stays as it is until the last of them is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use smol_str::SmolStr;
use tollgate_core::event::What;
use tollgate_core::ids::{RecordKind, RecordRef};

use super::scan::damaged;
use crate::ledger::Sequence;
use crate::ports::{Entries, Read, StoreError};

const SUPPRESSED: &str = "record_suppressed";

/// An identity of records of a kind.
pub(super) type Identity = (RecordKind, SmolStr);

/// The records by whose suppression each identity is kept, as far as the ledger was read.
#[derive(Debug, Default)]
pub(super) struct Suppressors {
    after: Sequence,
    records: BTreeMap<Identity, BTreeSet<RecordRef>>,
}

impl Suppressors {
    /// Reads on to the end of the ledger.
    pub(super) fn catch_up(&mut self, store: &impl Read) -> Result<(), StoreError> {
        let mut fault = None;
        store.ledger(&Entries::All, self.after, &mut |entry| {
            self.after = entry.sequence;
            if entry.tag != SUPPRESSED {
                return ControlFlow::Continue(());
            }
            match entry.event() {
                Ok(event) => {
                    self.learn(event.what);
                    ControlFlow::Continue(())
                }
                Err(wrong) => {
                    fault = Some(damaged(&entry, wrong));
                    ControlFlow::Break(())
                }
            }
        })?;
        fault.map_or(Ok(()), Err)
    }

    fn learn(&mut self, what: What) {
        if let What::RecordSuppressed {
            record,
            identity: Some(identity),
        } = what
        {
            let identity = (record.kind.clone(), identity);
            self.records.entry(identity).or_default().insert(record);
        }
    }

    /// The ledger no longer tells of `record` by `identity`. True where it did by no other, either; `None` where it did not.
    pub(super) fn forget(&mut self, record: &RecordRef, identity: &Identity) -> Option<bool> {
        let records = self.records.get_mut(identity)?;
        records.remove(record).then_some(records.is_empty())
    }
}
