//! Return, reject and recycle: outcome, reason and next action.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::criteria::Checked;
use super::facts::{held, today};
use super::turn::Turn;
use super::{assign, clock, open};
use crate::command::{Dispose, Return};
use crate::event::What;
use crate::ids::{HandoffId, PersonId, ReasonCode};
use crate::policy::{NextAction, NextKind, Outcome, StopsAt, Then};
use crate::reason::{Reason, Verdict};
use crate::state::{Disposition, Gap, HandoffState};
use crate::time::Timestamp;

/// Sends a handoff back with what is missing.
pub(super) fn give_back(turn: &mut Turn<'_>, command: &Return) {
    let Some(reason) = ready(turn, "return", command.handoff, &command.reason) else {
        return;
    };
    let gaps = command
        .gaps
        .iter()
        .map(|name| gap(turn, command.handoff, name))
        .collect();
    let by = turn.actor.person().cloned();
    let said = Said {
        reason,
        note: command.note.clone(),
        until: None,
        by,
        gaps,
    };
    dispose(turn, command.handoff, Outcome::Returned, said, Vec::new());
}

/// Refuses a handoff, or puts it aside.
pub(super) fn decide(turn: &mut Turn<'_>, outcome: Outcome, command: &Dispose) {
    let name = if outcome == Outcome::Rejected {
        "reject"
    } else {
        "recycle"
    };
    let Some(reason) = ready(turn, name, command.handoff, &command.reason) else {
        return;
    };
    if let Some(until) = command
        .until
        .filter(|until| *until <= today(turn.terms(command.handoff), turn.now))
    {
        let says = format!("{until} is not ahead; say a later day, or leave it out");
        return turn.refuse(name, command.handoff, "past", says);
    }
    let by = turn.actor.person().cloned();
    let said = Said {
        reason,
        note: command.note.clone(),
        until: command.until,
        by,
        gaps: Vec::new(),
    };
    dispose(turn, command.handoff, outcome, said, Vec::new());
}

/// Ends a handoff as an unmet criterion says.
pub(super) fn by_policy(
    turn: &mut Turn<'_>,
    id: HandoffId,
    outcome: Outcome,
    reason: ReasonCode,
    checked: Checked<'_>,
) {
    let said = Said {
        reason,
        note: None,
        until: None,
        by: None,
        gaps: checked.gaps,
    };
    dispose(turn, id, outcome, said, checked.reasons);
}

/// Sends a handoff back because criteria are not met.
pub(super) fn returned_by_policy(turn: &mut Turn<'_>, id: HandoffId, checked: Checked<'_>) {
    let listed = turn
        .point(id)
        .and_then(|point| open::first_reason(point, Outcome::Returned));
    let reason = listed.unwrap_or_else(|| ReasonCode::from("criteria_unmet"));
    by_policy(turn, id, Outcome::Returned, reason, checked);
}

/// What was said about an outcome.
struct Said {
    reason: ReasonCode,
    note: Option<SmolStr>,
    until: Option<Date>,
    by: Option<PersonId>,
    gaps: Vec<Gap>,
}

/// The handoff can be disposed of and a reason was given; otherwise refuses.
fn ready(
    turn: &mut Turn<'_>,
    command: &'static str,
    id: HandoffId,
    reason: &ReasonCode,
) -> Option<ReasonCode> {
    let state = turn.handoff(id).state;
    if !state.is_carried() {
        turn.refuse(
            command,
            id,
            "not_open",
            format!(
                "the handoff is {}; only an offered or accepted one can be decided",
                state.as_str()
            ),
        );
        return None;
    }
    if reason.as_str().is_empty() {
        turn.refuse(
            command,
            id,
            "reason_missing",
            "say why: every outcome has a reason",
        );
        return None;
    }
    Some(reason.clone())
}

fn dispose(
    turn: &mut Turn<'_>,
    id: HandoffId,
    outcome: Outcome,
    said: Said,
    mut reasons: Vec<Reason>,
) {
    let Some(point) = turn.point(id) else { return };
    let listed = point
        .dispositions
        .get(&outcome)
        .and_then(|reasons| reasons.get(&said.reason));
    let rule = format!(
        "{}/dispositions/{}/{}",
        point.id,
        outcome.as_str(),
        said.reason
    );
    reasons.push(match listed {
        Some(action) => Reason::new(
            rule,
            Verdict::Pass,
            format!("next: {}", action.next.as_str()),
        ),
        None => Reason::new(
            rule,
            Verdict::Unknown,
            "the policy does not list this reason",
        ),
    });
    let action = listed.cloned().unwrap_or_else(|| unlisted(outcome));
    let until = action_until(turn, id, &action, said.until);
    let disposition = Disposition {
        outcome,
        reason: said.reason,
        standard: listed.is_some(),
        next: action.next,
        then: action.then,
        owner: action_owner(turn, id, action.next, said.by),
        until,
        note: said.note,
    };
    let reopen_at = until.filter(|_| action.then == Then::Reopen && outcome != Outcome::Returned);
    end_clocks(turn, id, outcome);
    turn.emit(
        What::HandoffDisposed {
            handoff: id,
            disposition,
            gaps: said.gaps,
            reopen_at,
        },
        reasons,
    );
    follow_up(turn, id, action.next);
    assign::pull_after(turn, id);
}

