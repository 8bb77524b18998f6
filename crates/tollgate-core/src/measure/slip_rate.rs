//! Slip rate: of the deals due to close in the period when it began, the share whose close date left it.

use super::figure::{Figure, Quantity};
use super::rate::{Rate, RateWords};
use super::scope::Scope;
use super::snapshot::Snapshot;
use crate::policy::KpiName;
use crate::state::Record;

const WORDS: RateWords = RateWords {
    kpi: KpiName::SlipRate,
    definition: "deals whose close date left the period / deals of the opening snapshot",
    cohort: "open deals that, when the period began, were due to close in it",
    hits: "slipped",
    of: "in the opening snapshot",
};

/// Counts deals that slipped.
#[derive(Clone, Debug, Default)]
pub(super) struct SlipRate {
    deals: Rate,
    slipped: f64,
    value: f64,
}

impl SlipRate {
    /// Counts the record, if it was in the opening snapshot.
    pub(super) fn observe_record(&mut self, scope: &Scope<'_>, record: &Record) {
        let Some(forecast) = &scope.kind.forecast else {
            return;
        };
        let opening = Snapshot::before(scope.kind, record, scope.snapshot.from);
        let due = |snapshot: &Snapshot<'_>| {
            snapshot
                .date(forecast.close)
                .is_some_and(|on| scope.snapshot.contains_date(on, scope.zone()))
        };
        if !opening.is_open() || !due(&opening) {
            return;
        }
        let slipped = !due(&Snapshot::before(scope.kind, record, scope.snapshot_end()));
        let amount = opening.amount(forecast.amount);
        self.deals.count(slipped);
        self.value += amount;
        self.slipped += if slipped { amount } else { 0.0 };
    }

    /// Adds what another one counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.deals.merge(other.deals);
        self.slipped += other.slipped;
        self.value += other.value;
    }

    /// The figure, with the share of value beside it.
    pub(super) fn finish(&self) -> Figure {
        let mut figure = self.deals.figure(&WORDS);
        figure.derivation.beside.push((
            "share of value".into(),
            Quantity::share(self.slipped, self.value),
        ));
        figure
            .derivation
            .beside
            .push(("value slipped".into(), Some(Quantity::Amount(self.slipped))));
        figure
    }
}
