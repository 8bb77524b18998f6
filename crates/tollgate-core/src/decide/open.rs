//! From opening to offer: a handoff comes to be, its criteria are checked, and it is offered, held or sent back.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::criteria::{self, Checked};
use super::facts::held;
use super::turn::Turn;
use super::{clock, dispose, playbook, route};
use crate::event::{HandoffOpened, What};
use crate::ids::{HandoffId, PersonId, ReasonCode, RecordRef};
use crate::policy::{HandoffPoint, Outcome, StartEvent, StartsAt, Unmet};
use crate::reason::Reason;
use crate::state::Handoff;
use crate::time::Timestamp;

/// Opens a handoff of `point` for `record`, unless one is open.
pub(super) fn open(turn: &mut Turn<'_>, point: &HandoffPoint, record: &RecordRef, why: Reason) {
    open_for(turn, point, record, None, why);
}

/// Opens a handoff because a date comes near.
pub(super) fn open_for(
    turn: &mut Turn<'_>,
    point: &HandoffPoint,
    record: &RecordRef,
    date: Option<Date>,
    why: Reason,
) {
    if !is_open(turn, point, record) {
        create(turn, point, record, (None, date), Vec::new(), why);
    }
}

/// Opens a handoff again from one that was put aside; false when the record has an open one already.
pub(super) fn reopen(
    turn: &mut Turn<'_>,
    point: &HandoffPoint,
    from: HandoffId,
    declined: Vec<PersonId>,
    why: Reason,
) -> bool {
    let record = turn.handoff(from).record.clone();
    let free = !is_open(turn, point, &record);
    turn.follow(What::ReopeningEnded {
        handoff: from,
        reopened: free,
    });
    if free {
        create(turn, point, &record, (Some(from), None), declined, why);
    }
    free
}

/// True when an open handoff of the point exists for the record: there is at most one.
pub(super) fn is_open(turn: &Turn<'_>, point: &HandoffPoint, record: &RecordRef) -> bool {
    let live = turn.rows.live_handoffs(record);
    live.into_iter().any(|id| {
        let handoff = turn.handoff(id);
        handoff.point == point.id && handoff.state.is_open()
    })
}

fn create(
    turn: &mut Turn<'_>,
    point: &HandoffPoint,
    record: &RecordRef,
    (reopened_from, for_date): (Option<HandoffId>, Option<Date>),
    declined: Vec<PersonId>,
    why: Reason,
) {
    let Some(row) = turn.record(record) else {
        return;
    };
    let (journey, sender, received_at) = (row.journey.clone(), row.owner(), row.created_at);
    let id = HandoffId(turn.ids.next(turn.now));
    let opened = HandoffOpened {
        handoff: id,
        point: point.id.clone(),
        revision: turn.policy.revision,
        record: record.clone(),
        journey,
        sender,
        received_at,
        reopened_from,
        for_date,
        declined,
    };
    turn.emit(What::HandoffOpened(opened), vec![why]);
    clock::start_where(turn, id, received_at, |starts| {
        matches!(starts, StartsAt::Received)
    });
    qualify(turn, id);
}

/// Checks the criteria of a handoff that is not offered yet, and offers it, holds it, or ends it.
pub(super) fn qualify(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point(id) else { return };
    let checked = criteria::check(turn, id, point);
    let opened_at = turn.handoff(id).opened_at;
    match follows(turn, id, &checked, opened_at) {
        Follows::Ends(outcome, reason) => dispose::by_policy(turn, id, outcome, reason, checked),
        Follows::Waits(until) if turn.handoff(id).held_until.is_none() => {
            hold(turn, id, until, checked);
        }
        Follows::Waits(_) => {}
        Follows::Nothing => conclude(turn, id, checked),
    }
}

/// What the criteria come to before anything is concluded.
pub(super) enum Follows {
    /// It ends for good.
    Ends(Outcome, ReasonCode),
    /// It waits for data until then.
    Waits(Timestamp),
    /// Nothing is waited for.
    Nothing,
}

/// What follows from the criteria, a hold beginning at `held_from`.
pub(super) fn follows(
    turn: &Turn<'_>,
    id: HandoffId,
    checked: &Checked<'_>,
    held_from: Timestamp,
) -> Follows {
    // Sending back waits for data that may still come; ending for good does not.
    let ends = checked
        .unmet
        .iter()
        .find_map(|criterion| match &criterion.unmet {
            Unmet::Dispose(Outcome::Returned, _) => None,
            Unmet::Dispose(outcome, reason) => Some(Follows::Ends(*outcome, reason.clone())),
            Unmet::Hold { .. } | Unmet::Return | Unmet::Warn => None,
        });
    ends.unwrap_or_else(|| {
        hold_until(turn, id, checked, held_from).map_or(Follows::Nothing, Follows::Waits)
    })
}

