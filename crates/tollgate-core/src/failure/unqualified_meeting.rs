//! Unqualified meeting: a "calendar hold" was passed on without what the criteria ask for.

use smol_str::format_smolstr;

use super::{About, Case, Finding, Subject};
use crate::policy::FailureMode;
use crate::state::HandoffState;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Unqualified meetings",
    looks_for: "a handoff that was offered or accepted though acceptance criteria were not met",
    threshold: "at once",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let passed_on = [
        HandoffState::Offered,
        HandoffState::Accepted,
        HandoffState::Completed,
    ];
    let handoff = case
        .handoff
        .filter(|handoff| passed_on.contains(&handoff.state))?;
    let is_criterion = |name: &str| {
        case.point
            .criteria
            .iter()
            .any(|criterion| criterion.id.as_str() == name)
    };
    let gaps: Vec<_> = handoff
        .gaps
        .iter()
        .filter(|gap| is_criterion(&gap.name))
        .collect();
    let first = gaps.first()?;
    let more = match gaps.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let says = format_smolstr!("{}{more}", first.says);
    let seen = gaps
        .iter()
        .map(|gap| (gap.name.clone(), Value::Text("not met".into())))
        .collect();
    Some(case.finding(
        FailureMode::UnqualifiedMeeting,
        handoff.offered_at,
        says,
        seen,
    ))
}
