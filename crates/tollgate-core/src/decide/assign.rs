//! Who has a handoff: giving it, taking it away, and what that does to its clocks.

use super::clock;
use super::route;
use super::turn::Turn;
use crate::event::{HandoffRouted, What};
use crate::ids::{HandoffId, PersonId, QueueId};
use crate::policy::{Policy, StartsAt};
use crate::reason::{Reason, Verdict};
use crate::state::Availability;

/// Emits that the handoff has an owner or waits in a queue; its clocks go on under whoever has it.
pub(super) fn settle_on(turn: &mut Turn<'_>, routed: HandoffRouted, reasons: Vec<Reason>) {
    let (id, is_owned) = (routed.handoff, routed.owner.is_some());
    turn.emit(What::HandoffRouted(routed), reasons);
    clock::move_all(turn, id);
    if is_owned {
        let now = turn.now;
        clock::start_where(turn, id, now, |starts| matches!(starts, StartsAt::Assigned));
    }
}

/// Gives the handoff to `person` whatever the routing rules say.
pub(super) fn hand_to(turn: &mut Turn<'_>, id: HandoffId, person: PersonId) {
    let owner = turn.handoff(id).owner.clone();
    // Where it only waited, nobody has room whom the next one could go to.
    let left = turn.handoff(id).queue.clone().filter(|_| owner.is_some());
    if let Some(owner) = owner {
        release(turn, id, &owner, false);
    }
    let queue = turn
        .handoff(id)
        .queue
        .clone()
        .filter(|queue| is_member(turn.terms(id), queue, &person));
    let routed = HandoffRouted {
        handoff: id,
        rule: None,
        queue,
        owner: Some(person),
        overflow_at: None,
        retry_at: None,
    };
    settle_on(turn, routed, Vec::new());
    if let Some(left) = left {
        pull(turn, &left);
    }
}

/// Offers the handoff again to whoever had it before it went back to the sender.
pub(super) fn offer_again(turn: &mut Turn<'_>, id: HandoffId, owner: PersonId) {
    let handoff = turn.handoff(id);
    let (rule, queue) = (handoff.rule.clone(), handoff.queue.clone());
    let why = Reason::new("route", Verdict::Pass, format!("{owner} had it before"));
    let routed = HandoffRouted {
        handoff: id,
        rule,
        queue,
        owner: Some(owner),
        overflow_at: None,
        retry_at: None,
    };
    settle_on(turn, routed, vec![why]);
}

/// Takes the handoff from `person`; when `declined`, that person is not offered it again.
pub(super) fn release(turn: &mut Turn<'_>, id: HandoffId, person: &PersonId, declined: bool) {
    turn.follow(What::HandoffReleased {
        handoff: id,
        from: person.clone(),
        declined,
    });
}

/// The queue in which the handoff waits for an owner; `None` when it does not.
pub(super) fn waits_in(turn: &Turn<'_>, id: HandoffId) -> Option<QueueId> {
    let handoff = turn.handoff(id);
    let queue = handoff.queue.clone();
    queue.filter(|queue| handoff.is_waiting_in(queue))
}

/// A member of the handoff's queue has room again: whoever waits longest goes first. One that nobody had leaves no room.
pub(super) fn pull_after(turn: &mut Turn<'_>, id: HandoffId) {
    let handoff = turn.handoff(id);
    let queue = handoff.queue.clone().filter(|_| handoff.owner.is_some());
    if let Some(queue) = queue {
        pull(turn, &queue);
    }
}

/// Offers what waits in `queue` to its members, until nobody can take any more.
///
/// What is left waits for the next member who starts work: whoever has room again, or is back, may be off hours.
pub(super) fn pull(turn: &mut Turn<'_>, queue: &QueueId) {
    // Revisions of the policy under which nobody in the queue has room.
    let mut full: Vec<u32> = Vec::new();
    for waiting in turn.rows.waiting_in(queue) {
        let terms = turn.terms(waiting);
        let is_full = full.contains(&terms.revision);
        if !is_full && route::try_queue(turn, waiting, queue) {
            continue;
        }
        // One whom all who could take it have let go before does not stand in the way of the next.
        if !is_full && !route::has_room(turn, terms, queue) {
            full.push(terms.revision);
        }
        route::wait_for_opening(turn, waiting, queue);
    }
}

/// True when `person` serves `queue` under `policy`.
pub(super) fn is_member(policy: &Policy, queue: &QueueId, person: &PersonId) -> bool {
    let team = policy
        .queues
        .get(queue)
        .and_then(|queue| policy.teams.get(&queue.team));
    team.is_some_and(|team| team.members.contains(person))
}

/// True when `person` has left for good.
pub(super) fn has_left(turn: &Turn<'_>, person: &PersonId) -> bool {
    turn.rows
        .presence(person)
        .is_some_and(|presence| presence.availability == Availability::Left)
}
