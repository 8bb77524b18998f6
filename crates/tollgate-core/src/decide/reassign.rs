//! Reassign: the handoff goes to somebody else.

use super::assign;
use super::turn::Turn;
use crate::ids::{HandoffId, PersonId};

const REASSIGN: &str = "reassign";

/// Gives an open handoff to `person`. Who had it gets the credit back.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId, person: &PersonId) {
    let handoff = turn.handoff(id);
    if !handoff.state.is_carried() {
        let says = format!(
            "the handoff is {}; only an offered or accepted one can be reassigned",
            handoff.state.as_str()
        );
        return turn.refuse(REASSIGN, id, "not_open", says);
    }
    if handoff.owner.as_ref() == Some(person) {
        return turn.refuse(
            REASSIGN,
            id,
            "same_owner",
            format!("`{person}` has it already"),
        );
    }
    if !turn.policy.everyone().contains(person) {
        let says = format!("the policy knows nobody called `{person}`; choose one of its people");
        return turn.refuse(REASSIGN, id, "unknown_person", says);
    }
    if assign::has_left(turn, person) {
        return turn.refuse(
            REASSIGN,
            id,
            "has_left",
            format!("`{person}` has left; choose somebody else"),
        );
    }
    assign::hand_to(turn, id, person.clone());
}
