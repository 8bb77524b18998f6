//! Win rate: of the records that were handed over, the share of the decided ones that were won.

use super::figure::Figure;
use super::rate::{Rate, RateWords};
use super::scope::Scope;
use crate::ids::RecordRef;
use crate::keyed::KeySet;
use crate::policy::KpiName;
use crate::state::{Handoff, Record};

const WORDS: RateWords = RateWords {
    kpi: KpiName::WinRate,
    definition: "won / (won + lost)",
    cohort: "records whose handoff was offered in the period",
    hits: "won",
    of: "won or lost",
};

/// Counts won and lost records of a cohort.
#[derive(Clone, Debug, Default)]
pub(super) struct WinRate {
    cohort: KeySet<RecordRef>,
    rate: Rate,
}

impl WinRate {
    /// Notes that the handoff's record belongs to the cohort. Comes before the records.
    pub(super) fn observe_handoff(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        if scope.is_in_cohort(handoff) {
            self.cohort.insert(handoff.record.clone());
        }
    }

    /// Counts the record by the stage it is in.
    pub(super) fn observe_record(&mut self, scope: &Scope<'_>, record: &Record) {
        let Some(forecast) = &scope.kind.forecast else {
            return;
        };
        if !self.cohort.contains(&record.key) {
            return;
        }
        match record.stage() {
            stage if stage == forecast.won.as_str() => self.rate.count(true),
            stage if stage == forecast.lost.as_str() => self.rate.count(false),
            _ => self.rate.leave_out("neither won nor lost"),
        }
    }

    /// Adds what another one counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.cohort.extend(other.cohort);
        self.rate.merge(other.rate);
    }

    /// The figure.
    pub(super) fn finish(&self) -> Figure {
        self.rate.figure(&WORDS)
    }
}
