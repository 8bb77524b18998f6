//! Slow response: the first touch came late, or is overdue.

use smol_str::{SmolStr, format_smolstr};

use super::{About, Case, Finding, Subject};
use crate::measure::first_touch;
use crate::policy::{FailureMode, FailureWatch};
use crate::state::Handoff;
use crate::time::{Budget, Timestamp};
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Slow response",
    looks_for: "a first touch that came after its promise, or is overdue",
    threshold: "the target of the point's first touch; one working day where there is none",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>, watch: &FailureWatch) -> Option<Finding> {
    let handoff = case.handoff?;
    let due = due(case, watch, handoff)?;
    let (says, until) = match handoff.touched_at {
        Some(touched) if touched > due => ("the first touch came late", touched),
        None if case.now > due && handoff.state.is_carried() => {
            ("the first touch is overdue", case.now)
        }
        _ => return None,
    };
    let seen = [("due", Some(due)), ("first touch", handoff.touched_at)].map(|(name, at)| {
        (
            SmolStr::from(name),
            at.map_or(Value::Missing, Value::Instant),
        )
    });
    let late = SmolStr::from("late by");
    let seen = seen
        .into_iter()
        .chain([(late, Value::Duration(until.since(due)))])
        .collect();
    Some(case.finding(
        FailureMode::SlowResponse,
        Some(due),
        format_smolstr!("{says}"),
        seen,
    ))
}

/// When the first touch was due: by the watch's own threshold, by the clock, or after one working day.
fn due(case: &Case<'_>, watch: &FailureWatch, handoff: &Handoff) -> Option<Timestamp> {
    let milestone = first_touch(case.point);
    let clock = milestone.and_then(|milestone| handoff.clock(&milestone.id));
    if let Some(due) = clock
        .and_then(|clock| clock.due_at)
        .filter(|_| watch.after.is_none())
    {
        return Some(due);
    }
    let budget = watch.after.unwrap_or(Budget::WorkingDays(1));
    let calendar = milestone.and_then(|milestone| milestone.calendar.as_ref());
    case.due(
        calendar,
        handoff.owner.as_ref(),
        handoff.offered_at?,
        budget,
    )
}
