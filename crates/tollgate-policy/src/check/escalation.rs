//! `escalation-to-nobody`, `escalation-never-climbed`: ladders that tell nobody.

use tollgate_core::policy::{
    HandoffPoint, Milestone, Notify, Policy, RouteTo, Rung, RungAction, Team,
};

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::syntax::{Document, EscalationDocument, HandoffDocument, RungShape};

/// Looks at a ladder by itself.
pub(super) fn check(document: &EscalationDocument, problems: &mut Problems) {
    if document.steps.is_empty() {
        let message = format!(
            "the escalation `{}` has no steps",
            document.escalation.value.as_str()
        );
        problems
            .error("escalation-to-nobody", document.place, message)
            .help("write `steps`, each with whom it tells");
    }
    for step in &document.steps {
        if step.notify.is_empty() && step.r#do.is_none() {
            let message = "this step tells nobody and does nothing";
            problems
                .error("escalation-to-nobody", step.place, message)
                .help("write `notify: [owner, manager]`");
        }
        check_repeat(step, problems);
    }
}

fn check_repeat(step: &RungShape, problems: &mut Problems) {
    if let (Some(repeat), true) = (&step.repeat, step.notify.is_empty()) {
        problems.warning(
            "escalation-to-nobody",
            repeat.place,
            "a step that tells nobody repeats in silence",
        );
    }
}

/// Looks at the ladders that a handoff's clocks climb: whether their roles are somebody there.
pub(super) fn check_use(
    document: &HandoffDocument,
    documents: &[Document],
    point: &HandoffPoint,
    lowered: &Lowered,
    problems: &mut Problems,
) {
    if point.route.len() < document.route.len() {
        return;
    }
    for milestone in &point.sla {
        let shape = document
            .sla
            .iter()
            .find(|shape| shape.milestone.value.as_str() == milestone.id.as_str());
        let Some(name) = shape.and_then(|shape| shape.escalation.as_ref()) else {
            continue;
        };
        if milestone.within.is_none() {
            let message = format!(
                "the escalation is never climbed: `{}` has no target",
                milestone.id
            );
            problems
                .warning("escalation-never-climbed", name.place, message)
                .help("write `within: 4h`");
        }
        for message in silent(milestone, point, &lowered.policy) {
            let steps = documents.iter().any(|document| matches!(document, Document::Escalation(ladder) if ladder.escalation.value == name.value));
            if steps {
                problems
                    .warning("escalation-to-nobody", name.place, message.0)
                    .help(message.1);
            }
        }
    }
}

/// The roles of the ladder that are nobody for this handoff, each with what to do.
fn silent(
    milestone: &Milestone,
    point: &HandoffPoint,
    policy: &Policy,
) -> Vec<(String, &'static str)> {
    let ladder = milestone
        .escalation
        .as_ref()
        .and_then(|ladder| policy.escalations.get(ladder));
    let rungs = || ladder.iter().flat_map(|ladder| &ladder.rungs);
    let tells = |who: &Notify| rungs().any(|rung| rung.notify.contains(who));
    let mut silent = Vec::new();
    if tells(&Notify::Sponsor) && point.sponsor.is_none() {
        silent.push((
            format!("it tells the sponsor, but `{}` has none", point.id),
            "write `sponsor: address`",
        ));
    }
    if tells(&Notify::Queue)
        && !point
            .route
            .iter()
            .any(|rule| matches!(rule.to, RouteTo::Queue(_)))
    {
        silent.push((
            format!("it tells the queue, but `{}` is never in one", point.id),
            "tell the `manager`",
        ));
    }
    let climbs_to_manager = |rung: &Rung| {
        rung.notify.contains(&Notify::Manager) || rung.act == Some(RungAction::AssignManager)
    };
    if rungs().any(climbs_to_manager) {
        let unled = teams(point, policy)
            .into_iter()
            .filter(|team| team.manager.is_none());
        silent.extend(unled.map(|team| {
            (
                format!(
                    "it goes to the manager, but the team `{}` has none",
                    team.id
                ),
                "write `manager: address` in the team",
            )
        }));
    }
    silent
}

/// The teams whose queues the handoff's rules lead to.
fn teams<'a>(point: &HandoffPoint, policy: &'a Policy) -> Vec<&'a Team> {
    let mut teams: Vec<&Team> = Vec::new();
    for rule in &point.route {
        let RouteTo::Queue(queue) = &rule.to else {
            continue;
        };
        let team = policy
            .queues
            .get(queue)
            .and_then(|queue| policy.teams.get(&queue.team));
        teams.extend(team.filter(|team| !teams.iter().any(|known| known.id == team.id)));
    }
    teams
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    #[test]
    fn a_step_tells_somebody_or_does_something() {
        check(
            "escalation: e\nsteps:\n  - { at: 100% }\n  - { after: 1h, do: reroute }\n  - { after: 2h, notify: [dana@acme.example] }",
            &["3:7 error escalation-to-nobody `at: 100%` this step tells nobody and does nothing"],
        );
        check(
            "escalation: e",
            &["1:1 error escalation-to-nobody `escalation: e` the escalation `e` has no steps"],
        );
        check(
            "escalation: e\nsteps:\n  - { at: 100%, notify: [ownr] }",
            &["3:26 error unknown-person `ownr` nobody is called `ownr`"],
        );
    }

    const TO_MANAGER: &str =
        "\n---\nescalation: up\nsteps: [{ at: 100%, notify: [owner, manager, sponsor] }]";

    #[test]
    fn the_roles_of_a_ladder_are_somebody() {
        let unled = "route: [{ rule: all, to: { queue: unled } }]\nsla: [{ milestone: m, within: 4h, stops: decided, escalation: up }]";
        check(
            &(handoff(unled) + TO_MANAGER),
            &[
                "10:63 warning escalation-to-nobody `up` it tells the sponsor, but `mql_to_sdr` has none",
                "10:63 warning escalation-to-nobody `up` it goes to the manager, but the team `nobody_leads` has none",
            ],
        );
        let led = "sponsor: vp@acme.example\nsla: [{ milestone: m, within: 4h, stops: decided, escalation: up }]";
        check(&(handoff(led) + TO_MANAGER), &[]);
    }

    #[test]
    fn a_ladder_needs_a_target_to_climb() {
        check(
            &handoff("sla: [{ milestone: m, stops: decided, escalation: ladder }]"),
            &[
                "9:51 warning escalation-never-climbed `ladder` the escalation is never climbed: `m` has no target",
            ],
        );
    }
}
