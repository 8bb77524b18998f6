//! Time to accept: how long the receiver takes to say yes or no.

use super::scope::{Promise, Scope, promise};
use super::times::{TimeWords, Times, took_between};
use crate::policy::{KpiName, StopsAt};
use crate::state::Handoff;

pub(super) const WORDS: TimeWords = TimeWords {
    kpi: KpiName::TimeToAccept,
    definition: "decision (accepted, returned, rejected or recycled) − offered",
    reached: "decided",
};

pub(super) fn observe(times: &mut Times, scope: &Scope<'_>, handoff: &Handoff) {
    let milestone = scope
        .milestone(|stops| matches!(stops, StopsAt::Decided))
        .or_else(|| scope.milestone(|stops| matches!(stops, StopsAt::Accepted)));
    let clock = milestone.and_then(|milestone| handoff.clock(&milestone.id));
    times.add(took_between(
        handoff,
        handoff.offered_at,
        handoff.decided_at,
        clock,
    ));
    times.add_promise(clock.map_or(Promise::None, |clock| promise(clock, scope.now)));
}
