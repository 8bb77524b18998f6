//! Shows figures and failure modes what they are made from: the handoffs and records that they need, each read once for all of them,
//! and no others.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::ids::{HandoffId, PointId, RecordKind, RecordRef};
use tollgate_core::measure::{Measure, Period, Records, Scope};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::state::{Handoff, Record, Situation};
use tollgate_core::time::Timestamp;

use super::rows::{
    Around, GATED, NOTHING, Reach, TWINS, handoffs_in, handoffs_of, live_handoffs, records_of_kind,
};
use super::watch::Watch;
use crate::ports::{Read, StoreError};

/// Figures of one handoff point in the making.
pub(super) trait Observer {
    /// The point, and the kind of record that it hands over.
    fn scope(&self) -> &Scope<'_>;

    /// Each figure, and what it is about.
    fn figures(&self) -> Vec<(&Scope<'_>, &Measure)>;

    /// Takes in a handoff of the point, each once.
    fn handoff(&mut self, handoff: &Handoff);

    /// Takes in a handoff of a record of which every handoff says something, also one that was shown before.
    fn beside(&mut self, handoff: &Handoff);

    /// Takes in a record of the point's kind; `rows` hold its twins and what its gates read, where that was needed.
    fn record(&mut self, rows: &Situation<'_>, record: &Record);
}

/// Shows all that `observers` and `watch` need.
///
/// # Errors
/// The store did not answer.
pub(super) fn observe(
    store: &dyn Read,
    policy: &Policy,
    observers: &mut [&mut dyn Observer],
    watch: &mut Watch<'_>,
) -> Result<(), StoreError> {
    let mut reading = Reading {
        store,
        policy,
        needs: Needs::of(observers, watch),
        around: Around::new(store, policy)?,
    };
    reading.twins(watch)?;
    reading.handoffs(observers, watch)?;
    reading.open_from_before(observers)?;
    reading.beside(observers)?;
    reading.records(observers, watch)
}

/// What is to be read.
#[derive(Default)]
struct Needs {
    /// Points, and the handoffs that count.
    handoffs: BTreeMap<PointId, Period>,
    /// Kinds of records.
    records: BTreeMap<RecordKind, Records>,
    /// What is looked at around the records of a kind.
    around: BTreeMap<RecordKind, Beside>,
    /// Kinds whose records are held against their twins.
    twins: BTreeSet<RecordKind>,
}

/// What is looked at around the records of a kind: gates are asked, and risks looked for, of open ones alone.
#[derive(Clone, Copy, Default)]
pub(super) struct Beside {
    /// Around each.
    pub(super) any: Reach,
    /// Around those in an open stage.
    pub(super) open: Reach,
}

impl Beside {
    /// As much as either.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            any: self.any.with(other.any),
            open: self.open.with(other.open),
        }
    }

    /// What is looked at around `record`.
    fn of(self, kind: Option<&Kind>, record: &Record) -> Reach {
        match kind.is_some_and(|kind| kind.is_closed(record.stage())) {
            true => self.any,
            false => self.any.with(self.open),
        }
    }
}

impl Needs {
    fn of(observers: &[&mut dyn Observer], watch: &Watch<'_>) -> Self {
        let mut needs = Self::default();
        for observer in observers {
            for (scope, measure) in observer.figures() {
                needs.add(scope, measure);
            }
        }
        for point in watch.points() {
            needs.add_handoffs(&point, watch.period);
        }
        for kind in watch.kinds() {
            needs.add_records(&kind, Records::All, watch.around_records(&kind));
        }
        needs.twins.extend(watch.twins());
        needs
    }

    fn add(&mut self, scope: &Scope<'_>, measure: &Measure) {
        let from = match measure.looks_back() {
            true => Timestamp::MIN,
            false => scope.cohort.from,
        };
        let to = Timestamp::MAX;
        self.add_handoffs(&scope.point.id, Period { from, to });
        let around = Beside {
            any: if measure.asks_twins() { TWINS } else { NOTHING },
            open: if measure.asks_gates() { GATED } else { NOTHING },
        };
        self.add_records(&scope.kind.name, measure.records(), around);
    }

    fn add_handoffs(&mut self, point: &PointId, period: Period) {
        let known = self.handoffs.entry(point.clone()).or_insert(period);
        known.from = known.from.min(period.from);
        known.to = known.to.max(period.to);
    }

    fn add_records(&mut self, kind: &RecordKind, records: Records, around: Beside) {
        let known = self.records.entry(kind.clone()).or_insert(Records::None);
        *known = records.max(*known);
        let known = self.around.entry(kind.clone()).or_default();
        *known = known.with(around);
        if around.any.twins || around.open.twins {
            self.twins.insert(kind.clone());
        }
    }

    /// True for what counted before all that is read of its point.
    fn is_earlier(&self, handoff: &Handoff) -> bool {
        let known = self.handoffs.get(&handoff.point);
        known.is_some_and(|known| handoff.counted_at() < known.from)
    }
}

/// What is read, and from where.
struct Reading<'a> {
    store: &'a dyn Read,
    policy: &'a Policy,
    needs: Needs,
    around: Around<'a>,
}

