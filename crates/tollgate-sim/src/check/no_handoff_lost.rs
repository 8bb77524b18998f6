//! Every handoff that opened is open, with somebody or something that it waits for, or closed with a reason.

use std::collections::BTreeSet;

use tollgate_core::event::{Event, What};
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::{Policy, RouteTo};
use tollgate_core::state::{Availability, Handoff, HandoffState, Situation};
use tollgate_core::time::Timestamp;

use super::Law;

#[derive(Debug, Default)]
pub(super) struct NoHandoffLost {
    opened: BTreeSet<HandoffId>,
}

impl Law for NoHandoffLost {
    fn applied(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        for event in events {
            if let What::HandoffOpened(opened) = &event.what
                && !self.opened.insert(opened.handoff)
            {
                return Err(format!("handoff {} opened twice", opened.handoff));
            }
        }
        // What just happened to a handoff leaves it in good order.
        events
            .iter()
            .filter_map(handoff_of)
            .try_for_each(|id| match rows.handoff(&id) {
                Some(handoff) => in_good_order(policy, rows, handoff),
                None => Err(format!("handoff {id} is not there")),
            })
    }

    fn ended(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        at: Timestamp,
    ) -> Result<(), String> {
        if self.opened.len() != rows.handoffs().count() {
            return Err(format!(
                "{} opened and {} are there",
                self.opened.len(),
                rows.handoffs().count()
            ));
        }
        for handoff in rows.handoffs() {
            in_good_order(policy, rows, handoff)?;
            if handoff.next_alarm().is_some_and(|alarm| alarm < at) {
                return Err(format!(
                    "handoff {} waits for an instant that is past",
                    handoff.id
                ));
            }
        }
        Ok(())
    }
}

fn handoff_of(event: &Event) -> Option<HandoffId> {
    match &event.what {
        What::HandoffOpened(opened) => Some(opened.handoff),
        What::HandoffRouted(routed) => Some(routed.handoff),
        What::HandoffHeld { handoff, .. }
        | What::HandoffOffered { handoff, .. }
        | What::HandoffReleased { handoff, .. }
        | What::HandoffAccepted { handoff, .. }
        | What::HandoffDisposed { handoff, .. }
        | What::HandoffWithdrawn { handoff, .. }
        | What::HandoffCompleted { handoff } => Some(*handoff),
        _ => None,
    }
}

/// True where the point's last word is a queue, so that a receiver is always found. Where it names people only, nobody may be
/// left, and the handoff says so.
fn always_finds(policy: &Policy, handoff: &Handoff) -> bool {
    policy.point_of(handoff).is_some_and(|point| {
        let mut rules = point.route.iter();
        rules.any(|rule| rule.when.is_none() && matches!(rule.to, RouteTo::Queue(_)))
    })
}

fn in_good_order(policy: &Policy, rows: &Situation<'_>, handoff: &Handoff) -> Result<(), String> {
    let is_closed = handoff.closed_at.is_some();
    let has_reason = handoff
        .disposition
        .as_ref()
        .is_some_and(|given| !given.reason.as_str().is_empty());
    let owner_left = handoff.owner.as_ref().is_some_and(|owner| {
        rows.presence(owner)
            .is_some_and(|presence| presence.availability == Availability::Left)
    });
    let wrong = match handoff.state {
        HandoffState::Held if handoff.held_until.is_none() => "is held without an end",
        HandoffState::Offered
            if handoff.owner.is_none()
                && handoff.queue.is_none()
                && always_finds(policy, handoff) =>
        {
            "is offered to nobody"
        }
        HandoffState::Offered if owner_left => "is offered to somebody who has left",
        HandoffState::Accepted if handoff.owner.is_none() => "is accepted by nobody",
        HandoffState::Returned if !has_reason => "is returned without a reason",
        HandoffState::Rejected | HandoffState::Recycled if !has_reason => "ended without a reason",
        state if state.is_open() == is_closed => "does not agree with its end",
        state if !state.is_open() && handoff.clocks.iter().any(|clock| clock.is_running()) => {
            "ended while a clock runs"
        }
        _ => return Ok(()),
    };
    Err(format!(
        "handoff {} ({} of {}, {}) {wrong}",
        handoff.id,
        handoff.point,
        handoff.record,
        handoff.state.as_str()
    ))
}
