//! Rows read a page at a time, with what lies around them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, RecordId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Record, Row, RowKey, Situation};
use tollgate_core::value::FieldType;
use tollgate_core::wants::Want;

use crate::ports::{Each, Read, StoreError};

/// Rows that are looked at together, so that memory stays bounded however many there are.
const PAGE: usize = 500;

/// What lies around records, read from a store.
pub(super) struct Around<'a> {
    store: &'a dyn Read,
    policy: &'a Policy,
    people: Situation<'static>,
}

impl<'a> Around<'a> {
    /// Reads who is here, which is the same for all.
    pub(super) fn new(store: &'a dyn Read, policy: &'a Policy) -> Result<Self, StoreError> {
        let mut people = Situation::default();
        let (standings, presences) = store.people()?;
        for row in standings
            .into_iter()
            .map(Row::Standing)
            .chain(presences.into_iter().map(Row::Presence))
        {
            people.learn(policy, row);
        }
        Ok(Self {
            store,
            policy,
            people,
        })
    }

    /// The records with what is on them, what they link to, and their twins; and these handoffs.
    pub(super) fn of<'r>(
        &self,
        records: impl Iterator<Item = &'r RecordRef>,
        handoffs: impl Iterator<Item = HandoffId>,
    ) -> Result<Situation<'_>, StoreError> {
        let mut rows = self.people.overlay();
        let wanted: BTreeSet<_> = records.cloned().collect();
        let wants: Vec<_> = wanted.iter().cloned().map(Want::Record).collect();
        let handoffs = handoffs.map(|id| Want::Row(RowKey::Handoff(id)));
        self.learn(
            &mut rows,
            &wants.into_iter().chain(handoffs).collect::<Vec<_>>(),
        )?;
        let near: BTreeSet<_> = wanted
            .iter()
            .filter_map(|key| rows.record(key))
            .flat_map(|record| self.near(record))
            .collect();
        self.learn(&mut rows, &near.into_iter().collect::<Vec<_>>())?;
        Ok(rows)
    }

    /// The records that `record` links to, and its twins.
    fn near(&self, record: &Record) -> Vec<Want> {
        let Some(kind) = self.policy.kind(&record.key.kind) else {
            return Vec::new();
        };
        let identity = record
            .identity(kind)
            .map(|identity| Want::Identity(kind.name.clone(), identity));
        let links = linked(self.policy, record)
            .into_iter()
            .map(|key| Want::Row(RowKey::Record(key)));
        links.chain(identity).collect()
    }

    fn learn(&self, rows: &mut Situation<'_>, wants: &[Want]) -> Result<(), StoreError> {
        for row in self.store.load(self.policy, wants)? {
            rows.learn(self.policy, row);
        }
        Ok(())
    }
}

/// The records that `record` links to.
pub(super) fn linked(policy: &Policy, record: &Record) -> Vec<RecordRef> {
    let Some(kind) = policy.kind(&record.key.kind) else {
        return Vec::new();
    };
    let links = kind.fields.iter().zip(0u16..).filter_map(|(field, slot)| {
        let FieldType::Link(link) = &field.of else {
            return None;
        };
        let id = record.value(slot).as_text()?;
        Some(RecordRef {
            kind: link.to.clone(),
            id: RecordId::from(id.clone()),
        })
    });
    links.collect()
}

/// Every handoff that `wanted` takes, a page at a time.
pub(super) fn handoff_pages(
    store: &dyn Read,
    wanted: impl Fn(&Handoff) -> bool,
    mut each: impl FnMut(&[Handoff]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    pages(|each| store.handoffs(each), wanted, &mut each)
}

/// Every record that `wanted` takes, a page at a time.
pub(super) fn record_pages(
    store: &dyn Read,
    policy: &Policy,
    wanted: impl Fn(&Record) -> bool,
    mut each: impl FnMut(&[Record]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    pages(|each| store.records(policy, each), wanted, &mut each)
}

fn pages<T>(
    read: impl FnOnce(Each<'_, T>) -> Result<(), StoreError>,
    wanted: impl Fn(&T) -> bool,
    each: &mut dyn FnMut(&[T]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (mut page, mut outcome) = (Vec::new(), Ok(()));
    read(&mut |row| {
        if wanted(&row) {
            page.push(row);
        }
        if page.len() < PAGE {
            return ControlFlow::Continue(());
        }
        outcome = each(&page);
        page.clear();
        if outcome.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    outcome?;
    each(&page)
}
