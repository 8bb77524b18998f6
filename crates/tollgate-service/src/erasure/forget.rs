//! Forgetting: what the policy no longer keeps of records is taken from rows and bodies alike, some records in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::decide::decide;
use tollgate_core::erasure::Forgetting;
use tollgate_core::event::Event;
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::{FieldName, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::retention::kept;
use tollgate_core::state::{Record, Row, RowKey, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;

use super::person::{each_value, suppressed};
use super::scan::Scan;
use super::scrub::Scrub;
use super::suppressors::{Identity, Suppressors};
use super::sweep::Forget;
use super::taken::{Fields, Taken};
use super::{entries, hashed, rows_of};
use crate::audit::last_instant;
use crate::ledger::Sequence;
use crate::ports::{Batch, Read, StoreError};

/// What is not kept of a record any longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// The record.
    pub record: RecordRef,
    /// Its fields whose values go.
    pub fields: Vec<FieldName>,
}

/// What is no longer kept at `now` of each of `records`, which are there; those of which everything is kept are left out.
pub(super) fn ended<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    records: &[RecordRef],
    now: Timestamp,
) -> Result<Vec<Forgotten>, StoreError> {
    let rows = around(store, policy, records)?;
    let ended = records.iter().filter_map(|record| {
        let fields = ended_of(policy, &rows, record, now)?;
        let record = record.clone();
        Some(Forgotten { record, fields }).filter(|it| !it.fields.is_empty())
    });
    Ok(ended.collect())
}

fn ended_of(
    policy: &Policy,
    rows: &Situation<'_>,
    record: &RecordRef,
    now: Timestamp,
) -> Option<Vec<FieldName>> {
    let is_worked = !rows.live_handoffs(record).is_empty();
    let kept = kept(policy.kind(&record.kind)?, rows.record(record)?).into_iter();
    let ended = kept.filter(|kept| kept.has_ended(now, is_worked));
    Some(ended.map(|kept| kept.field).collect())
}

/// The records with what is on them.
fn around<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    records: &[RecordRef],
) -> Result<Situation<'static>, StoreError> {
    let wants: Vec<_> = records.iter().cloned().map(Want::Record).collect();
    let mut rows = Situation::default();
    for row in rows_of(store, policy, &wants)? {
        rows.learn(policy, row);
    }
    Ok(rows)
}

/// A transaction that forgets, in the making.
pub(super) struct Forgets<'f, R> {
    store: &'f R,
    policy: &'f Policy,
    order: &'f Forget,
    /// The key of suppressions, and whether it is new.
    key: ([u8; 32], bool),
    /// The ledger's instant.
    now: Timestamp,
    batch: Batch,
    suppressions: BTreeSet<Identity>,
    suppressors: &'f mut Suppressors,
    /// The bodies that change, as they become.
    changed: BTreeMap<Sequence, String>,
}

impl<'f, R: Read> Forgets<'f, R> {
    pub(super) fn new(
        store: &'f R,
        policy: &'f Policy,
        order: &'f Forget,
        suppressors: &'f mut Suppressors,
    ) -> Result<Self, StoreError> {
        let kept = store.suppression_key()?;
        let batch = Batch::new(store.head()?);
        Ok(Self {
            store,
            policy,
            order,
            key: (kept.unwrap_or(order.key), kept.is_none()),
            now: last_instant(store, &batch.head)?,
            batch,
            suppressions: BTreeSet::new(),
            suppressors,
            changed: BTreeMap::new(),
        })
    }

    /// Takes what is no longer kept of one record.
    pub(super) fn take(&mut self, forgotten: &Forgotten) -> Result<(), StoreError> {
        let Forgotten { record, fields } = forgotten;
        let rows = around(self.store, self.policy, std::slice::from_ref(record))?;
        let Some(row) = rows.record(record) else {
            return Ok(());
        };
        let (taken, identities) = self.taken(row, fields)?;
        let scrub = Scrub::new(self.policy, taken, self.order.salt);
        let mut scan = Scan::over(std::mem::take(&mut self.changed));
        for about in self.about(record)? {
            scan.record(self.store, &scrub, about)?;
        }
        let hidden = self.hidden(record, &identities)?;
        let forgetting = Forgetting {
            record: record.clone(),
            fields: fields.clone(),
            entries: entries(&scan),
            suppressed: hashed(&self.key.0, hidden.iter().map(|(identity, _)| identity)),
            forgotten_at: self.order.at,
        };
        self.write(&rows, row, &scrub, &scan, forgetting)?;
        self.hide(&scrub, hidden);
        self.changed = scan.into_bodies();
        Ok(())
    }

