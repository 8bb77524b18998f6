//! `clock-never-stops`, `clock-never-starts`, `clock-stops-at-start`: clocks that measure nothing.

use tollgate_core::ids::TaskName;
use tollgate_core::policy::{
    HandoffPoint, Milestone, PlaybookStart, StartsAt, StopsAt, TouchTypes,
};

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::suggest;
use crate::syntax::{HandoffDocument, MilestoneShape};

/// What comes in or is sent by machines, and so is never somebody's touch.
const NEVER_A_TOUCH: [&str; 3] = ["form", "usage", "meeting_no_show"];

/// Looks at each milestone's start and stop.
pub(super) fn check(
    document: &HandoffDocument,
    point: &HandoffPoint,
    lowered: &Lowered,
    problems: &mut Problems,
) {
    for milestone in &point.sla {
        let shape = document
            .sla
            .iter()
            .find(|shape| shape.milestone.value.as_str() == milestone.id.as_str());
        let Some(shape) = shape else { continue };
        check_start(shape, milestone, problems);
        if let Some((message, help)) = never_stops(milestone, point, lowered) {
            let message = format!("the clock `{}` never stops: {message}", milestone.id);
            problems
                .error("clock-never-stops", shape.stops.node.place, message)
                .maybe_help(help);
        } else if matches!(
            (&milestone.starts, &milestone.stops),
            (StartsAt::Accepted, StopsAt::Accepted | StopsAt::Decided)
        ) {
            let message = format!(
                "the clock `{}` stops at the instant at which it starts",
                milestone.id
            );
            problems
                .warning("clock-stops-at-start", shape.stops.node.place, message)
                .help("let it start when `offered`");
        }
    }
}

fn check_start(shape: &MilestoneShape, milestone: &Milestone, problems: &mut Problems) {
    let StartsAt::When(starts) = &milestone.starts else {
        return;
    };
    if starts.always() == Some(false) {
        let place = shape
            .starts
            .as_ref()
            .map_or(shape.place, |starts| starts.node.place);
        let message = format!(
            "the clock `{}` never starts: this can never be true",
            milestone.id
        );
        problems.error("clock-never-starts", place, message);
    }
}

/// Why the clock never stops, and what to write instead, if it never does.
fn never_stops(
    milestone: &Milestone,
    point: &HandoffPoint,
    lowered: &Lowered,
) -> Option<(String, Option<String>)> {
    match &milestone.stops {
        StopsAt::Touch(touch) => no_touch(touch),
        StopsAt::TaskDone(task) => no_task(task, point, lowered),
        StopsAt::When(condition) if condition.always() == Some(false) => Some((
            "this can never be true".to_owned(),
            Some("its parts exclude one another".to_owned()),
        )),
        StopsAt::Completed if point.completes.is_none() => Some((
            "nothing completes the handoff".to_owned(),
            Some("write `completes: { when: … }`".to_owned()),
        )),
        _ => None,
    }
}

fn no_touch(touch: &TouchTypes) -> Option<(String, Option<String>)> {
    let counts = touch
        .types
        .iter()
        .any(|of| !NEVER_A_TOUCH.contains(&of.as_str()));
    let help = "name what people do, such as `touch(call, email, meeting_held)`";
    (!counts).then(|| {
        (
            "what comes in by itself is nobody's touch".to_owned(),
            Some(help.to_owned()),
        )
    })
}

fn no_task(
    task: &TaskName,
    point: &HandoffPoint,
    lowered: &Lowered,
) -> Option<(String, Option<String>)> {
    let playbooks = &lowered.policy.playbooks;
    if playbooks.len() < lowered.names.of("playbook").count() {
        return None;
    }
    let started = playbooks
        .values()
        .filter(|playbook| match &playbook.starts {
            PlaybookStart::Handoff(starter, _) => *starter == point.id,
            PlaybookStart::Before { .. } => playbook.record == point.record,
        });
    let tasks: Vec<&str> = started
        .flat_map(|playbook| &playbook.tasks)
        .map(|task| task.id.as_str())
        .collect();
    if tasks.contains(&task.as_str()) {
        return None;
    }
    let help = suggest::suggest(task.as_str(), tasks.iter().copied());
    let help = help.unwrap_or_else(|| {
        format!(
            "write a playbook with `starts: {}.accepted` and this task",
            point.id
        )
    });
    Some((
        format!("no playbook that it starts has a task `{task}`"),
        Some(help),
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn milestone(keys: &str, expect: &[&str]) {
        check(&handoff(&format!("sla:\n  - milestone: m\n{keys}")), expect);
    }

    #[test]
    fn a_clock_can_stop() {
        milestone(
            "    stops: lead.stage == \"sql\" && lead.stage == \"lost\"",
            &[
                "11:12 error clock-never-stops `lead.stage == \"sql\" && lead.stage == \"lost\"` the clock `m` never stops: this can never be true",
            ],
        );
        milestone(
            "    stops: touch(form, usage)",
            &[
                "11:12 error clock-never-stops `touch(form, usage)` the clock `m` never stops: what comes in by itself is nobody's touch",
            ],
        );
        milestone(
            "    stops: task(kickoff)",
            &[
                "11:12 error clock-never-stops `task(kickoff)` the clock `m` never stops: no playbook that it starts has a task `kickoff`",
            ],
        );
        for stops in [
            "touch",
            "touch(form, call)",
            "any_touch(meeting)",
            "decided",
            "accepted",
            "next_step_set",
            "completed",
            "lead.stage == \"sql\"",
        ] {
            milestone(&format!("    stops: {stops}"), &[]);
        }
    }

    #[test]
    fn a_task_of_the_playbook_that_the_handoff_starts_stops_a_clock() {
        let text = handoff("sla:\n  - { milestone: m, stops: task(kickoff) }");
        let playbook = "\n---\nplaybook: onboarding\nrecord: lead\nstarts: mql_to_sdr.accepted\ntasks: [{ task: kickoff, assign: owner, due: 2wd }]";
        check(&(text + playbook), &[]);
    }

    #[test]
    fn a_type_of_activity_must_exist() {
        milestone(
            "    stops: touch(cal, email)",
            &["11:18 error unknown-activity `cal` there is no type of activity `cal`"],
        );
    }

    #[test]
    fn a_clock_can_start_and_runs_for_a_while() {
        milestone(
            "    starts: lead.employees > 5 && lead.employees < 2\n    stops: decided",
            &[
                "11:13 error clock-never-starts `lead.employees > 5 && lead.employees < 2` the clock `m` never starts: this can never be true",
            ],
        );
        milestone(
            "    starts: accepted\n    stops: decided",
            &[
                "12:12 warning clock-stops-at-start `decided` the clock `m` stops at the instant at which it starts",
            ],
        );
        milestone("    starts: received\n    stops: decided", &[]);
    }
}
