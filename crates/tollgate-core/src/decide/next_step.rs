//! Next step: what happens after acceptance, by whom and by when.

use super::clock;
use super::turn::Turn;
use crate::command::SetNextStep;
use crate::event::What;
use crate::policy::StopsAt;
use crate::state::{HandoffState, NextStep};

const SET_NEXT_STEP: &str = "set_next_step";

/// Sets the next step of an accepted handoff; a later one replaces it.
pub(super) fn decide(turn: &mut Turn<'_>, command: &SetNextStep) {
    let id = command.handoff;
    let handoff = turn.handoff(id);
    if handoff.state != HandoffState::Accepted {
        let says = format!("the handoff is {}; accept it first", handoff.state.as_str());
        return turn.refuse(SET_NEXT_STEP, id, "not_accepted", says);
    }
    if command.due_at < turn.now {
        return turn.refuse(
            SET_NEXT_STEP,
            id,
            "past",
            format!("{} is past; a next step lies ahead", command.due_at),
        );
    }
    let Some(owner) = command.owner.clone().or_else(|| handoff.owner.clone()) else {
        return;
    };
    let step = NextStep {
        what: command.what.clone(),
        due_at: command.due_at,
        owner,
    };
    turn.follow(What::NextStepSet { handoff: id, step });
    let now = turn.now;
    clock::stop_where(turn, id, now, |stops| matches!(stops, StopsAt::NextStepSet));
}
