//! Time to first touch: how long the receiver lets an offered handoff lie.

use super::scope::{Promise, Scope, promise};
use super::times::{TimeWords, Times, took_between};
use crate::policy::{KpiName, Milestone, StartsAt, StopsAt};
use crate::state::Handoff;

pub(super) const WORDS: TimeWords = TimeWords {
    kpi: KpiName::TimeToFirstTouch,
    definition: "first qualifying touch − offered",
    reached: "touched",
};

pub(super) fn observe(times: &mut Times, scope: &Scope<'_>, handoff: &Handoff) {
    let clock = milestone(scope).and_then(|milestone| handoff.clock(&milestone.id));
    let touched_at = clock
        .and_then(|clock| clock.stopped_at)
        .or(handoff.touched_at);
    times.add(took_between(handoff, handoff.offered_at, touched_at, clock));
    times.add_promise(clock.map_or(Promise::None, |clock| promise(clock, scope.now)));
}

/// The milestone that ends at the first touch and does not begin before the offer; `None` where there is none.
pub(super) fn milestone<'a>(scope: &Scope<'a>) -> Option<&'a Milestone> {
    scope.point.sla.iter().find(|milestone| {
        matches!(milestone.stops, StopsAt::Touch(_))
            && !matches!(milestone.starts, StartsAt::Received)
    })
}
