//! Untracked risk: health is poor or unknown, and nothing says what is done about it.

use smol_str::{SmolStr, format_smolstr};

use super::health::{Band, health_of};
use super::{About, Case, Finding, Subject};
use crate::policy::FailureMode;
use crate::state::TaskState;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Untracked risk",
    looks_for: "a record whose health is red or unknown, without an open handoff or task",
    threshold: "below the yellow band",
    subject: Subject::Record,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let kind = case
        .kind()
        .filter(|kind| !kind.is_closed(case.record.stage()))?;
    let health = health_of(case.policy, case.rows, case.record, case.now)?;
    if !matches!(health.band, Band::Red | Band::Unknown) || is_tracked(case) {
        return None;
    }
    let says = match health.score {
        Some(score) => format_smolstr!(
            "health is {} ({score:.0} of 100), and no open handoff or task says what is done",
            health.band.as_str()
        ),
        None => SmolStr::from("health is unknown, and no open handoff or task says what is done"),
    };
    let stage = (
        kind.field(crate::policy::STAGE).name.as_text().clone(),
        Value::text(case.record.stage()),
    );
    let seen = health.signals.into_iter().chain([stage]).collect();
    Some(case.finding(FailureMode::UntrackedRisk, None, says, seen))
}

fn is_tracked(case: &Case<'_>) -> bool {
    let key = &case.record.key;
    case.rows
        .handoffs_of(key)
        .iter()
        .any(|handoff| handoff.state.is_open())
        || case
            .rows
            .tasks_of(key)
            .iter()
            .any(|task| task.state != TaskState::Done)
}
