//! Time to next step: how long after acceptance until something is agreed on.

use super::scope::Scope;
use super::times::{TimeWords, Times, Took};
use crate::policy::{KpiName, StopsAt};
use crate::state::Handoff;

pub(super) const WORDS: TimeWords = TimeWords {
    kpi: KpiName::TimeToNextStep,
    definition: "next step set − accepted",
    reached: "next step set",
};

/// Only accepted handoffs belong to it.
pub(super) fn observe(times: &mut Times, scope: &Scope<'_>, handoff: &Handoff) {
    if handoff.accepted_at.is_none() {
        return;
    }
    let milestone = scope.milestone(|stops| matches!(stops, StopsAt::NextStepSet));
    match milestone.filter(|milestone| handoff.clock(&milestone.id).is_some()) {
        Some(milestone) => times.add_clock(scope, milestone, handoff),
        None => times.add(Took::Never("no clock measured it")),
    }
}
