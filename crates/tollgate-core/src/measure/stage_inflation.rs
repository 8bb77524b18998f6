//! Stage inflation: open value that stands further along than what is known of it allows.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::figure::{Derivation, Figure, Quantity};
use super::scope::Scope;
use crate::failure::{is_stale, unmet_gate_rules};
use crate::ids::StageName;
use crate::policy::{Forecast, KpiName, STAGE};
use crate::state::{Record, Situation};
use crate::value::Value;

/// Adds up open value, moves between stages, and what became of each stage's records; amounts in major units.
#[derive(Clone, Debug, Default)]
pub(super) struct StageInflation {
    open: f64,
    in_debt: f64,
    stale: f64,
    records_in_debt: u64,
    forward: u64,
    backward: u64,
    by_stage: BTreeMap<StageName, Cohort>,
}

/// The decided records that were ever in a stage.
#[derive(Clone, Copy, Debug, Default)]
struct Cohort {
    decided: f64,
    won: f64,
}

impl StageInflation {
    /// Takes in a record; `rows` holds it, what it links to, and its waivers.
    pub(super) fn observe_record(
        &mut self,
        scope: &Scope<'_>,
        rows: &Situation<'_>,
        record: &Record,
    ) {
        let Some(forecast) = &scope.kind.forecast else {
            return;
        };
        let stages = stages_of(scope, record);
        self.count_moves(scope, &stages);
        let amount = record.value(forecast.amount).as_number().unwrap_or(0.0);
        match record.stage() {
            "" => {}
            stage if !scope.kind.is_closed(stage) => self.add_open(scope, rows, record, amount),
            stage if stage == forecast.won.as_str() => {
                self.add_decided(forecast, &stages, amount, true)
            }
            stage if stage == forecast.lost.as_str() => {
                self.add_decided(forecast, &stages, amount, false)
            }
            _ => {}
        }
    }

    fn add_open(&mut self, scope: &Scope<'_>, rows: &Situation<'_>, record: &Record, amount: f64) {
        self.open += amount;
        if !unmet_gate_rules(scope.policy, rows, record, scope.now).is_empty() {
            self.in_debt += amount;
            self.records_in_debt += 1;
        }
        if is_stale(scope.policy, scope.kind, record, scope.now) {
            self.stale += amount;
        }
    }

    fn add_decided(
        &mut self,
        forecast: &Forecast,
        stages: &[(SmolStr, bool)],
        amount: f64,
        won: bool,
    ) {
        let ever: std::collections::BTreeSet<_> = stages.iter().map(|(stage, _)| stage).collect();
        for stage in ever.into_iter().map(|stage| StageName::from(stage.clone())) {
            if forecast.probability.contains_key(&stage)
                && stage != forecast.won
                && stage != forecast.lost
            {
                let cohort = self.by_stage.entry(stage).or_default();
                cohort.decided += amount;
                cohort.won += if won { amount } else { 0.0 };
            }
        }
    }

    /// Moves in the period, by the order of the stages.
    fn count_moves(&mut self, scope: &Scope<'_>, stages: &[(SmolStr, bool)]) {
        for pair in stages.windows(2) {
            let [(from, _), (to, true)] = pair else {
                continue;
            };
            match (scope.kind.position(from), scope.kind.position(to)) {
                (Some(from), Some(to)) if from < to => self.forward += 1,
                (Some(from), Some(to)) if from > to => self.backward += 1,
                _ => {}
            }
        }
    }

    /// Adds what another one added up.
    pub(super) fn merge(&mut self, other: Self) {
        self.open += other.open;
        self.in_debt += other.in_debt;
        self.stale += other.stale;
        self.records_in_debt += other.records_in_debt;
        self.forward += other.forward;
        self.backward += other.backward;
        for (stage, more) in other.by_stage {
            let cohort = self.by_stage.entry(stage).or_default();
            cohort.decided += more.decided;
            cohort.won += more.won;
        }
    }

    /// The figure: gate debt, with regression, calibration gap and stale share beside it.
    pub(super) fn finish(&self, scope: &Scope<'_>) -> Figure {
        Figure {
            kpi: KpiName::StageInflation,
            value: Quantity::share(self.in_debt, self.open).filter(|_| self.open > 0.0),
            qualifier: None,
            derivation: Derivation {
                definition: "gate debt: open value whose own or earlier stages' criteria are not all met / open value",
                cohort: "open records now",
                numerator: ("in debt".into(), Quantity::Amount(self.in_debt)),
                denominator: ("open value".into(), Quantity::Amount(self.open)),
                left_out: Vec::new(),
                beside: vec![
                    (
                        "records in debt".into(),
                        Some(Quantity::Count(self.records_in_debt)),
                    ),
                    (
                        "regression (backward / forward moves)".into(),
                        Quantity::share(self.backward as f64, self.forward as f64),
                    ),
                    (
                        "calibration gap (assumed − realised)".into(),
                        self.calibration_gap(scope),
                    ),
                    (
                        "stale share of open value".into(),
                        Quantity::share(self.stale, self.open),
                    ),
                ],
            },
        }
    }

    /// Each stage's assumed probability less its realised win rate, weighted by the value decided.
    fn calibration_gap(&self, scope: &Scope<'_>) -> Option<Quantity> {
        let forecast = scope.kind.forecast.as_ref()?;
        let gap = |(stage, cohort): (&StageName, &Cohort)| {
            let assumed = forecast.probability.get(stage).copied().unwrap_or(0.0);
            assumed * cohort.decided - cohort.won
        };
        let decided: f64 = self.by_stage.values().map(|cohort| cohort.decided).sum();
        Quantity::share(self.by_stage.iter().map(gap).sum(), decided)
    }
}

/// The stages that the record went through, oldest first, each with whether it was entered in the period.
fn stages_of(scope: &Scope<'_>, record: &Record) -> Vec<(SmolStr, bool)> {
    let stage = &scope.kind.field(STAGE).name;
    let mut stages: Vec<(SmolStr, bool)> = Vec::new();
    for trace in record.trail.iter().filter(|trace| &trace.field == stage) {
        if let Value::Text(to) = &trace.to
            && stages.last().is_none_or(|(last, _)| last != to)
        {
            stages.push((to.clone(), scope.cohort.contains(trace.at)));
        }
    }
    stages
}
