//! `queue-without-members`, `queue-cycle`, `unknown-member`: queues that lead to nobody.

use tollgate_core::ids::QueueId;
use tollgate_core::policy::{Queue, SkipWhen, WhenNobody};

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::suggest;
use crate::syntax::QueueDocument;

/// Looks at a queue and the team that serves it.
pub(super) fn check(document: &QueueDocument, lowered: &Lowered, problems: &mut Problems) {
    let policy = &lowered.policy;
    let Some(queue) = policy.queues.get(&document.queue.value.0.clone().into()) else {
        return;
    };
    let Some(team) = policy.teams.get(&queue.team) else {
        return;
    };
    if team.members.is_empty() {
        let message = format!(
            "the queue `{}` has nobody: the team `{}` has no members",
            queue.id, team.id
        );
        problems
            .error("queue-without-members", document.team.place, message)
            .help("add `members` to the team");
        return;
    }
    for (person, _) in &document.weights.0 {
        if !team
            .members
            .iter()
            .any(|member| member.as_str() == person.value)
        {
            let message = format!(
                "`{}` is not in the team `{}`, so the weight means nothing",
                person.value, team.id
            );
            let help = suggest::suggest(
                &person.value,
                team.members.iter().map(|member| member.as_str()),
            );
            problems
                .warning("unknown-member", person.place, message)
                .maybe_help(help);
        }
    }
    check_capacity(document, queue, problems);
}

fn check_capacity(document: &QueueDocument, queue: &Queue, problems: &mut Problems) {
    if let (Some(capacity), Some(0)) = (&document.capacity, queue.capacity) {
        let message = format!("nobody may hold anything from the queue `{}`", queue.id);
        problems
            .error("queue-without-members", capacity.place, message)
            .help("write at least 1, or leave it out");
    }
    let skip = document
        .skip
        .iter()
        .find(|skip| skip.value.0 == SkipWhen::AtCapacity);
    if let (Some(skip), None) = (skip, queue.capacity) {
        let message = "nobody is ever at capacity, since the queue has none";
        problems
            .warning("no-capacity", skip.place, message)
            .help("write `capacity: 40`, or leave this out");
    }
}

/// Looks for queues that pass a handoff round in a circle.
pub(super) fn check_cycles(lowered: &Lowered, problems: &mut Problems) {
    let queues = &lowered.policy.queues;
    let when_nobody = |id: &QueueId| match &queues.get(id)?.when_nobody {
        WhenNobody::Queue(next) => Some(next.clone()),
        WhenNobody::Wait => None,
    };
    let overflow = |id: &QueueId| {
        queues
            .get(id)?
            .overflow
            .as_ref()
            .map(|(_, next)| next.clone())
    };
    for id in queues.keys() {
        let place = lowered.names.place("queue", id.as_str());
        if let Some(round) = circle(id, when_nobody) {
            let message =
                format!("while nobody is there, a handoff goes round in a circle: {round}");
            problems
                .error("queue-cycle", place, message)
                .help("let one of them `wait`");
        }
        if let Some(round) = circle(id, overflow) {
            let message = format!("what overflows comes back: {round}");
            problems
                .warning("queue-cycle", place, message)
                .help("let one of them keep what it has");
        }
    }
}

/// The way from `start` back to it, if there is one and `start` is the first of its names.
fn circle(start: &QueueId, next: impl Fn(&QueueId) -> Option<QueueId>) -> Option<String> {
    let mut way = vec![start.clone()];
    while let Some(step) = next(way.last()?) {
        if step == *start {
            let names: Vec<String> = way
                .iter()
                .chain([start])
                .map(|id| format!("`{id}`"))
                .collect();
            return Some(names.join(" → "));
        }
        if step < *start || way.contains(&step) {
            return None;
        }
        way.push(step);
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_queue_has_members() {
        check(
            "team: empty\n---\nqueue: q\nteam: empty",
            &[
                "4:7 error queue-without-members `empty` the queue `q` has nobody: the team `empty` has no members",
            ],
        );
        check(
            "queue: q\nteam: sdr\ncapacity: 0",
            &["3:11 error queue-without-members `0` nobody may hold anything from the queue `q`"],
        );
    }

    #[test]
    fn a_team_without_members_may_have_no_queue() {
        check("team: empty\nmanager: dana@acme.example", &[]);
    }

    #[test]
    fn weights_are_of_members() {
        check(
            "queue: q\nteam: sdr\nweights: { anna@acme.example: 2, ben@acme.example: 1 }",
            &[
                "3:12 warning unknown-member `anna@acme.example` `anna@acme.example` is not in the team `sdr`, so the weight means nothing",
            ],
        );
    }

    #[test]
    fn at_capacity_needs_a_capacity() {
        check(
            "queue: q\nteam: sdr\nskip: [away, at_capacity]",
            &[
                "3:14 warning no-capacity `at_capacity` nobody is ever at capacity, since the queue has none",
            ],
        );
        check(
            "queue: q\nteam: sdr\ncapacity: 4\nskip: [away, at_capacity]",
            &[],
        );
    }

    #[test]
    fn queues_do_not_go_round_in_a_circle() {
        let queue = |name: &str, next: &str| {
            format!("---\nqueue: {name}\nteam: sdr\nwhen_nobody: {{ queue: {next} }}\n")
        };
        check(
            &[queue("a", "b"), queue("b", "c"), queue("c", "a")].concat(),
            &[
                "2:8 error queue-cycle `a` while nobody is there, a handoff goes round in a circle: `a` → `b` → `c` → `a`",
            ],
        );
        check(
            &[queue("a", "b"), queue("b", "c"), queue("c", "inbound")].concat(),
            &[],
        );
        check(
            "queue: a\nteam: sdr\noverflow: { after: 30m, to: queue: a }",
            &["1:8 warning queue-cycle `a` what overflows comes back: `a` → `a`"],
        );
    }

    #[test]
    fn a_queue_names_what_exists() {
        check(
            "queue: q\nteam: sdrs\ncalendar: ofice\nwhen_nobody: { queue: inbund }",
            &[
                "2:7 error unknown-team `sdrs` there is no team `sdrs`",
                "3:11 error unknown-calendar `ofice` there is no calendar `ofice`",
                "4:23 error unknown-queue `inbund` there is no queue `inbund`",
            ],
        );
    }
}
