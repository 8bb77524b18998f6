//! Missing scope: the work should have begun, and scope or context is not there.

use smol_str::{SmolStr, format_smolstr};

use super::case::listed;
use super::{About, Case, Finding, Subject};
use crate::policy::FailureMode;
use crate::state::HandoffState;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Missing scope or context",
    looks_for: "a handoff that was offered or accepted without the context that the sender must hand over",
    threshold: "at once",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let handoff = case.handoff.filter(|handoff| {
        matches!(
            handoff.state,
            HandoffState::Offered | HandoffState::Accepted | HandoffState::Completed
        )
    })?;
    let kind = case.kind()?;
    let context = case
        .point
        .context
        .iter()
        .map(|slot| kind.field(*slot).name.as_text().clone());
    let was_missing = |name: &SmolStr| handoff.gaps.iter().any(|gap| &gap.name == name);
    let is_missing = |name: &SmolStr| {
        kind.slot(&name.clone().into())
            .is_some_and(|slot| case.record.value(slot).is_missing())
    };
    let missing: Vec<_> = context
        .filter(|name| was_missing(name) || is_missing(name))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let says = format_smolstr!("handed over without {}", listed(&missing));
    let seen = missing.into_iter().map(|name| {
        let slot = kind.slot(&name.clone().into());
        (
            name,
            slot.map_or(Value::Missing, |slot| case.record.value(slot).clone()),
        )
    });
    Some(case.finding(
        FailureMode::MissingScope,
        handoff.offered_at,
        says,
        seen.collect(),
    ))
}
