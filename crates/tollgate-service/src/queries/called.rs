//! What records are called on screen.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::ids::RecordRef;
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::state::{Record, Row, RowKey};
use tollgate_core::wants::Want;

use crate::access::mask::Mask;
use crate::ports::{Read, StoreError};

/// Names of records, looked up at once for all that a page shows.
#[derive(Clone, Debug, Default)]
pub struct Called(BTreeMap<RecordRef, String>);

impl Called {
    /// What `records` are called, by the fields that the policy names and `mask` does not hide.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn load<'a>(
        store: &dyn Read,
        policy: &Policy,
        records: impl IntoIterator<Item = &'a RecordRef>,
        mask: &Mask,
    ) -> Result<Self, StoreError> {
        let is_called = |record: &&RecordRef| {
            let kind = policy.kind(&record.kind);
            kind.is_some_and(|kind| !kind.called.is_empty())
        };
        let records: BTreeSet<_> = records.into_iter().filter(is_called).collect();
        let wants: Vec<_> = records
            .into_iter()
            .map(|record| Want::Row(RowKey::Record(record.clone())))
            .collect();
        let rows = match wants.is_empty() {
            true => Vec::new(),
            false => store.load(policy, &wants)?,
        };
        let names = rows.into_iter().filter_map(|row| match row {
            Row::Record(row) => {
                let kind = policy.kind(&row.key.kind)?;
                Some((row.key.clone(), name(kind, &row, mask)?))
            }
            _ => None,
        });
        Ok(Self(names.collect()))
    }

    /// What `record` is called; `None` where only its id names it.
    pub fn name(&self, record: &RecordRef) -> Option<String> {
        self.0.get(record).cloned()
    }
}

/// What `record` is called; `None` where the policy names no field, or the reader may see none of those that are filled.
pub fn name(kind: &Kind, record: &Record, mask: &Mask) -> Option<String> {
    let parts: Vec<_> = kind
        .called
        .iter()
        .filter_map(|slot| part(kind, record, *slot, mask))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn part(kind: &Kind, record: &Record, slot: u16, mask: &Mask) -> Option<String> {
    let held = record.fields.get(usize::from(slot))?;
    let is_shown = !held.value.is_missing() && !mask.hides(kind.field(slot).name.as_str());
    is_shown.then(|| held.value.to_string())
}
