//! Who is erased: their records, and what was ever said of them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use smol_str::SmolStr;
use tollgate_core::event::What;
use tollgate_core::ids::{FieldName, RecordKind, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Record, Row, RowKey};
use tollgate_core::value::Value;
use tollgate_core::wants::Want;

use super::scan::damaged;
use super::taken::{Fields, Taken, is_personal};
use super::{EraseError, rows_of};
use crate::ports::{Entries, Read, StoreError};

/// Whom a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The person whom this record tells about.
    Record(RecordRef),
    /// The person with this identity, such as an e-mail address.
    Identity(SmolStr),
}

/// A person, as the workspace knows them.
#[derive(Debug, Default)]
pub(crate) struct Person {
    /// The records that tell about them.
    pub(crate) records: BTreeSet<RecordRef>,
    /// Values that personal fields of these records ever held.
    values: Vec<Value>,
    /// Identities under which nobody may contact them.
    pub(crate) suppressed: BTreeSet<(RecordKind, SmolStr)>,
}

impl Person {
    /// What an erasure takes of the person.
    pub(super) fn taken(&self) -> Taken {
        Taken {
            records: self.records.clone(),
            fields: Fields::Personal,
            values: self.values.clone(),
        }
    }
}

/// Finds the person.
///
/// # Errors
/// No record tells about them, or the store did not answer.
pub(crate) fn person<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    who: &Who,
) -> Result<Person, EraseError> {
    let records = records(store, policy, who)?;
    let mut person = Person::default();
    let mut identities = BTreeSet::new();
    for record in &records {
        let Some(kind) = policy.kind(&record.key.kind) else {
            continue;
        };
        each_value(store, &record.key, &mut |field, value| {
            if is_personal(Some(kind), field) {
                person.values.push(value.clone());
            }
            if kind.key.is_some() && kind.key == kind.slot(field) {
                let identity = Record::identity_of(value);
                identities.extend(identity.map(|identity| (kind.name.clone(), identity)));
            }
        })?;
        person.records.insert(record.key.clone());
    }
    person.suppressed = suppressed(store, policy, &identities)?;
    Ok(person)
}

/// Those of `identities` that nobody may contact.
pub(super) fn suppressed<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    identities: &BTreeSet<(RecordKind, SmolStr)>,
) -> Result<BTreeSet<(RecordKind, SmolStr)>, StoreError> {
    let wants: Vec<_> = identities
        .iter()
        .map(|(kind, identity)| Want::Row(RowKey::Suppression(kind.clone(), identity.clone())))
        .collect();
    let found = rows_of(store, policy, &wants)?.into_iter();
    let found = found.filter_map(|row| match row {
        Row::Suppression(kind, identity) => Some((kind, identity)),
        _ => None,
    });
    Ok(found.collect())
}

/// The records that tell about the person: the one that was named, and all that share an identity with it.
fn records<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    who: &Who,
) -> Result<Vec<Record>, EraseError> {
    let mut found = Vec::new();
    let identity = match who {
        Who::Identity(identity) => Some(identity.to_lowercase().into()),
        Who::Record(key) => {
            let wants = [Want::Row(RowKey::Record(key.clone()))];
            let record = rows_of(store, policy, &wants)?.into_iter().find_map(record);
            let kind = policy.kind(&key.kind);
            let (Some(record), Some(kind)) = (record, kind) else {
                return Err(EraseError::Unknown(key.to_string()));
            };
            let identity = record.identity(kind);
            found.push(record);
            identity
        }
    };
    if let Some(identity) = &identity {
        found.extend(sharing(store, policy, identity)?);
    }
    match (who, found.is_empty()) {
        (Who::Identity(identity), true) => Err(EraseError::Unknown(identity.to_string())),
        _ => Ok(found),
    }
}

/// The records of any kind that have the identity.
fn sharing<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    identity: &SmolStr,
) -> Result<Vec<Record>, StoreError> {
    let kinds = policy.kinds.values().filter(|kind| kind.key.is_some());
    let wants: Vec<_> = kinds
        .map(|kind| Want::Identity(kind.name.clone(), identity.clone()))
        .collect();
    let rows = rows_of(store, policy, &wants)?;
    Ok(rows.into_iter().filter_map(record).collect())
}

fn record(row: Row) -> Option<Record> {
    match row {
        Row::Record(record) => Some(record),
        _ => None,
    }
}

/// Calls `each` with everything that was ever said of `record`, as far as the ledger still has it.
pub(super) fn each_value<R: Read + ?Sized>(
    store: &R,
    record: &RecordRef,
    each: &mut dyn FnMut(&FieldName, &Value),
) -> Result<(), StoreError> {
    let mut wrong = None;
    let which = Entries::Record(record.clone());
    store.ledger(&which, 0, &mut |entry| match entry.event() {
        Ok(event) => {
            if let What::RecordObserved(observed) = &event.what {
                observed
                    .changes
                    .iter()
                    .for_each(|(field, value)| each(field, value));
            }
            ControlFlow::Continue(())
        }
        Err(fault) => {
            wrong = Some(damaged(&entry, fault));
            ControlFlow::Break(())
        }
    })?;
    wrong.map_or(Ok(()), Err)
}
