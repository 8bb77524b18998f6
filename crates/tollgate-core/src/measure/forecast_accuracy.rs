//! Forecast accuracy: how near the forecast, taken at the period's start, came to what was won in the period.

use std::collections::BTreeMap;

use super::figure::{Derivation, Figure, Quantity};
use super::scope::Scope;
use super::snapshot::Snapshot;
use crate::ids::PersonId;
use crate::policy::{Forecast, KpiName};
use crate::state::Record;
use crate::time::Timestamp;

const WEEK: i64 = 7 * 86_400_000_000;

/// Adds up forecast and actual amounts, in major units, by the owner at the time of the forecast.
#[derive(Clone, Debug, Default)]
pub(super) struct ForecastAccuracy {
    by_owner: BTreeMap<Option<PersonId>, Amounts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Amounts {
    forecast: f64,
    actual: f64,
}

impl ForecastAccuracy {
    /// Adds what the record promised and what it brought.
    pub(super) fn observe_record(&mut self, scope: &Scope<'_>, record: &Record) {
        let Some(forecast) = &scope.kind.forecast else {
            return;
        };
        let taken_at = scope.snapshot.from.plus(i64::from(scope.week) * WEEK);
        let then = Snapshot::before(scope.kind, record, taken_at);
        let end = Snapshot::before(scope.kind, record, scope.snapshot_end());
        let promised = promised(scope, forecast, &then);
        let won = won_in_period(scope, forecast, &end).map_or(0.0, |_| end.amount(forecast.amount));
        if promised == 0.0 && won == 0.0 {
            return;
        }
        let amounts = self
            .by_owner
            .entry(then.owner().or_else(|| end.owner()))
            .or_default();
        amounts.forecast += promised;
        amounts.actual += won;
    }

    /// Adds what another one added up.
    pub(super) fn merge(&mut self, other: Self) {
        for (owner, more) in other.by_owner {
            let amounts = self.by_owner.entry(owner).or_default();
            amounts.forecast += more.forecast;
            amounts.actual += more.actual;
        }
    }

    /// The figure, with WAPE accuracy by owner and bias beside it; none where nothing was won.
    pub(super) fn finish(&self) -> Figure {
        let forecast: f64 = self.by_owner.values().map(|a| a.forecast).sum();
        let actual: f64 = self.by_owner.values().map(|a| a.actual).sum();
        let wrong: f64 = self
            .by_owner
            .values()
            .map(|a| (a.actual - a.forecast).abs())
            .sum();
        let accuracy = (actual > 0.0).then(|| (1.0 - (actual - forecast).abs() / actual).max(0.0));
        let wape = (actual > 0.0).then(|| Quantity::Share(1.0 - wrong / actual));
        Figure {
            kpi: KpiName::ForecastAccuracy,
            value: accuracy.map(Quantity::Share),
            qualifier: None,
            derivation: Derivation {
                definition: "max(0, 1 − |actual − forecast| / actual)",
                cohort: "deals due to close in the period when the forecast was taken, weighted by stage; won in the period",
                numerator: ("forecast".into(), Quantity::Amount(forecast)),
                denominator: ("actually won".into(), Quantity::Amount(actual)),
                left_out: Vec::new(),
                beside: vec![
                    ("WAPE accuracy by owner".into(), wape),
                    ("bias".into(), Quantity::share(forecast - actual, actual)),
                ],
            },
        }
    }
}

/// What the deal was worth in the forecast: all of it once won in the period, its stage's share while open.
fn promised(scope: &Scope<'_>, forecast: &Forecast, then: &Snapshot<'_>) -> f64 {
    if won_in_period(scope, forecast, then).is_some() {
        return then.amount(forecast.amount);
    }
    let due = then
        .date(forecast.close)
        .is_some_and(|on| scope.snapshot.contains_date(on, scope.zone()));
    let stage = then.stage().filter(|_| due && then.is_open());
    let chance = stage.and_then(|stage| forecast.probability.get(&stage.clone().into()));
    chance.map_or(0.0, |chance| chance * then.amount(forecast.amount))
}

fn won_in_period(scope: &Scope<'_>, forecast: &Forecast, at: &Snapshot<'_>) -> Option<Timestamp> {
    at.won_at(forecast)
        .filter(|won| scope.snapshot.contains(*won))
}