impl Reading<'_> {
    /// Finds out which records have twins.
    fn twins(&mut self, watch: &mut Watch<'_>) -> Result<(), StoreError> {
        self.around
            .find_twins(&self.needs.twins, |rows, record| watch.twin(rows, record))
    }

    /// Shows the handoffs that count; with their records, where those are looked at.
    fn handoffs(
        &self,
        observers: &mut [&mut dyn Observer],
        watch: &mut Watch<'_>,
    ) -> Result<(), StoreError> {
        let watched = watch.points();
        for (point, period) in &self.needs.handoffs {
            let figures = self.around_handoffs(point);
            let watched = watched
                .contains(point)
                .then(|| watch.around_handoffs(point));
            handoffs_in(self.store, point, *period, |page| {
                page.iter().for_each(|handoff| show(observers, handoff));
                let Some(reach) = figures.into_iter().chain(watched).reduce(Reach::with) else {
                    return Ok(());
                };
                let within = watch.within(page);
                let looked_at = if figures.is_some() { page } else { within };
                let rows = self.around.of_handoffs(looked_at, reach)?;
                if figures.is_some() {
                    show_records(observers, point, &rows, page);
                }
                if watched.is_some() {
                    within
                        .iter()
                        .for_each(|handoff| watch.handoff(&rows, handoff));
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// What figures look at around the records of the handoffs of `point`; `None` where they do not look at these, or at all of the kind.
    fn around_handoffs(&self, point: &PointId) -> Option<Reach> {
        let kind = &self.policy.points.get(point)?.record;
        let around = self.needs.around.get(kind)?;
        let records = self.needs.records.get(kind)?;
        (*records == Records::OfHandoffs).then(|| around.any.with(around.open))
    }

    /// Shows figures the handoffs that are open from before all that was read.
    fn open_from_before(&self, observers: &mut [&mut dyn Observer]) -> Result<(), StoreError> {
        let points = observers.iter().map(|it| it.scope().point.id.clone());
        for point in points.collect::<BTreeSet<_>>() {
            live_handoffs(self.store, &point, |page| {
                let earlier = page.iter().filter(|handoff| self.needs.is_earlier(handoff));
                earlier.for_each(|handoff| show(observers, handoff));
            })?;
        }
        Ok(())
    }

    /// Shows every handoff of the records of which each says something.
    fn beside(&self, observers: &mut [&mut dyn Observer]) -> Result<(), StoreError> {
        for observer in observers {
            let figures = observer.figures().into_iter();
            let records = figures.flat_map(|(_, measure)| measure.beside()).cloned();
            let records: BTreeSet<_> = records.collect();
            handoffs_of(self.store, self.policy, &records, |handoff| {
                observer.beside(handoff)
            })?;
        }
        Ok(())
    }

    /// Shows the records of kinds of which all are needed.
    fn records(
        &self,
        observers: &mut [&mut dyn Observer],
        watch: &mut Watch<'_>,
    ) -> Result<(), StoreError> {
        let accepted = self.accepted(&watch.renewals())?;
        let watched = watch.kinds();
        let all = self.needs.records.iter();
        for (kind, _) in all.filter(|(_, records)| **records == Records::All) {
            let around = self.needs.around.get(kind).copied().unwrap_or_default();
            let declared = self.policy.kind(kind);
            let is_watched = watched.contains(kind);
            records_of_kind(self.store, self.policy, kind, &mut |page| {
                let beside = page.iter().filter_map(|record| accepted.get(&record.key));
                let beside = beside.flatten().copied();
                let reach = |record: &Record| around.of(declared, record);
                let rows = self.around.of_records(page, beside, reach)?;
                for record in page {
                    let of_kind = observers.iter_mut();
                    let of_kind = of_kind.filter(|it| it.scope().kind.name == *kind);
                    of_kind.for_each(|it| it.record(&rows, record));
                    if is_watched {
                        watch.record(&rows, record);
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The accepted handoffs of `points`, also those that are closed, by record.
    fn accepted(
        &self,
        points: &BTreeSet<PointId>,
    ) -> Result<BTreeMap<RecordRef, Vec<HandoffId>>, StoreError> {
        let mut accepted = BTreeMap::<_, Vec<_>>::new();
        for point in points {
            handoffs_in(self.store, point, Period::EVER, |page| {
                for handoff in page.iter().filter(|it| it.accepted_at.is_some()) {
                    let of_record = accepted.entry(handoff.record.clone()).or_default();
                    of_record.push(handoff.id);
                }
                Ok(())
            })?;
        }
        Ok(accepted)
    }
}

/// Shows `handoff` to the figures of its point.
fn show(observers: &mut [&mut dyn Observer], handoff: &Handoff) {
    of_point(observers, &handoff.point).for_each(|it| it.handoff(handoff));
}

/// Shows the records of a page of handoffs of `point` to its figures.
fn show_records(
    observers: &mut [&mut dyn Observer],
    point: &PointId,
    rows: &Situation<'_>,
    page: &[Handoff],
) {
    let keys: BTreeSet<_> = page.iter().map(|handoff| &handoff.record).collect();
    for record in keys.into_iter().filter_map(|key| rows.record(key)) {
        of_point(observers, point).for_each(|it| it.record(rows, record));
    }
}

fn of_point<'o, 'd>(
    observers: &'o mut [&'d mut dyn Observer],
    point: &'o PointId,
) -> impl Iterator<Item = &'o mut &'d mut dyn Observer> {
    let observers = observers.iter_mut();
    observers.filter(move |it| it.scope().point.id == *point)
}
