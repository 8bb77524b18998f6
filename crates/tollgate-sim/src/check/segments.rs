//! What a clock's time went into adds up to its wall time, and no part of it is negative.

use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Clock, Situation};
use tollgate_core::time::Timestamp;

use super::Law;

pub(super) struct Segments;

impl Law for Segments {
    fn applied(
        &mut self,
        _: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        for event in events {
            let (What::ClockStopped {
                handoff, milestone, ..
            }
            | What::ClockCancelled {
                handoff, milestone, ..
            }) = &event.what
            else {
                continue;
            };
            if let Some(clock) = rows
                .handoff(handoff)
                .and_then(|handoff| handoff.clock(milestone))
            {
                add_up(clock).map_err(|how| format!("{milestone} of handoff {handoff}: {how}"))?;
            }
        }
        Ok(())
    }

    fn ended(&mut self, _: &Policy, rows: &Situation<'static>, _: Timestamp) -> Result<(), String> {
        for handoff in rows.handoffs() {
            for clock in &handoff.clocks {
                add_up(clock).map_err(|how| {
                    format!("{} of handoff {}: {how}", clock.milestone, handoff.id)
                })?;
            }
        }
        Ok(())
    }
}

fn add_up(clock: &Clock) -> Result<(), String> {
    let (parts, wall) = (clock.segments, clock.segments_to.since(clock.started_at));
    let all = [
        parts.system,
        parts.queue,
        parts.working,
        parts.off_hours,
        parts.paused,
    ];
    if all.iter().any(|part| *part < 0) {
        return Err(format!("{parts:?} has a part below nothing"));
    }
    if parts.total() != wall {
        return Err(format!("{parts:?} adds up to {} of {wall}", parts.total()));
    }
    if clock
        .stopped_at
        .is_some_and(|stopped| stopped != clock.segments_to)
    {
        return Err(format!(
            "counted to {} and stopped at {:?}",
            clock.segments_to, clock.stopped_at
        ));
    }
    if clock
        .elapsed
        .is_some_and(|elapsed| elapsed < 0 || elapsed > wall)
    {
        return Err(format!("{:?} elapsed within {wall}", clock.elapsed));
    }
    Ok(())
}
