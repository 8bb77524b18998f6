//! Speed to lead: from the record's arrival to the first touch, as the customer feels it.

use super::scope::{Promise, Scope, promise};
use super::times::{TimeWords, Times, took_between};
use crate::policy::{KpiName, StartsAt, StopsAt};
use crate::state::Handoff;

pub(super) const WORDS: TimeWords = TimeWords {
    kpi: KpiName::SpeedToLead,
    definition: "first touch − received, wall time",
    reached: "touched",
};

pub(super) fn observe(times: &mut Times, scope: &Scope<'_>, handoff: &Handoff) {
    times.add(took_between(
        handoff,
        Some(handoff.received_at),
        handoff.touched_at,
        None,
    ));
    let promised = scope.point.sla.iter().find(|milestone| {
        matches!(
            (&milestone.starts, &milestone.stops),
            (StartsAt::Received, StopsAt::Touch(_))
        )
    });
    let clock = promised.and_then(|milestone| handoff.clock(&milestone.id));
    times.add_promise(clock.map_or(Promise::None, |clock| promise(clock, scope.now)));
}
