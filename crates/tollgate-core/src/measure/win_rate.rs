//! Win rate: of the records that were handed over, the share of the decided ones that were won.

use super::figure::Figure;
use super::rate::{Rate, RateWords};
use super::scope::Scope;
use crate::ids::RecordRef;
use crate::keyed::Keyed;
use crate::policy::KpiName;
use crate::state::{Handoff, Record};

const WORDS: RateWords = RateWords {
    kpi: KpiName::WinRate,
    definition: "won / (won + lost)",
    cohort: "records whose handoff was offered in the period",
    hits: "won",
    of: "won or lost",
};

/// The records of a cohort, and what became of each.
#[derive(Clone, Debug, Default)]
pub(super) struct WinRate {
    cohort: Keyed<RecordRef, Option<Became>>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug)]
enum Became {
    Won,
    Lost,
    Neither,
}

impl WinRate {
    /// Notes that the handoff's record belongs to the cohort. Comes before the records.
    pub(super) fn observe_handoff(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        if scope.is_in_cohort(handoff) {
            self.cohort.entry(handoff.record.clone()).or_default();
        }
    }

    /// Notes the stage that the record is in.
    pub(super) fn observe_record(&mut self, scope: &Scope<'_>, record: &Record) {
        let Some(forecast) = &scope.kind.forecast else {
            return;
        };
        if let Some(became) = self.cohort.get_mut(&record.key) {
            *became = Some(match record.stage() {
                stage if stage == forecast.won.as_str() => Became::Won,
                stage if stage == forecast.lost.as_str() => Became::Lost,
                _ => Became::Neither,
            });
        }
    }

    /// Adds what another one noted.
    pub(super) fn merge(&mut self, other: Self) {
        for (record, more) in other.cohort {
            let one = self.cohort.entry(record).or_default();
            *one = more.or(*one);
        }
    }

    /// The figure.
    pub(super) fn finish(&self) -> Figure {
        let mut rate = Rate::default();
        for became in self.cohort.values().flatten() {
            match became {
                Became::Won => rate.count(true),
                Became::Lost => rate.count(false),
                Became::Neither => rate.leave_out("neither won nor lost"),
            }
        }
        rate.figure(&WORDS)
    }
}
