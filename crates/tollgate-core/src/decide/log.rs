//! Something done or received on a record: touches, and the conditions that count activities.

use super::changed::{Changed, Thoroughness};
use super::turn::Turn;
use super::{accept, clock, observe, settle};
use crate::command::{Activity, Direction};
use crate::event::{RecordObserved, What};
use crate::ids::{HandoffId, RecordRef};
use crate::policy::{Acceptance, HandoffPoint, StopsAt, TouchBy, TouchTypes};
use crate::state::{Handoff, HandoffState};

/// Takes in an activity. One that names no record is kept, and changes nothing else.
pub(super) fn decide(turn: &mut Turn<'_>, activity: &Activity) {
    if !turn.policy.activities.contains(&activity.of) {
        let says = format!(
            "the policy has no activity type `{}`; add it to the workspace's `activities`",
            activity.of
        );
        return turn.refuse("log", &activity.id, "unknown_activity", says);
    }
    let Some(record) = &activity.record else {
        return turn.follow(What::ActivityLogged(activity.clone()));
    };
    if observe::known_kind(turn, "log", record).is_none() {
        return;
    }
    if turn.record(record).is_none() {
        // News may come in any order: the record will be described later.
        turn.follow(What::RecordObserved(RecordObserved {
            record: record.clone(),
            created_at: Some(activity.at),
            changed_at: activity.at,
            changes: Vec::new(),
            confirmed: Vec::new(),
        }));
    }
    turn.follow(What::ActivityLogged(activity.clone()));
    turn.as_tollgate(|turn| {
        for record in done_on(turn, record) {
            follow(turn, &record, activity);
        }
    });
}

/// The record, and those that count what is done on it as done on themselves.
fn done_on(turn: &Turn<'_>, record: &RecordRef) -> Vec<RecordRef> {
    let sharing = turn.rows.linked_from(record).into_iter().filter(|from| {
        let (Some(row), Some(kind)) = (turn.record(from), turn.policy.kind(&from.kind)) else {
            return false;
        };
        kind.links().any(|(slot, link)| {
            link.activities && super::facts::target(kind, row, slot).as_ref() == Some(record)
        })
    });
    std::iter::once(record.clone()).chain(sharing).collect()
}

fn follow(turn: &mut Turn<'_>, record: &RecordRef, activity: &Activity) {
    for id in turn.rows.live_handoffs(record) {
        touch(turn, id, activity);
    }
    let place = turn
        .policy
        .activities
        .iter()
        .position(|known| *known == activity.of);
    let changed = Changed {
        activity: place.and_then(|place| place.try_into().ok()),
        everything: turn.thoroughness == Thoroughness::Everything,
        ..Changed::default()
    };
    settle::record(turn, record, &changed);
}

/// The activity may be a touch that stops clocks, or that accepts.
fn touch(turn: &mut Turn<'_>, id: HandoffId, activity: &Activity) {
    let Some(point) = turn.point(id) else { return };
    let handoff = turn.handoff(id);
    let offered = handoff.offered_at.filter(|_| handoff.state.is_carried());
    let Some(offered_at) = offered.filter(|at| *at <= activity.at) else {
        return;
    };
    if handoff.touched_at.is_none()
        && is_first_touch(point, handoff, activity)
        && activity.at >= offered_at
    {
        turn.follow(What::HandoffTouched {
            handoff: id,
            touched_at: activity.at,
            by: activity.by.clone(),
        });
    }
    for milestone in &point.sla {
        if let StopsAt::Touch(types) = &milestone.stops
            && counts(types, turn.handoff(id), activity)
        {
            clock::stop(turn, id, &milestone.id, activity.at);
        }
    }
    accept_by(turn, id, point, activity);
}

fn accept_by(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint, activity: &Activity) {
    let handoff = turn.handoff(id);
    if let (Acceptance::Touch(types), Some(by), HandoffState::Offered) =
        (&point.accepts_on, &activity.by, handoff.state)
        && counts(types, handoff, activity)
    {
        accept::take_over(turn, id, by.clone());
    }
}

/// A touch of any milestone is the first touch; where a point measures none, whatever the owner does is.
fn is_first_touch(point: &HandoffPoint, handoff: &Handoff, activity: &Activity) -> bool {
    let mut measured = point
        .sla
        .iter()
        .filter_map(|milestone| match &milestone.stops {
            StopsAt::Touch(types) => Some(types),
            _ => None,
        });
    match measured.next() {
        None => is_ours(activity) && activity.by == handoff.owner,
        Some(first) => {
            counts(first, handoff, activity)
                || measured.any(|types| counts(types, handoff, activity))
        }
    }
}

/// Whether the activity is a touch of these types. Machine-sent and inbound ones never are.
fn counts(types: &TouchTypes, handoff: &Handoff, activity: &Activity) -> bool {
    let by_whom = match types.by {
        TouchBy::Owner => handoff.owner.is_some() && activity.by == handoff.owner,
        TouchBy::Anyone => true,
    };
    is_ours(activity) && by_whom && types.types.contains(&activity.of)
}

fn is_ours(activity: &Activity) -> bool {
    activity.direction == Direction::Outbound && !activity.automated && activity.by.is_some()
}
