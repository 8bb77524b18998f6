//! Members' accounts: they follow from what happens to the handoffs they are offered.

use crate::ids::{HandoffId, PersonId, QueueId};
use crate::state::{Situation, Standing};
use crate::time::Timestamp;

/// A handoff of the queue was offered to the member.
pub(super) fn offered(rows: &mut Situation<'_>, queue: &QueueId, member: &PersonId, at: Timestamp) {
    let key = (queue.clone(), member.clone());
    if rows.standing(&key).is_none() {
        rows.put_standing(key.clone(), Standing::new(queue.clone(), member.clone()));
    }
    rows.update_standing(&key, |standing| {
        standing.credit += 1.0;
        standing.open += 1;
        standing.offered += 1;
        standing.offered_at = Some(at);
    });
}

/// The member no longer carries the handoff, and the offer does not count.
pub(super) fn given_back(rows: &mut Situation<'_>, handoff: &HandoffId) {
    change(rows, handoff, |standing| {
        standing.credit -= 1.0;
        standing.open = standing.open.saturating_sub(1);
    });
}

/// The member no longer carries the handoff; the offer counts.
pub(super) fn put_down(rows: &mut Situation<'_>, handoff: &HandoffId) {
    change(rows, handoff, |standing| {
        standing.open = standing.open.saturating_sub(1)
    });
}

fn change(rows: &mut Situation<'_>, handoff: &HandoffId, change: impl FnOnce(&mut Standing)) {
    let Some(handoff) = rows.handoff(handoff).filter(|h| h.state.is_carried()) else {
        return;
    };
    if let (Some(queue), Some(owner)) = (handoff.queue.clone(), handoff.owner.clone()) {
        rows.update_standing(&(queue, owner), change);
    }
}
