//! Resend: the sender has mended what was missing.

use super::turn::Turn;
use super::{criteria, open};
use crate::ids::HandoffId;
use crate::state::HandoffState;

const RESEND: &str = "resend";

/// Offers a returned handoff again, or a held one at once, if its criteria are met.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId) {
    let state = turn.handoff(id).state;
    if !matches!(state, HandoffState::Returned | HandoffState::Held) {
        let says = format!(
            "the handoff is {}; only a returned or held one can be sent again",
            state.as_str()
        );
        return turn.refuse(RESEND, id, "not_returned", says);
    }
    let Some(point) = turn.point(id) else { return };
    let checked = criteria::check(turn, id, point);
    if checked.lets_through() {
        return open::offer(turn, id, checked);
    }
    let says = format!("criteria are still not met: {}", checked.says());
    turn.refuse_because(RESEND, id, "criteria_unmet", says, checked.reasons);
}
