//! A clock was in time exactly when it used no more than its target, however often it paused or changed hands.

use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Clock, Situation};
use tollgate_core::time::Budget;

use super::Law;

pub(super) struct Promises;

impl Law for Promises {
    fn applied(
        &mut self,
        _: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        for event in events {
            let What::ClockStopped {
                handoff, milestone, ..
            } = &event.what
            else {
                continue;
            };
            if let Some(clock) = rows
                .handoff(handoff)
                .and_then(|handoff| handoff.clock(milestone))
            {
                agrees(clock).map_err(|how| format!("{milestone} of handoff {handoff}: {how}"))?;
            }
        }
        Ok(())
    }
}

fn agrees(clock: &Clock) -> Result<(), String> {
    let (Some(Budget::Time(target)), Some(elapsed)) = (clock.target, clock.elapsed) else {
        return Ok(());
    };
    // A budget that is used up exactly may stay so over a whole night.
    let in_time = match elapsed.cmp(&target) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => return Ok(()),
    };
    if clock.is_met() == in_time {
        return Ok(());
    }
    Err(format!(
        "used {elapsed} of {target} microseconds, stopped at {:?}, due at {:?}: {clock:?}",
        clock.stopped_at, clock.due_at
    ))
}
