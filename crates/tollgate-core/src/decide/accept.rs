//! Accept: the receiver takes the handoff over.

use super::turn::Turn;
use super::{assign, clock, criteria, playbook};
use crate::command::Actor;
use crate::event::{HandoffRouted, What};
use crate::ids::{HandoffId, PersonId};
use crate::policy::{StartEvent, StartsAt, StopsAt};
use crate::state::HandoffState;

const ACCEPT: &str = "accept";

/// The actor takes the handoff over: its owner, or a member of the queue that it waits in.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId) {
    let handoff = turn.handoff(id);
    if handoff.state != HandoffState::Offered {
        let says = format!(
            "the handoff is {}; only an offered one can be accepted",
            handoff.state.as_str()
        );
        return turn.refuse(ACCEPT, id, "not_open", says);
    }
    let Some(by) = acceptor(turn, id) else { return };
    let Some(point) = turn.point(id) else { return };
    let checked = criteria::check(turn, id, point);
    if !checked.lets_through() {
        let says = format!(
            "criteria are not met: {} Return it with these gaps, or wait for the data",
            checked.says()
        );
        return turn.refuse_because(ACCEPT, id, "criteria_unmet", says, checked.reasons);
    }
    take_over(turn, id, by);
}

/// Accepts in `by`'s name, whoever had it.
pub(super) fn take_over(turn: &mut Turn<'_>, id: HandoffId, by: PersonId) {
    if turn.handoff(id).owner.as_ref() != Some(&by) {
        claim_for(turn, id, by.clone());
    }
    turn.follow(What::HandoffAccepted { handoff: id, by });
    let now = turn.now;
    clock::stop_where(turn, id, now, |stops| {
        matches!(stops, StopsAt::Decided | StopsAt::Accepted)
    });
    clock::start_where(turn, id, now, |starts| matches!(starts, StartsAt::Accepted));
    playbook::start_for(turn, id, StartEvent::Accepted);
}

/// The handoff goes from the queue, or from whoever had it, to `person`.
pub(super) fn claim_for(turn: &mut Turn<'_>, id: HandoffId, person: PersonId) {
    if turn.handoff(id).owner.is_some() {
        return assign::hand_to(turn, id, person);
    }
    let handoff = turn.handoff(id);
    let (rule, queue) = (handoff.rule.clone(), handoff.queue.clone());
    let routed = HandoffRouted {
        handoff: id,
        rule,
        queue,
        owner: Some(person),
        overflow_at: None,
        retry_at: None,
    };
    assign::settle_on(turn, routed, Vec::new());
}

/// Who accepts: the person who asks, or the owner when another system reports it. Refuses when neither may.
fn acceptor(turn: &mut Turn<'_>, id: HandoffId) -> Option<PersonId> {
    let handoff = turn.handoff(id);
    let owner = handoff.owner.clone();
    match (turn.actor.clone(), owner) {
        (Actor::Person(person), Some(owner)) if person != owner => {
            turn.refuse(
                ACCEPT,
                id,
                "not_yours",
                format!("it is offered to `{owner}`; have it reassigned to `{person}` first"),
            );
            None
        }
        (Actor::Person(person), None) => member(turn, id, person),
        (Actor::Person(person), Some(_)) => Some(person),
        (Actor::System(_) | Actor::Tollgate, Some(owner)) => Some(owner),
        (Actor::System(_) | Actor::Tollgate, None) => {
            turn.refuse(
                ACCEPT,
                id,
                "no_owner",
                "it waits in a queue; say who accepts it",
            );
            None
        }
    }
}

fn member(turn: &mut Turn<'_>, id: HandoffId, person: PersonId) -> Option<PersonId> {
    let queue = turn.handoff(id).queue.clone();
    if let Some(queue) = queue.filter(|queue| !assign::is_member(turn.terms(id), queue, &person)) {
        turn.refuse(
            ACCEPT,
            id,
            "not_a_member",
            format!("`{person}` does not serve the queue `{queue}`"),
        );
        return None;
    }
    Some(person)
}
