//! Playbooks: tasks that start with a handoff or before a date, each after those that it waits for.

use jiff::civil::Date;

use super::facts::target;
use super::turn::Turn;
use super::{clock, route};
use crate::event::What;
use crate::ids::{HandoffId, PersonId, RecordRef, TaskId};
use crate::policy::{Assign, Playbook, PlaybookStart, StartEvent, StopsAt, TaskTemplate};
use crate::state::{Task, TaskState};

/// Starts the playbooks that wait for a handoff to reach `reached`.
pub(super) fn start_for(turn: &mut Turn<'_>, id: HandoffId, reached: StartEvent) {
    let policy = turn.policy;
    let point = turn.handoff(id).point.clone();
    for playbook in policy.playbooks.values() {
        if playbook.starts == PlaybookStart::Handoff(point.clone(), reached)
            && let Some(record) = subject(turn, playbook, id)
        {
            start(turn, playbook, &record, Some(id), None);
        }
    }
}

/// Starts `playbook` for `record`.
pub(super) fn start(
    turn: &mut Turn<'_>,
    playbook: &Playbook,
    record: &RecordRef,
    handoff: Option<HandoffId>,
    for_date: Option<Date>,
) {
    turn.follow(What::PlaybookStarted {
        playbook: playbook.id.clone(),
        record: record.clone(),
        handoff,
        for_date,
    });
    for template in &playbook.tasks {
        let task = task(turn, playbook, template, record, handoff);
        turn.follow(What::TaskCreated(task));
    }
}

/// A person says that a task is done.
pub(super) fn complete_task(turn: &mut Turn<'_>, id: TaskId) {
    match turn.rows.task(&id).map(|task| task.state) {
        None => turn.refuse(
            "complete_task",
            id,
            "unknown_task",
            format!("there is no task {id}"),
        ),
        Some(TaskState::Done) => {
            turn.refuse("complete_task", id, "done", "the task is done already")
        }
        Some(TaskState::Waiting) => {
            turn.refuse(
                "complete_task",
                id,
                "waiting",
                "other tasks come first; finish those",
            );
        }
        Some(TaskState::Open) => done(turn, id),
    }
}

/// A task is done: those that waited for it alone can be done, and clocks that measure it stop.
pub(super) fn done(turn: &mut Turn<'_>, id: TaskId) {
    let Some(task) = turn.rows.task(&id).cloned() else {
        return;
    };
    turn.follow(What::TaskDone { task: id });
    let ready: Vec<TaskId> = same_run(turn, &task)
        .filter(|other| other.state == TaskState::Waiting && comes_next(turn, other))
        .map(|other| other.id)
        .collect();
    for task in ready {
        turn.follow(What::TaskOpened { task });
    }
    if let Some(handoff) = task
        .handoff
        .filter(|handoff| turn.rows.handoff(handoff).is_some())
    {
        let now = turn.now;
        clock::stop_where(
            turn,
            handoff,
            now,
            |stops| matches!(stops, StopsAt::TaskDone(name) if *name == task.name),
        );
    }
}

/// Every task that it waits for is done.
fn comes_next(turn: &Turn<'_>, task: &Task) -> bool {
    same_run(turn, task)
        .filter(|other| task.after.contains(&other.name))
        .all(|other| other.state == TaskState::Done)
}

fn same_run<'t>(turn: &'t Turn<'_>, task: &Task) -> impl Iterator<Item = &'t Task> {
    let (playbook, handoff, started_at) = (task.playbook.clone(), task.handoff, task.started_at);
    turn.rows
        .tasks_of(&task.record)
        .into_iter()
        .filter(move |other| {
            other.playbook == playbook && other.handoff == handoff && other.started_at == started_at
        })
}

/// The record that the playbook is about: the handoff's own, or the one of the right kind that it links to.
fn subject(turn: &Turn<'_>, playbook: &Playbook, id: HandoffId) -> Option<RecordRef> {
    let record = &turn.handoff(id).record;
    if record.kind == playbook.record {
        return Some(record.clone());
    }
    let (row, kind) = (turn.record(record)?, turn.policy.kind(&record.kind)?);
    kind.links()
        .filter(|(_, link)| link.to == playbook.record)
        .find_map(|(slot, _)| target(kind, row, slot))
}

fn task(
    turn: &mut Turn<'_>,
    playbook: &Playbook,
    template: &TaskTemplate,
    record: &RecordRef,
    handoff: Option<HandoffId>,
) -> Task {
    let (assignee, queue) = assignee(turn, template, record, handoff);
    let calendar = clock::calendar(turn.policy, playbook.calendar.as_ref(), assignee.as_ref());
    Task {
        id: TaskId(turn.ids.next(turn.now)),
        playbook: playbook.id.clone(),
        name: template.id.clone(),
        title: template.title.clone(),
        record: record.clone(),
        handoff,
        state: if template.after.is_empty() {
            TaskState::Open
        } else {
            TaskState::Waiting
        },
        due_at: calendar.due(turn.now, template.due, &[]),
        assignee,
        queue,
        started_at: turn.now,
        after: template.after.clone(),
        done_at: None,
        overdue_at: None,
    }
}

fn assignee(
    turn: &Turn<'_>,
    template: &TaskTemplate,
    record: &RecordRef,
    handoff: Option<HandoffId>,
) -> (Option<PersonId>, Option<crate::ids::QueueId>) {
    let of_handoff = handoff.and_then(|id| turn.handoff(id).owner.clone());
    let owner = of_handoff.or_else(|| turn.record(record)?.owner());
    match &template.assign {
        Assign::Owner => (owner, None),
        Assign::Manager => (
            owner.and_then(|owner| turn.policy.manager_of(&owner).cloned()),
            None,
        ),
        Assign::Person(person) => (Some(person.clone()), None),
        Assign::Queue(queue) => (route::member_for_task(turn, queue), Some(queue.clone())),
    }
}
