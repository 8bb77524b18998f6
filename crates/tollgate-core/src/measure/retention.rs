//! Recurring revenue at the start and the end of twelve months, for gross and net revenue retention.

use super::figure::{Derivation, Figure, Quantity};
use super::scope::Scope;
use super::snapshot::Snapshot;
use crate::policy::{KpiName, Recurring};
use crate::state::Record;

/// Adds up the revenue of the customers who had some when the twelve months began, in major units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Retention {
    /// How many customers.
    pub(super) customers: u64,
    /// At the start.
    pub(super) start: f64,
    /// Won in addition.
    pub(super) expansion: f64,
    /// Lost by those who stayed.
    pub(super) contraction: f64,
    /// Lost by those who left.
    pub(super) churn: f64,
}

impl Retention {
    /// Adds the record, if it had revenue when the twelve months began.
    pub(super) fn observe_record(&mut self, scope: &Scope<'_>, record: &Record) {
        let Some(recurring) = &scope.kind.recurring else {
            return;
        };
        let year = scope.year;
        let start = revenue(&Snapshot::before(scope.kind, record, year.from), recurring);
        let end = revenue(&Snapshot::before(scope.kind, record, year.to), recurring);
        if start <= 0.0 {
            return;
        }
        self.customers += 1;
        self.start += start;
        self.expansion += (end - start).max(0.0);
        match end {
            0.0 => self.churn += start,
            _ => self.contraction += (start - end).max(0.0),
        }
    }

    /// Adds what another one added up.
    pub(super) fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.start += other.start;
        self.expansion += other.expansion;
        self.contraction += other.contraction;
        self.churn += other.churn;
    }

    /// The figure `kpi` of `kept` revenue.
    pub(super) fn figure(&self, kpi: KpiName, definition: &'static str, kept: f64) -> Figure {
        let amount = |name: &str, amount| (name.into(), Some(Quantity::Amount(amount)));
        Figure {
            kpi,
            value: Quantity::share(kept, self.start),
            qualifier: None,
            derivation: Derivation {
                definition,
                cohort: "customers with recurring revenue when the twelve months to the period's end began",
                numerator: ("kept".into(), Quantity::Amount(kept)),
                denominator: (
                    "at the start of the 12 months".into(),
                    Quantity::Amount(self.start),
                ),
                left_out: Vec::new(),
                beside: vec![
                    ("customers".into(), Some(Quantity::Count(self.customers))),
                    amount("expansion", self.expansion),
                    amount("contraction", self.contraction),
                    amount("churn", self.churn),
                ],
            },
        }
    }
}

fn revenue(at: &Snapshot<'_>, recurring: &Recurring) -> f64 {
    match at.stage() {
        Some(stage) if stage.as_str() == recurring.churned.as_str() => 0.0,
        _ => at.amount(recurring.amount).max(0.0),
    }
}