/// Waits for data until then.
pub(super) fn hold(turn: &mut Turn<'_>, id: HandoffId, until: Timestamp, checked: Checked<'_>) {
    let waits = What::HandoffHeld {
        handoff: id,
        gaps: checked.gaps,
        until,
    };
    turn.emit(waits, checked.reasons);
}

/// The hold of a handoff is over: what it was held for is met by now, or the other thing happens.
pub(super) fn end_hold(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point(id) else { return };
    let checked = criteria::check(turn, id, point);
    conclude(turn, id, checked);
}

/// Nothing more is waited for: the first criterion that is not met and stands in the way says what happens.
pub(super) fn conclude(turn: &mut Turn<'_>, id: HandoffId, checked: Checked<'_>) {
    let follows = checked
        .unmet
        .iter()
        .map(|criterion| match &criterion.unmet {
            Unmet::Hold { then, .. } => &**then,
            at_once => at_once,
        });
    let mut follows = follows.filter(|unmet| !matches!(unmet, Unmet::Warn));
    match follows.next().cloned() {
        Some(Unmet::Dispose(outcome, reason)) => {
            dispose::by_policy(turn, id, outcome, reason, checked)
        }
        Some(Unmet::Return | Unmet::Hold { .. }) => dispose::returned_by_policy(turn, id, checked),
        Some(Unmet::Warn) | None => offer(turn, id, checked),
    }
}

/// When the longest hold among the unmet criteria ends that began at `from`; `None` when none of them holds by now.
fn hold_until(
    turn: &Turn<'_>,
    id: HandoffId,
    checked: &Checked<'_>,
    from: Timestamp,
) -> Option<Timestamp> {
    let terms = turn.terms(id);
    let wall = terms.prepared.get(None, &terms.workspace.zone);
    let waits = checked
        .unmet
        .iter()
        .filter_map(|criterion| match &criterion.unmet {
            Unmet::Hold { wait, .. } => wall.due(from, *wait, &[]),
            Unmet::Return | Unmet::Warn | Unmet::Dispose(..) => None,
        });
    waits.max().filter(|until| *until > turn.now)
}

/// Offers the handoff to whoever the route yields; what is not met goes along as named gaps.
pub(super) fn offer(turn: &mut Turn<'_>, id: HandoffId, checked: Checked<'_>) {
    let again = turn.handoff(id).offered_at.is_some();
    let dimensions = dimensions(turn, id);
    turn.emit(
        What::HandoffOffered {
            handoff: id,
            gaps: checked.gaps,
            dimensions,
        },
        checked.reasons,
    );
    route_offer(turn, id);
    let now = turn.now;
    clock::start_where(turn, id, now, |starts| matches!(starts, StartsAt::Offered));
    if again {
        clock::resume_all(turn, id);
    }
    playbook::start_for(turn, id, StartEvent::Offered);
}

/// To whoever had it before, if they still can; else by the rules.
fn route_offer(turn: &mut Turn<'_>, id: HandoffId) {
    let handoff = turn.handoff(id);
    let before = handoff.owner.clone().filter(|owner| {
        turn.rows
            .presence(owner)
            .is_none_or(|p| p.availability == crate::state::Availability::Here)
    });
    match before {
        Some(owner) => super::assign::offer_again(turn, id, owner),
        None => route::route(turn, id),
    }
}

/// The fields that reports are broken down by, as they are now.
fn dimensions(turn: &Turn<'_>, id: HandoffId) -> Vec<(SmolStr, SmolStr)> {
    let handoff: &Handoff = turn.handoff(id);
    let (Some(point), Some(record)) = (turn.point(id), turn.record(&handoff.record)) else {
        return Vec::new();
    };
    let Some(kind) = turn.terms(id).kind(&point.record) else {
        return Vec::new();
    };
    let known = point
        .dimensions
        .iter()
        .filter(|slot| !held(kind, record, **slot).is_missing());
    known
        .map(|slot| {
            (
                kind.field(*slot).name.as_text().clone(),
                SmolStr::from(held(kind, record, *slot).to_string()),
            )
        })
        .collect()
}

/// The reason of an outcome that the policy itself brings about, where the policy names none: the first it lists.
pub(super) fn first_reason(
    point: &HandoffPoint,
    outcome: Outcome,
) -> Option<crate::ids::ReasonCode> {
    point.dispositions.get(&outcome)?.keys().next().cloned()
}
