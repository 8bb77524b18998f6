//! Shows figures what they are made from: the handoffs and records that they need, and no others.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::ids::{PointId, RecordKind, RecordRef};
use tollgate_core::measure::{Measure, Period, Records, Scope};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Record, Situation};
use tollgate_core::time::Timestamp;

use super::rows::{
    Around, GATED, handoffs_in, handoffs_of, live_handoffs, records_among, records_of_kind,
    sharing_an_identity,
};
use crate::ports::{Read, StoreError};

/// Figures of one handoff point in the making.
pub(super) trait Observer {
    /// The kind of record that the point hands over.
    fn kind(&self) -> &RecordKind;

    /// Each figure, and what it is about.
    fn figures(&self) -> Vec<(&Scope<'_>, &Measure)>;

    /// Takes in a handoff of any point, each once.
    fn handoff(&mut self, handoff: &Handoff);

    /// Takes in a handoff of a record of which every handoff says something, also one that was shown before.
    fn beside(&mut self, handoff: &Handoff);

    /// Takes in a record of the point's kind; `rows` hold what its gates read, where that was needed.
    fn record(&mut self, rows: &Situation<'_>, record: &Record);
}

/// Shows all that `observers` need.
///
/// # Errors
/// The store did not answer.
pub(super) fn observe(
    store: &dyn Read,
    policy: &Policy,
    observers: &mut [impl Observer],
) -> Result<(), StoreError> {
    let needs = Needs::of(observers);
    let about = show_handoffs(store, &needs, observers)?;
    show_beside(store, policy, observers)?;
    show_records(store, policy, &needs, about, observers)
}

/// What is to be read.
#[derive(Default)]
struct Needs {
    /// Points, and since when their handoffs count.
    since: BTreeMap<PointId, Timestamp>,
    /// Kinds of records.
    records: BTreeMap<RecordKind, Records>,
    /// Kinds whose gates are asked.
    gated: BTreeSet<RecordKind>,
}

impl Needs {
    fn of(observers: &[impl Observer]) -> Self {
        let mut needs = Self::default();
        for (scope, measure) in observers.iter().flat_map(Observer::figures) {
            needs.add(scope, measure);
        }
        needs
    }

    fn add(&mut self, scope: &Scope<'_>, measure: &Measure) {
        let since = match measure.looks_back() {
            true => Timestamp::MIN,
            false => scope.cohort.from,
        };
        let known = self.since.entry(scope.point.id.clone()).or_insert(since);
        *known = since.min(*known);
        let kind = &scope.kind.name;
        let records = self.records.entry(kind.clone()).or_insert(Records::None);
        *records = measure.records().max(*records);
        if measure.asks_gates() {
            self.gated.insert(kind.clone());
        }
    }

    /// True for what counted before all that is read of its point.
    fn is_earlier(&self, handoff: &Handoff) -> bool {
        let since = self.since.get(&handoff.point);
        since.is_some_and(|since| handoff.counted_at() < *since)
    }
}

/// Shows the handoffs since then, and those that are open from before; gives the records that they are about, of kinds of which
/// no others are needed.
fn show_handoffs(
    store: &dyn Read,
    needs: &Needs,
    observers: &mut [impl Observer],
) -> Result<BTreeSet<RecordRef>, StoreError> {
    let mut about = BTreeSet::new();
    for (point, since) in &needs.since {
        let period = Period {
            from: *since,
            ..Period::EVER
        };
        handoffs_in(store, point, period, |page| {
            for handoff in page {
                observers.iter_mut().for_each(|it| it.handoff(handoff));
                if needs.records.get(&handoff.record.kind) == Some(&Records::OfHandoffs) {
                    about.insert(handoff.record.clone());
                }
            }
            Ok(())
        })?;
    }
    live_handoffs(store, |page| {
        for handoff in page.iter().filter(|handoff| needs.is_earlier(handoff)) {
            observers.iter_mut().for_each(|it| it.handoff(handoff));
        }
    })?;
    Ok(about)
}

/// Shows every handoff of the records of which each says something.
fn show_beside(
    store: &dyn Read,
    policy: &Policy,
    observers: &mut [impl Observer],
) -> Result<(), StoreError> {
    for observer in observers {
        let figures = observer.figures().into_iter();
        let records = figures.flat_map(|(_, measure)| measure.beside()).cloned();
        let records: BTreeSet<_> = records.collect();
        handoffs_of(store, policy, &records, |handoff| observer.beside(handoff))?;
    }
    Ok(())
}

/// Shows the records: all of a kind, or those that the handoffs are `about` and those that share an identity.
fn show_records(
    store: &dyn Read,
    policy: &Policy,
    needs: &Needs,
    mut about: BTreeSet<RecordRef>,
    observers: &mut [impl Observer],
) -> Result<(), StoreError> {
    let around = Around::new(store, policy)?;
    for (kind, records) in &needs.records {
        let mut show = |page: &[Record]| {
            let gated = if needs.gated.contains(kind) {
                page
            } else {
                &[]
            };
            let rows = around.of_records(gated, std::iter::empty(), GATED)?;
            for record in page {
                let of_kind = observers.iter_mut().filter(|it| it.kind() == kind);
                of_kind.for_each(|it| it.record(&rows, record));
            }
            Ok(())
        };
        match records {
            Records::None => {}
            Records::All => records_of_kind(store, policy, kind, &mut show)?,
            Records::OfHandoffs => {
                about.extend(sharing_an_identity(store, policy, kind)?);
                let of_kind = about.iter().filter(|record| record.kind == *kind);
                records_among(store, policy, of_kind, &mut show)?;
            }
        }
    }
    Ok(())
}
