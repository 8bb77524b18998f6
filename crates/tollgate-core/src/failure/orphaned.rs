//! Orphaned: an open handoff that nobody could act on, or that nothing will bring up again.

use smol_str::{SmolStr, format_smolstr};

use super::{About, Case, Finding, Subject};
use crate::policy::FailureMode;
use crate::state::{Availability, Clock, Handoff, HandoffState, TaskState};
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Orphaned",
    looks_for: "an open handoff whose owner left, whose queue nobody serves, or that no clock, next step or task keeps in sight",
    threshold: "at once",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let handoff = case.handoff.filter(|handoff| handoff.state.is_open())?;
    let (says, seen) = departed_owner(case, handoff)
        .or_else(|| empty_queue(case, handoff))
        .or_else(|| out_of_sight(case, handoff))?;
    let since = handoff
        .assigned_at
        .or(handoff.offered_at)
        .or(Some(handoff.opened_at));
    let seen = seen
        .into_iter()
        .map(|(name, value)| (SmolStr::from(name), value))
        .collect();
    Some(case.finding(FailureMode::Orphaned, since, says, seen))
}

type Found = (SmolStr, Vec<(&'static str, Value)>);

fn departed_owner(case: &Case<'_>, handoff: &Handoff) -> Option<Found> {
    let owner = handoff.owner.as_ref()?;
    let presence = case.rows.presence(owner)?;
    let says = format_smolstr!("its owner {owner} has left");
    (presence.availability == Availability::Left)
        .then(|| (says, vec![("owner", Value::Text(owner.as_text().clone()))]))
}

fn empty_queue(case: &Case<'_>, handoff: &Handoff) -> Option<Found> {
    let queue = handoff
        .queue
        .as_ref()
        .filter(|queue| handoff.is_waiting_in(queue))?;
    let team = case
        .policy
        .queues
        .get(queue)
        .and_then(|queue| case.policy.teams.get(&queue.team));
    let served = team
        .into_iter()
        .flat_map(|team| &team.members)
        .any(|member| {
            case.rows
                .presence(member)
                .is_none_or(|presence| presence.availability != Availability::Left)
        });
    let says = format_smolstr!("it waits in the queue {queue}, which has no members");
    (!served).then(|| (says, vec![("queue", Value::Text(queue.as_text().clone()))]))
}

/// Nothing will bring it up again. A promise that is already broken does not either, once its ladder is climbed.
fn out_of_sight(case: &Case<'_>, handoff: &Handoff) -> Option<Found> {
    let waits = handoff.held_until.is_some() || handoff.state == HandoffState::Returned;
    let clocked = handoff.clocks.iter().any(Clock::is_running);
    let tasked = case
        .rows
        .tasks_of(&case.record.key)
        .iter()
        .any(|task| task.state != TaskState::Done);
    if waits || clocked || tasked {
        return None;
    }
    match &handoff.next_step {
        Some(step) if step.due_at >= case.now => None,
        Some(step) => Some((
            format_smolstr!(
                "its next step `{}` is past, and no other was set",
                step.what
            ),
            vec![("next step due", Value::Instant(step.due_at))],
        )),
        None => Some((
            "no clock runs, and no next step or task is set".into(),
            Vec::new(),
        )),
    }
}
