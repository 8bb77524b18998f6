//! Handoffs that end, and what remains of them.

use super::standing;
use crate::ids::HandoffId;
use crate::policy::Outcome;
use crate::state::{Disposition, Gap, Handoff, HandoffState, Situation};
use crate::time::Timestamp;

pub(super) fn disposed(
    rows: &mut Situation<'_>,
    id: &HandoffId,
    disposition: &Disposition,
    gaps: &[Gap],
    reopen_at: Option<Timestamp>,
    at: Timestamp,
) {
    match disposition.outcome {
        Outcome::Returned => standing::given_back(rows, id),
        Outcome::Rejected | Outcome::Recycled => standing::put_down(rows, id),
    }
    rows.update_handoff(id, |handoff| {
        leave(handoff);
        handoff.disposition = Some(disposition.clone());
        handoff.decided_at = Some(at);
        handoff.gaps = gaps.to_vec();
        handoff.reopen_at = reopen_at;
        match disposition.outcome {
            Outcome::Returned => {
                handoff.state = HandoffState::Returned;
                handoff.returns += 1;
            }
            Outcome::Rejected => close(handoff, HandoffState::Rejected, at),
            Outcome::Recycled => close(handoff, HandoffState::Recycled, at),
        }
    });
}

pub(super) fn withdrawn(rows: &mut Situation<'_>, id: &HandoffId, at: Timestamp) {
    standing::given_back(rows, id);
    rows.update_handoff(id, |handoff| {
        leave(handoff);
        close(handoff, HandoffState::Withdrawn, at);
    });
}

pub(super) fn completed(rows: &mut Situation<'_>, id: &HandoffId, at: Timestamp) {
    standing::put_down(rows, id);
    rows.update_handoff(id, |handoff| {
        leave(handoff);
        close(handoff, HandoffState::Completed, at);
    });
}

pub(super) fn reopening_ended(rows: &mut Situation<'_>, id: &HandoffId, reopened: bool) {
    rows.update_handoff(id, |handoff| {
        handoff.reopen_at = None;
        handoff.reopened = reopened;
    });
}

fn close(handoff: &mut Handoff, state: HandoffState, at: Timestamp) {
    handoff.state = state;
    handoff.closed_at = Some(at);
}

/// Nothing of the way to acceptance is pending any more.
fn leave(handoff: &mut Handoff) {
    handoff.held_until = None;
    handoff.overflow_at = None;
    handoff.retry_at = None;
}