/// The clocks that a decision stops have stopped; the others stand still with the sender, or no longer apply.
fn end_clocks(turn: &mut Turn<'_>, id: HandoffId, outcome: Outcome) {
    let now = turn.now;
    if turn.handoff(id).state.is_carried() {
        clock::stop_where(turn, id, now, |stops| matches!(stops, StopsAt::Decided));
    }
    if outcome == Outcome::Returned {
        clock::pause_all(turn, id);
    } else {
        clock::cancel_all(turn, id);
    }
}

/// What the next action does at once.
fn follow_up(turn: &mut Turn<'_>, id: HandoffId, next: NextKind) {
    let record = turn.handoff(id).record.clone();
    match next {
        NextKind::Suppress => {
            let kind = turn.policy.kind(&record.kind);
            let identity = kind.and_then(|kind| turn.record(&record)?.identity(kind));
            turn.follow(What::RecordSuppressed { record, identity });
        }
        NextKind::Reroute => reroute(turn, id),
        NextKind::Fix
        | NextKind::Nurture
        | NextKind::Enrich
        | NextKind::Merge
        | NextKind::Close => {}
    }
}

/// Somebody else is to take it: the same handoff point opens again, and who had it is not offered it.
fn reroute(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point_in_force(id) else {
        return;
    };
    let handoff = turn.handoff(id);
    if handoff.state == HandoffState::Returned {
        return;
    }
    let mut declined = handoff.declined.clone();
    declined.extend(
        handoff
            .owner
            .iter()
            .filter(|owner| !handoff.declined.contains(owner))
            .cloned(),
    );
    let why = Reason::new(
        format!("{}/dispositions", point.id),
        Verdict::Pass,
        "rerouted by its receiver",
    );
    open::reopen(turn, point, id, declined, why);
}

/// A reason that the policy does not list has a next action all the same.
fn unlisted(outcome: Outcome) -> NextAction {
    let next = if outcome == Outcome::Returned {
        NextKind::Fix
    } else {
        NextKind::Close
    };
    NextAction {
        next,
        lasts: None,
        until: None,
        then: Then::Nothing,
    }
}

/// When the next action ends: as the receiver said, at the date in the record if that lies ahead, or after its time.
fn action_until(
    turn: &Turn<'_>,
    id: HandoffId,
    action: &NextAction,
    said: Option<Date>,
) -> Option<Timestamp> {
    let terms = turn.terms(id);
    let zone = &terms.workspace.zone;
    let start = |date: Date| {
        Some(Timestamp::from_jiff(
            date.to_zoned(zone.clone()).ok()?.timestamp(),
        ))
    };
    let handoff = turn.handoff(id);
    let field = action
        .until
        .zip(terms.kind(&handoff.record.kind))
        .and_then(|(slot, kind)| held(kind, turn.record(&handoff.record)?, slot).as_date())
        .filter(|date| *date > today(terms, turn.now));
    said.or(field).and_then(start).or_else(|| {
        terms
            .prepared
            .get(None, zone)
            .due(turn.now, action.lasts?, &[])
    })
}

/// Who does the next action: the sender where data or interest must come first, else whoever decided.
fn action_owner(
    turn: &Turn<'_>,
    id: HandoffId,
    next: NextKind,
    by: Option<PersonId>,
) -> Option<PersonId> {
    let handoff = turn.handoff(id);
    let decided = by.or_else(|| handoff.owner.clone());
    match next {
        NextKind::Fix | NextKind::Nurture | NextKind::Enrich => handoff.sender.clone().or(decided),
        NextKind::Suppress | NextKind::Reroute | NextKind::Merge | NextKind::Close => decided,
    }
}

/// A gap as the receiver names it: a criterion's or a field's name where it is one.
fn gap(turn: &Turn<'_>, id: HandoffId, name: &SmolStr) -> Gap {
    let criterion = turn
        .point(id)
        .and_then(|point| point.criteria.iter().find(|c| c.id.as_text() == name));
    let says = criterion.map_or_else(
        || SmolStr::from(format!("{name} is missing.")),
        |criterion| criterion.says.clone(),
    );
    Gap {
        name: name.clone(),
        says,
    }
}
