//! Rows read a page at a time, with what lies around them.

use std::collections::BTreeSet;

use tollgate_core::ids::{HandoffId, PointId, RecordId, RecordKind, RecordRef};
use tollgate_core::measure::Period;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Record, Row, RowKey, Situation};
use tollgate_core::value::FieldType;
use tollgate_core::wants::Want;

use crate::ports::{InTime, Listing, Read, StoreError};

/// Rows that are looked at together, so that memory stays bounded however many there are.
const PAGE: usize = 500;

/// What is to be at hand beside a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// What is on it: open handoffs, tasks, waivers.
    pub(super) on_it: bool,
    /// The records that it links to.
    pub(super) links: bool,
    /// The records of the same identity.
    pub(super) twins: bool,
}

/// What the conditions of a gate may read.
pub(super) const GATED: Reach = Reach {
    on_it: true,
    links: true,
    twins: true,
};

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

    /// The records that `page` is about, and as much around them as `reach` asks for.
    pub(super) fn of_handoffs(
        &self,
        page: &[Handoff],
        reach: Reach,
    ) -> Result<Situation<'_>, StoreError> {
        let mut rows = self.people.overlay();
        let keys: BTreeSet<_> = page.iter().map(|handoff| handoff.record.clone()).collect();
        let want = |key| match reach.on_it {
            true => Want::Record(key),
            false => Want::Row(RowKey::Record(key)),
        };
        let wants: Vec<_> = keys.iter().cloned().map(want).collect();
        self.learn(&mut rows, &wants)?;
        let near = keys.iter().filter_map(|key| rows.record(key));
        let near: BTreeSet<_> = near.flat_map(|record| self.near(record, reach)).collect();
        self.learn(&mut rows, &near.into_iter().collect::<Vec<_>>())?;
        Ok(rows)
    }

    /// The records of `page`, as much around them as `reach` asks for, and these handoffs.
    pub(super) fn of_records(
        &self,
        page: &[Record],
        handoffs: impl Iterator<Item = HandoffId>,
        reach: Reach,
    ) -> Result<Situation<'_>, StoreError> {
        let mut rows = self.people.overlay();
        for record in page {
            rows.learn(self.policy, Row::Record(record.clone()));
        }
        let on_it = page.iter().filter(|_| reach.on_it);
        let on_it = on_it.map(|record| Want::Record(record.key.clone()));
        let near = page.iter().flat_map(|record| self.near(record, reach));
        let handoffs = handoffs.map(|id| Want::Row(RowKey::Handoff(id)));
        let wants: BTreeSet<_> = on_it.chain(near).chain(handoffs).collect();
        self.learn(&mut rows, &wants.into_iter().collect::<Vec<_>>())?;
        Ok(rows)
    }

    /// The records that `record` links to, and its twins, where `reach` asks for them.
    fn near(&self, record: &Record, reach: Reach) -> Vec<Want> {
        let mut wants = Vec::new();
        if reach.links {
            let links = linked(self.policy, record).into_iter();
            wants.extend(links.map(|key| Want::Row(RowKey::Record(key))));
        }
        let kind = self.policy.kind(&record.key.kind).filter(|_| reach.twins);
        let identity = kind.and_then(|kind| Some((kind, record.identity(kind)?)));
        wants.extend(identity.map(|(kind, identity)| Want::Identity(kind.name.clone(), identity)));
        wants
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

/// Every handoff of `point` that counts to `period`, a page at a time.
pub(super) fn handoffs_in(
    store: &dyn Read,
    point: &PointId,
    period: Period,
    mut each: impl FnMut(&[Handoff]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let from = Some(InTime::before(period.from));
    let listing = Listing::OfPoint(point.clone(), from);
    listed(store, listing, |page| {
        let within = page.partition_point(|row| row.counted_at() < period.to);
        each(&page[..within])?;
        Ok(within == page.len())
    })
}

/// Every handoff that is open or may open again, a page at a time.
pub(super) fn live_handoffs(
    store: &dyn Read,
    mut each: impl FnMut(&[Handoff]),
) -> Result<(), StoreError> {
    listed(store, Listing::LiveOldest(None), |page| {
        each(page);
        Ok(true)
    })
}

/// Every handoff of a list, a page at a time, for as long as `each` goes on.
fn listed(
    store: &dyn Read,
    mut listing: Listing,
    mut each: impl FnMut(&[Handoff]) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    loop {
        let page = store.list_handoffs(&listing, PAGE)?;
        let goes_on = each(&page)?;
        match page.last().filter(|_| goes_on && page.len() == PAGE) {
            Some(last) => listing = listing.after(last),
            None => return Ok(()),
        }
    }
}

/// Every handoff of `records`.
pub(super) fn handoffs_of(
    store: &dyn Read,
    policy: &Policy,
    records: &BTreeSet<RecordRef>,
    mut each: impl FnMut(&Handoff),
) -> Result<(), StoreError> {
    let wants: Vec<_> = records.iter().cloned().map(Want::HandoffsOf).collect();
    for wants in wants.chunks(PAGE) {
        for row in store.load(policy, wants)? {
            if let Row::Handoff(row) = row {
                each(&row);
            }
        }
    }
    Ok(())
}

/// Every record of `kind`, a page at a time.
pub(super) fn records_of_kind(
    store: &dyn Read,
    policy: &Policy,
    kind: &RecordKind,
    each: &mut dyn FnMut(&[Record]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let page = store.records_of(policy, kind, after.as_ref(), PAGE)?;
        each(&page)?;
        match page.last().filter(|_| page.len() == PAGE) {
            Some(last) => after = Some(last.key.id.clone()),
            None => return Ok(()),
        }
    }
}

/// The records that `keys` name, a page at a time.
pub(super) fn records_among<'k>(
    store: &dyn Read,
    policy: &Policy,
    keys: impl Iterator<Item = &'k RecordRef>,
    each: &mut dyn FnMut(&[Record]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let wants: Vec<_> = keys
        .map(|key| Want::Row(RowKey::Record(key.clone())))
        .collect();
    wants
        .chunks(PAGE)
        .try_for_each(|wants| each(&found(store, policy, wants)?))
}

/// The records of `kind` of whose identity there is another one.
pub(super) fn sharing_an_identity(
    store: &dyn Read,
    policy: &Policy,
    kind: &RecordKind,
) -> Result<BTreeSet<RecordRef>, StoreError> {
    let (mut sharing, mut last) = (BTreeSet::new(), None::<String>);
    loop {
        let shared = store.shared_identities(policy, last.as_deref(), PAGE)?;
        let of_kind = |identity: &String| Want::Identity(kind.clone(), identity.into());
        let wants: Vec<_> = shared.iter().map(of_kind).collect();
        let records = found(store, policy, &wants)?;
        sharing.extend(records.into_iter().map(|record| record.key));
        last = shared.last().cloned();
        if shared.len() < PAGE {
            return Ok(sharing);
        }
    }
}

fn found(store: &dyn Read, policy: &Policy, wants: &[Want]) -> Result<Vec<Record>, StoreError> {
    let rows = store.load(policy, wants)?.into_iter();
    let records = rows.filter_map(|row| match row {
        Row::Record(row) => Some(row),
        _ => None,
    });
    Ok(records.collect())
}
