//! Nobody is offered more by a queue than its capacity, and the accounts agree with the handoffs.

use std::collections::BTreeMap;

use tollgate_core::apply::apply;
use tollgate_core::command::Actor;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::{PersonId, QueueId};
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

use super::Law;
use crate::Decision;

pub(super) struct Capacity;

impl Law for Capacity {
    fn decided(&mut self, decision: &Decision<'_>) -> Result<(), String> {
        let mut rows = decision.before.overlay();
        for event in decision.events {
            apply(decision.policy, &mut rows, event);
            has_room(decision.policy, &rows, event)?;
        }
        Ok(())
    }

    fn ended(&mut self, _: &Policy, rows: &Situation<'static>, _: Timestamp) -> Result<(), String> {
        let mut carried: BTreeMap<(QueueId, PersonId), u32> = BTreeMap::new();
        for handoff in rows.handoffs().filter(|handoff| handoff.state.is_carried()) {
            if let (Some(queue), Some(owner)) = (&handoff.queue, &handoff.owner) {
                *carried.entry((queue.clone(), owner.clone())).or_default() += 1;
            }
        }
        for standing in rows.standings() {
            let key = (standing.queue.clone(), standing.member.clone());
            let counted = carried.remove(&key).unwrap_or(0);
            if counted != standing.open {
                return Err(format!(
                    "{} carries {counted} of {}, and their account says {}",
                    key.1, key.0, standing.open
                ));
            }
        }
        match carried.first_key_value() {
            Some(((queue, owner), count)) => Err(format!(
                "{owner} carries {count} of {queue} without an account"
            )),
            None => Ok(()),
        }
    }
}

/// Whoever a queue gave `event`'s handoff to carries no more than the queue's capacity with it.
fn has_room(policy: &Policy, rows: &Situation<'_>, event: &Event) -> Result<(), String> {
    let What::HandoffRouted(routed) = &event.what else {
        return Ok(());
    };
    // A manager may give somebody more than the queue would.
    let (Actor::Tollgate, Some(queue), Some(owner), Some(_)) =
        (&event.actor, &routed.queue, &routed.owner, &routed.rule)
    else {
        return Ok(());
    };
    // What they had before it went back to the sender is still theirs.
    let handoff = rows.handoff(&routed.handoff);
    let again = handoff.is_some_and(|handoff| handoff.returns > 0);
    let capacity = handoff
        .map_or(policy, |handoff| policy.terms_of(handoff))
        .queues
        .get(queue)
        .and_then(|queue| queue.capacity)
        .filter(|_| !again);
    let open = rows
        .standing(&(queue.clone(), owner.clone()))
        .map_or(0, |standing| standing.open);
    if capacity.is_some_and(|capacity| open > capacity) {
        return Err(format!("{owner} holds {open} of {queue} at {}", event.at));
    }
    Ok(())
}
