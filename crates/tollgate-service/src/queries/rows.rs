//! Rows read a page at a time, with what lies around them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, PointId, RecordId, RecordKind, RecordRef};
use tollgate_core::measure::Period;
use tollgate_core::policy::{Kind, Policy};
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

impl Reach {
    /// As much as either.
    pub(super) const fn with(self, other: Self) -> Self {
        Self {
            on_it: self.on_it || other.on_it,
            links: self.links || other.links,
            twins: self.twins || other.twins,
        }
    }
}

/// The record alone.
pub(super) const NOTHING: Reach = Reach {
    on_it: false,
    links: false,
    twins: false,
};

/// What is on it.
pub(super) const ON_IT: Reach = Reach {
    on_it: true,
    ..NOTHING
};

/// The records that it links to.
pub(super) const LINKS: Reach = Reach {
    links: true,
    ..NOTHING
};

/// What the conditions of a gate may read.
pub(super) const GATED: Reach = Reach {
    on_it: true,
    links: true,
    twins: true,
};

/// What a record is held against to tell whether it is a duplicate.
pub(super) const TWINS: Reach = Reach {
    twins: true,
    ..NOTHING
};

/// What lies around records, read from a store.
pub(super) struct Around<'a> {
    store: &'a dyn Read,
    policy: &'a Policy,
    people: Situation<'static>,
    /// Records of whose identity there is another one: those that have twins.
    sharing: BTreeSet<RecordRef>,
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
            sharing: BTreeSet::new(),
        })
    }

    /// Finds the records of `kinds` that have twins, and calls `each` with every one of them and the rows of its identity.
    pub(super) fn find_twins(
        &mut self,
        kinds: &BTreeSet<RecordKind>,
        mut each: impl FnMut(&Situation<'_>, &Record),
    ) -> Result<(), StoreError> {
        // A kind without a key has no identities.
        let has_key = |kind: &&RecordKind| {
            let declared = self.policy.kind(kind);
            declared.is_some_and(|kind| kind.key.is_some())
        };
        let kinds: Vec<_> = kinds.iter().filter(has_key).collect();
        let mut last = None::<String>;
        while !kinds.is_empty() {
            let shared = (self.store).shared_identities(self.policy, last.as_deref(), PAGE)?;
            let of_kind = |kind: &RecordKind| {
                let of_kind = |identity: &String| Want::Identity(kind.clone(), identity.into());
                shared.iter().map(of_kind).collect::<Vec<_>>()
            };
            for kind in &kinds {
                let records = found(self.store, self.policy, &of_kind(kind))?;
                let mut rows = self.people.overlay();
                for record in &records {
                    rows.learn(self.policy, Row::Record(record.clone()));
                }
                records.iter().for_each(|record| each(&rows, record));
                self.sharing
                    .extend(records.into_iter().map(|record| record.key));
            }
            last = shared.last().cloned();
            if shared.len() < PAGE {
                break;
            }
        }
        Ok(())
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

    /// The records of `page` around which `reach` asks for something, and as much around them; and these handoffs.
    pub(super) fn of_records(
        &self,
        page: &[Record],
        handoffs: impl Iterator<Item = HandoffId>,
        reach: impl Fn(&Record) -> Reach,
    ) -> Result<Situation<'_>, StoreError> {
        let mut rows = self.people.overlay();
        let mut wants: BTreeSet<_> = handoffs.map(|id| Want::Row(RowKey::Handoff(id))).collect();
        for record in page {
            let reach = reach(record);
            if reach == NOTHING {
                continue;
            }
            rows.learn(self.policy, Row::Record(record.clone()));
            wants.extend(self.near(record, reach));
            if reach.on_it {
                wants.insert(Want::Record(record.key.clone()));
            }
        }
        self.learn(&mut rows, &wants.into_iter().collect::<Vec<_>>())?;
        Ok(rows)
    }

    /// The records that `record` links to, and its twins, where `reach` asks for them; twins are known once they were found.
    fn near(&self, record: &Record, reach: Reach) -> Vec<Want> {
        let mut wants = Vec::new();
        if reach.links {
            let links = linked(self.policy, record).into_iter();
            wants.extend(links.map(|key| Want::Row(RowKey::Record(key))));
        }
        let has_twins = reach.twins && self.sharing.contains(&record.key);
        let kind = self.policy.kind(&record.key.kind).filter(|_| has_twins);
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

/// What there is to look at.
pub(super) enum Seen<'a> {
    Handoff(&'a Handoff),
    /// With its kind.
    Record(&'a Kind, &'a Record),
}

/// Every handoff, then every record of a kind that `policy` declares.
pub(super) fn everything(
    store: &dyn Read,
    policy: &Policy,
    mut each: impl FnMut(Seen<'_>),
) -> Result<(), StoreError> {
    store.handoffs(&mut |handoff| {
        each(Seen::Handoff(&handoff));
        ControlFlow::Continue(())
    })?;
    store.records(policy, &mut |record| {
        if let Some(kind) = policy.kind(&record.key.kind) {
            each(Seen::Record(kind, &record));
        }
        ControlFlow::Continue(())
    })
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

/// Every handoff of `point` that is open or may open again, a page at a time.
pub(super) fn live_handoffs(
    store: &dyn Read,
    point: &PointId,
    mut each: impl FnMut(&[Handoff]),
) -> Result<(), StoreError> {
    let listing = Listing::LiveOfPoint(point.clone(), None);
    listed(store, listing, |page| {
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

fn found(store: &dyn Read, policy: &Policy, wants: &[Want]) -> Result<Vec<Record>, StoreError> {
    let rows = store.load(policy, wants)?.into_iter();
    let records = rows.filter_map(|row| match row {
        Row::Record(row) => Some(row),
        _ => None,
    });
    Ok(records.collect())
}
