//! `task-cycle`, `playbook-without-tasks`, `playbook-elsewhere`: playbooks that cannot be worked off.

use tollgate_core::policy::{Playbook, PlaybookStart};

use super::names;
use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::syntax::{PlaybookDocument, TaskShape};

/// Looks at a playbook's tasks and at what starts it.
pub(super) fn check(document: &PlaybookDocument, lowered: &Lowered, problems: &mut Problems) {
    names::check(
        "task",
        document.tasks.iter().map(|task| &task.task),
        problems,
    );
    if document.tasks.is_empty() {
        let message = format!(
            "the playbook `{}` has no tasks",
            document.playbook.value.as_str()
        );
        problems.warning("playbook-without-tasks", document.place, message);
    }
    check_cycles(document, problems);
    let name = document.playbook.value.0.clone().into();
    let Some(playbook) = lowered.policy.playbooks.get(&name) else {
        return;
    };
    check_start(document, playbook, lowered, problems);
}

/// A task that waits for itself, however far around, never becomes due.
fn check_cycles(document: &PlaybookDocument, problems: &mut Problems) {
    let mut done: Vec<&str> = Vec::new();
    let known = |name: &str| {
        document
            .tasks
            .iter()
            .any(|task| task.task.value.as_str() == name)
    };
    let is_ready = |task: &TaskShape, done: &[&str]| {
        let mut after = task.after.iter().map(|after| after.value.as_str());
        after.all(|name| done.contains(&name) || !known(name))
    };
    loop {
        let before = done.len();
        for task in &document.tasks {
            let name = task.task.value.as_str();
            if !done.contains(&name) && is_ready(task, &done) {
                done.push(name);
            }
        }
        if done.len() == before {
            break;
        }
    }
    for task in document
        .tasks
        .iter()
        .filter(|task| !done.contains(&task.task.value.as_str()))
    {
        let message = format!(
            "the task `{}` waits for itself in the end",
            task.task.value.as_str()
        );
        let place = task.after.first().map_or(task.place, |after| after.place);
        problems
            .error("task-cycle", place, message)
            .help("leave out one `after` of the circle");
    }
}

/// A playbook is about the record that is handed over, or about one that it is linked with.
fn check_start(
    document: &PlaybookDocument,
    playbook: &Playbook,
    lowered: &Lowered,
    problems: &mut Problems,
) {
    let PlaybookStart::Handoff(point, _) = &playbook.starts else {
        return;
    };
    let policy = &lowered.policy;
    let Some(point) = policy.points.get(point) else {
        return;
    };
    let links = |from, to| {
        policy
            .kind(from)
            .is_some_and(|kind| kind.links().any(|(_, link)| &link.to == to))
    };
    let (about, handed) = (&playbook.record, &point.record);
    if about != handed && !links(handed, about) && !links(about, handed) {
        let message = format!(
            "`{}` hands over `{handed}`, but the playbook is about `{about}`",
            point.id
        );
        let help = format!("write `record: {handed}`, or link the two kinds");
        problems
            .error("playbook-elsewhere", document.record.place, message)
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn playbook(record: &str, tasks: &str, expect: &[&str]) {
        let text = format!(
            "playbook: p\nrecord: {record}\nstarts: mql_to_sdr.accepted\ntasks:{tasks}\n---\n"
        );
        check(&(text + &handoff("")), expect);
    }

    #[test]
    fn tasks_do_not_wait_for_one_another_in_a_circle() {
        playbook(
            "lead",
            "
  - { task: a, assign: owner, due: 2wd, after: [b] }
  - { task: b, assign: owner, due: 2wd, after: [a] }
  - { task: c, assign: owner, due: 2wd }",
            &[
                "5:49 error task-cycle `b` the task `a` waits for itself in the end",
                "6:49 error task-cycle `a` the task `b` waits for itself in the end",
            ],
        );
        playbook(
            "lead",
            "\n  - { task: a, assign: owner, due: 2wd, after: [b] }\n  - { task: b, assign: owner, due: 2wd }",
            &[],
        );
    }

    #[test]
    fn a_playbook_is_about_what_is_handed_over() {
        playbook("account", "\n  - { task: a, assign: owner, due: 2wd }", &[]);
        let text = "record: island\nstages: [here]\n---\nplaybook: p\nrecord: island\nstarts: mql_to_sdr.accepted\ntasks: [{ task: a, assign: owner, due: 2wd }]\n---\n";
        check(
            &(text.to_owned() + &handoff("")),
            &[
                "5:9 error playbook-elsewhere `island` `mql_to_sdr` hands over `lead`, but the playbook is about `island`",
            ],
        );
    }

    #[test]
    fn a_task_is_somebodys() {
        playbook(
            "lead",
            "\n  - { task: a, assign: ownr, due: 2wd }\n  - { task: b, assign: queue:inbund, due: 2wd, after: [c] }",
            &[
                "5:24 error unknown-person `ownr` nobody is called `ownr`",
                "6:24 error unknown-queue `queue:inbund` there is no queue `inbund`",
                "6:56 error unknown-task `c` the playbook has no task `c`",
            ],
        );
    }
}
