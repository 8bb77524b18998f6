//! The records of a journey: the one that it began with, and those in which it went on.

use std::collections::BTreeMap;

use tollgate_core::ids::{RecordId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Record, Row, RowKey};
use tollgate_core::wants::Want;

use crate::ports::{Read, StoreError};

/// The records of the journey that `record` belongs to, in the order in which they were created.
pub(super) fn records(
    store: &dyn Read,
    policy: &Policy,
    record: &RecordRef,
) -> Result<Vec<RecordRef>, StoreError> {
    let mut found: BTreeMap<RecordRef, Record> = BTreeMap::new();
    let mut next = vec![record.clone()];
    while let Some(key) = next.pop() {
        if found.contains_key(&key) {
            continue;
        }
        let rows = store.load(policy, &[Want::Row(RowKey::Record(key))])?;
        for row in rows {
            if let Row::Record(row) = row {
                next.push(row.journey.clone());
                next.extend(followers(policy, &row));
                found.insert(row.key.clone(), row);
            }
        }
    }
    let mut records: Vec<_> = found
        .into_values()
        .map(|row| (row.created_at, row.key))
        .collect();
    records.sort();
    Ok(records.into_iter().map(|(_, key)| key).collect())
}

/// The records in which the journey of `record` goes on.
fn followers(policy: &Policy, record: &Record) -> Vec<RecordRef> {
    let Some(kind) = policy.kind(&record.key.kind) else {
        return Vec::new();
    };
    let onward = kind
        .links()
        .filter(|(_, link)| link.journey)
        .filter_map(|(slot, link)| {
            let id = record.value(slot).as_text()?;
            Some(RecordRef {
                kind: link.to.clone(),
                id: RecordId::from(id.clone()),
            })
        });
    onward.collect()
}