    /// What the fields ever held, and the identities among it.
    fn taken(
        &self,
        record: &Record,
        fields: &[FieldName],
    ) -> Result<(Taken, BTreeSet<Identity>), StoreError> {
        let (mut values, mut identities) = (Vec::new(), BTreeSet::new());
        let kind = self.policy.kind(&record.key.kind);
        let key = kind.and_then(|kind| kind.key.map(|slot| &kind.field(slot).name));
        each_value(self.store, &record.key, &mut |field, value| {
            if fields.contains(field) {
                values.push(value.clone());
                let identity = Record::identity_of(value).filter(|_| Some(field) == key);
                identities.extend(identity.map(|identity| (record.key.kind.clone(), identity)));
            }
        })?;
        let taken = Taken {
            records: BTreeSet::from([record.key.clone()]),
            fields: Fields::These(fields.iter().cloned().collect()),
            values,
        };
        Ok((taken, identities))
    }

    /// The record and those that link to it, whose rules may have seen its values.
    fn about(&self, record: &RecordRef) -> Result<BTreeSet<RecordRef>, StoreError> {
        let linking = rows_of(self.store, self.policy, &[Want::LinkedFrom(record.clone())])?;
        let linking = linking.into_iter().filter_map(|row| match row {
            Row::Record(row) => Some(row.key),
            _ => None,
        });
        Ok(linking.chain([record.clone()]).collect())
    }

    /// The entry that tells of it, and the rows as they are afterwards.
    fn write(
        &mut self,
        rows: &Situation<'_>,
        record: &Record,
        scrub: &Scrub<'_>,
        scan: &Scan,
        forgetting: Forgetting,
    ) -> Result<(), StoreError> {
        let mut scrubbed = Row::Record(record.clone());
        scrub.row(&mut scrubbed);
        let mut after = Situation::default();
        after.learn(self.policy, scrubbed);
        for event in self.decide(rows, forgetting) {
            apply(self.policy, &mut after, &event);
            self.batch
                .entries
                .push(self.batch.head.append(&event, rows));
        }
        let key = RowKey::Record(record.key.clone());
        let others = scan.rows(self.store, scrub)?.into_iter();
        self.batch
            .rows
            .extend(others.filter(|row| row.key() != key));
        let record = after.record(&record.key).cloned();
        self.batch.rows.extend(record.map(Row::Record));
        Ok(())
    }

    fn decide(&self, rows: &Situation<'_>, forgetting: Forgetting) -> Vec<Event> {
        let request = Request {
            actor: Actor::Tollgate,
            command: Command::Forget(forgetting),
        };
        let mut ids = IdSource::new(self.batch.head.sequence + 1);
        decide(self.policy, rows, &request, self.now, &mut ids)
    }

    /// Those of `identities` that nobody may contact as the record was suppressed; true beside those that are kept by no other
    /// record, either.
    fn hidden(
        &mut self,
        record: &RecordRef,
        identities: &BTreeSet<Identity>,
    ) -> Result<Vec<(Identity, bool)>, StoreError> {
        let suppressed = suppressed(self.store, self.policy, identities)?;
        if suppressed.is_empty() {
            return Ok(Vec::new());
        }
        self.suppressors.catch_up(self.store)?;
        let hidden = suppressed.into_iter().filter_map(|identity| {
            let is_last = self.suppressors.forget(record, &identity)?;
            Some((identity, is_last))
        });
        Ok(hidden.collect())
    }

    /// Whom nobody may contact stays so, by what cannot be read.
    fn hide(&mut self, scrub: &Scrub<'_>, hidden: Vec<(Identity, bool)>) {
        for (identity, is_last) in hidden {
            let again = (identity.0.clone(), scrub.pseudonym(&identity.1));
            self.suppressions.insert(again);
            self.suppressions.extend(hashed(&self.key.0, [&identity]));
            if is_last {
                self.batch.erased.suppressions.push(identity);
            }
        }
    }

    /// All that the transaction writes.
    pub(super) fn into_batch(mut self) -> Batch {
        let (key, is_new) = self.key;
        self.batch.erased.key = (is_new && !self.suppressions.is_empty()).then_some(key);
        self.batch.erased.bodies = self.changed.into_iter().collect();
        let suppressions = self.suppressions.into_iter();
        let suppressions = suppressions.map(|(kind, identity)| Row::Suppression(kind, identity));
        self.batch.rows.extend(suppressions);
        self.batch
    }
}
