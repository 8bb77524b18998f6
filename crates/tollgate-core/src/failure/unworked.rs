//! Unworked: it was offered, and nobody has touched it.

use smol_str::SmolStr;

use super::{About, Case, Finding, Subject};
use crate::policy::{FailureMode, FailureWatch, StopsAt};
use crate::time::Budget;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Unworked",
    looks_for: "an open handoff that nobody has touched",
    threshold: "two working days after the offer",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>, watch: &FailureWatch) -> Option<Finding> {
    let handoff = case
        .handoff
        .filter(|handoff| handoff.state.is_carried() && handoff.touched_at.is_none())?;
    let offered_at = handoff.offered_at?;
    let touch = case
        .point
        .sla
        .iter()
        .find(|milestone| matches!(milestone.stops, StopsAt::Touch(_)));
    let calendar = touch.and_then(|milestone| milestone.calendar.as_ref());
    let budget = watch.after.unwrap_or(Budget::WorkingDays(2));
    let due = case.due(calendar, handoff.owner.as_ref(), offered_at, budget)?;
    if case.now <= due {
        return None;
    }
    let seen = [
        ("offered", Value::Instant(offered_at)),
        ("waiting for", Value::Duration(case.now.since(offered_at))),
    ];
    let seen = seen
        .into_iter()
        .map(|(name, value)| (SmolStr::from(name), value))
        .collect();
    let says = match handoff.owner {
        Some(_) => "its owner has not touched it",
        None => "it waits in the queue, and nobody has touched it",
    };
    Some(case.finding(FailureMode::Unworked, Some(offered_at), says, seen))
}
