//! Reevaluate: criteria and routing of a handoff that nobody has accepted, looked at again under the policy in force.

use super::open::Follows;
use super::turn::Turn;
use super::{assign, clock, criteria, dispose, open, route};
use crate::ids::HandoffId;
use crate::state::HandoffState;

/// Looks at the handoff again: it may be offered, held, returned, disposed of or given to somebody else.
pub(super) fn look(turn: &mut Turn<'_>, id: HandoffId) {
    match turn.handoff(id).state {
        HandoffState::Held => held(turn, id),
        HandoffState::Offered => offered(turn, id),
        _ => {}
    }
}

/// The hold is as long as the policy in force says, from the opening.
fn held(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point(id) else { return };
    let checked = criteria::check(turn, id, point);
    let opened_at = turn.handoff(id).opened_at;
    let handoff = turn.handoff(id);
    match open::follows(turn, id, &checked, opened_at) {
        Follows::Waits(until)
            if Some(until) == handoff.held_until && checked.gaps == handoff.gaps => {}
        Follows::Waits(until) => open::hold(turn, id, until, checked),
        Follows::Ends(..) | Follows::Nothing => open::qualify(turn, id),
    }
}

/// One whose criteria are not met any more is held, returned or ended as the criterion says; another may go elsewhere.
fn offered(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point(id) else { return };
    let checked = criteria::check(turn, id, point);
    if checked.lets_through() {
        return reroute(turn, id);
    }
    let now = turn.now;
    match open::follows(turn, id, &checked, now) {
        Follows::Waits(until) => take_back(turn, id, |turn| open::hold(turn, id, until, checked)),
        Follows::Ends(outcome, reason) => dispose::by_policy(turn, id, outcome, reason, checked),
        Follows::Nothing => open::conclude(turn, id, checked),
    }
}

/// The receiver has it no longer: nothing runs against them while it is held.
fn take_back(turn: &mut Turn<'_>, id: HandoffId, then: impl FnOnce(&mut Turn<'_>)) {
    clock::pause_all(turn, id);
    let left = turn.handoff(id).queue.clone();
    if let Some(owner) = turn.handoff(id).owner.clone() {
        assign::release(turn, id, &owner, false);
    }
    then(turn);
    if let Some(left) = left {
        assign::pull(turn, &left);
    }
}

/// Whoever the rules of the policy in force give it to; who has it by them already keeps it.
fn reroute(turn: &mut Turn<'_>, id: HandoffId) {
    if route::is_where_it_belongs(turn, id) {
        return;
    }
    let left = turn.handoff(id).queue.clone();
    if let Some(owner) = turn.handoff(id).owner.clone() {
        assign::release(turn, id, &owner, false);
    }
    route::route(turn, id);
    if let Some(left) = left {
        assign::pull(turn, &left);
    }
}
