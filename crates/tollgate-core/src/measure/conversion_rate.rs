//! Conversion rate: the share of the cohort that reached the next stage.

use super::rate::{Rate, RateWords};
use super::scope::Scope;
use crate::policy::KpiName;
use crate::state::{Clock, Handoff, HandoffState};
use crate::time::Timestamp;

pub(super) const WORDS: RateWords = RateWords {
    kpi: KpiName::ConversionRate,
    definition: "completed / cohort, once decided or due",
    cohort: "handoffs offered in the period that are decided, or of which a promise has fallen due",
    hits: "completed",
    of: "decided or due",
};

pub(super) fn observe(rate: &mut Rate, scope: &Scope<'_>, handoff: &Handoff) {
    if is_mature(handoff, scope.now) {
        rate.count(handoff.state == HandoffState::Completed);
    } else {
        rate.leave_out("neither decided nor due");
    }
}

/// True when `handoff` was decided, has ended, or a promise of it has fallen due; also when none was ever made, as
/// then there is nothing to wait for.
pub(super) fn is_mature(handoff: &Handoff, now: Timestamp) -> bool {
    let ended = handoff.decided_at.is_some() || !handoff.state.is_open();
    let mut dues = handoff
        .clocks
        .iter()
        .filter_map(|clock: &Clock| clock.due_at)
        .peekable();
    ended || dues.peek().is_none() || dues.any(|due| due < now)
}
