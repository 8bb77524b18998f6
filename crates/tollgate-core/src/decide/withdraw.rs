//! Withdraw: the offer is taken back, or no longer applies.

use smol_str::SmolStr;

use super::turn::Turn;
use super::{assign, clock};
use crate::event::What;
use crate::ids::HandoffId;
use crate::reason::Reason;

/// The sender takes an open handoff back.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId, why: &SmolStr) {
    let state = turn.handoff(id).state;
    if !state.is_open() {
        let says = format!(
            "the handoff is {}; only an open one can be withdrawn",
            state.as_str()
        );
        return turn.refuse("withdraw", id, "not_open", says);
    }
    withdraw(turn, id, why.clone(), Vec::new());
}

/// The handoff no longer applies.
pub(super) fn withdraw(turn: &mut Turn<'_>, id: HandoffId, why: SmolStr, reasons: Vec<Reason>) {
    clock::cancel_all(turn, id);
    turn.emit(What::HandoffWithdrawn { handoff: id, why }, reasons);
    assign::pull_after(turn, id);
}
