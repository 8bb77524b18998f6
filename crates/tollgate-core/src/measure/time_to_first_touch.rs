//! Time to first touch: how long the receiver lets an offered handoff lie.

use super::scope::{Promise, Scope, promise};
use super::times::{TimeWords, Times, took_between};
use crate::policy::{HandoffPoint, KpiName, Milestone, StartsAt, StopsAt};
use crate::state::Handoff;

pub(super) const WORDS: TimeWords = TimeWords {
    kpi: KpiName::TimeToFirstTouch,
    definition: "first qualifying touch − offered",
    reached: "touched",
};

pub(super) fn observe(times: &mut Times, scope: &Scope<'_>, handoff: &Handoff) {
    let milestone = first_touch(scope.point);
    let clock = milestone.and_then(|milestone| handoff.clock(&milestone.id));
    let touched_at = clock
        .and_then(|clock| clock.stopped_at)
        .or(handoff.touched_at);
    // A clock that began before the offer counts more than this figure is about.
    let from_offer =
        !milestone.is_some_and(|milestone| matches!(milestone.starts, StartsAt::Received));
    times.add(took_between(
        handoff,
        handoff.offered_at,
        touched_at,
        clock.filter(|_| from_offer),
    ));
    times.add_promise(clock.map_or(Promise::None, |clock| promise(clock, scope.now)));
}

/// The milestone of `point` that ends at the first touch: one that begins at the offer or later where there is one.
pub fn first_touch(point: &HandoffPoint) -> Option<&Milestone> {
    let mut touched = point
        .sla
        .iter()
        .filter(|milestone| matches!(milestone.stops, StopsAt::Touch(_)));
    let first = touched.clone().next();
    let offered = touched.find(|milestone| !matches!(milestone.starts, StartsAt::Received));
    offered.or(first)
}
