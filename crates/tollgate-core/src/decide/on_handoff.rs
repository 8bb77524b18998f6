//! An act on the handoff that a record has open, whatever its id.

use super::turn::Turn;
use crate::command::{Command, OnHandoff};
use crate::ids::HandoffId;

/// The same act on the handoff that is meant; refuses when the record has none open at that point.
pub(super) fn command(turn: &mut Turn<'_>, on: &OnHandoff) -> Option<Command> {
    let found = open(turn, on);
    if found.is_none() {
        let says = format!(
            "{} has no open handoff of `{}` at this time",
            on.record, on.point
        );
        turn.refuse(on.act.name(), &on.record, "no_open_handoff", says);
    }
    Some(on.act.clone().on(found?))
}

/// At most one handoff of a point is open on a record; the newest is taken all the same.
fn open(turn: &Turn<'_>, on: &OnHandoff) -> Option<HandoffId> {
    let live = turn.rows.live_handoffs(&on.record);
    live.into_iter().rev().find(|id| {
        turn.rows
            .handoff(id)
            .is_some_and(|handoff| handoff.point == on.point && handoff.state.is_open())
    })
}
