//! SLA attainment: the share of promises that were kept.

use super::rate::{Rate, RateWords};
use super::scope::{Promise, Scope, promise};
use crate::policy::KpiName;
use crate::state::Handoff;

pub(super) const WORDS: RateWords = RateWords {
    kpi: KpiName::SlaAttainment,
    definition: "met / (met + missed); an open promise already overdue is missed",
    cohort: "promises (clocks with a target) of handoffs offered in the period",
    hits: "met",
    of: "met or missed",
};

/// Counts every promise of `handoff`, each also under its milestone.
pub(super) fn observe(rate: &mut Rate, scope: &Scope<'_>, handoff: &Handoff) {
    for clock in &handoff.clocks {
        match promise(clock, scope.now) {
            Promise::Met => rate.count(true),
            Promise::Missed => rate.count(false),
            Promise::Open => rate.leave_out("open and not yet due"),
            Promise::None if clock.target.is_some() => rate.leave_out("ended before it was due"),
            Promise::None => {}
        }
    }
}
