//! Time to kickoff: how long a new customer waits for the work to begin.

use super::scope::Scope;
use super::times::{TimeWords, Times};
use crate::policy::{KpiName, Milestone, StopsAt};
use crate::state::Handoff;

pub(super) const WORDS: TimeWords = TimeWords {
    kpi: KpiName::TimeToKickoff,
    definition: "kickoff held − closed-won",
    reached: "kickoff held",
};

pub(super) fn observe(times: &mut Times, scope: &Scope<'_>, handoff: &Handoff) {
    if let Some(milestone) = milestone(scope) {
        times.add_clock(scope, milestone, handoff);
    }
}

/// The milestone called `kickoff`, or else the first that a playbook's task stops.
fn milestone<'a>(scope: &Scope<'a>) -> Option<&'a Milestone> {
    let named = scope
        .point
        .sla
        .iter()
        .find(|milestone| milestone.id.as_str() == "kickoff");
    named.or_else(|| scope.milestone(|stops| matches!(stops, StopsAt::TaskDone(_))))
}
