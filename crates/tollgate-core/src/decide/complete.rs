//! Complete: the handoff served its purpose.

use super::turn::Turn;
use super::{assign, clock, playbook};
use crate::event::What;
use crate::ids::HandoffId;
use crate::policy::{StartEvent, StopsAt};
use crate::reason::Reason;
use crate::state::HandoffState;

/// Somebody says that an accepted handoff served its purpose.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId) {
    let state = turn.handoff(id).state;
    if state != HandoffState::Accepted {
        let says = format!(
            "the handoff is {}; only an accepted one can be completed",
            state.as_str()
        );
        return turn.refuse("complete", id, "not_accepted", says);
    }
    complete(turn, id, Vec::new());
}

/// The handoff served its purpose. One that nobody accepted was decided by doing.
pub(super) fn complete(turn: &mut Turn<'_>, id: HandoffId, reasons: Vec<Reason>) {
    let now = turn.now;
    clock::stop_where(turn, id, now, |stops| {
        matches!(stops, StopsAt::Completed | StopsAt::Decided)
    });
    clock::cancel_all(turn, id);
    turn.emit(What::HandoffCompleted { handoff: id }, reasons);
    playbook::start_for(turn, id, StartEvent::Completed);
    assign::pull_after(turn, id);
}
