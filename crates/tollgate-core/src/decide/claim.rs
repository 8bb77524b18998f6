//! Claim: a member pulls a handoff out of a queue.

use super::accept::claim_for;
use super::assign::{is_member, waits_in};
use super::route::{Exclusion, exclusion};
use super::turn::Turn;
use crate::ids::{HandoffId, PersonId, QueueId};

const CLAIM: &str = "claim";

/// The actor takes a handoff that waits in a queue; it is offered to them then, not yet accepted.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(person) = turn.actor.person().cloned() else {
        return turn.refuse(CLAIM, id, "no_person", "a person claims; say who");
    };
    let Some(queue) = waits_in(turn, id) else {
        return turn.refuse(
            CLAIM,
            id,
            "not_waiting",
            "it does not wait in a queue; have it reassigned",
        );
    };
    if let Some((code, says)) = objection(turn, id, &queue, &person) {
        return turn.refuse(CLAIM, id, code, says);
    }
    claim_for(turn, id, person);
}

/// Why the person cannot take it. Somebody who pulls is here, whatever the calendar says.
fn objection(
    turn: &Turn<'_>,
    id: HandoffId,
    queue: &QueueId,
    person: &PersonId,
) -> Option<(&'static str, String)> {
    let terms = turn.terms(id);
    if !is_member(terms, queue, person) {
        return Some((
            "not_a_member",
            format!("`{person}` does not serve the queue `{queue}`"),
        ));
    }
    match exclusion(turn, terms, Some(id), terms.queues.get(queue)?, person)? {
        Exclusion::AtCapacity => Some((
            "at_capacity",
            format!("`{person}` holds as many handoffs of `{queue}` as allowed; finish one first"),
        )),
        Exclusion::Left => Some(("has_left", format!("`{person}` has left"))),
        Exclusion::Declined | Exclusion::Away | Exclusion::OffHours => None,
    }
}
