//! A task of a running playbook.

use smol_str::SmolStr;

use crate::ids::{HandoffId, PersonId, PlaybookId, QueueId, RecordRef, TaskId, TaskName};
use crate::time::Timestamp;

/// One task.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Which task.
    pub id: TaskId,
    /// The playbook it comes from.
    pub playbook: PlaybookId,
    /// Its name there.
    pub name: TaskName,
    /// The name on screen.
    pub title: SmolStr,
    /// The record it is about.
    pub record: RecordRef,
    /// The handoff that started it, where one did.
    pub handoff: Option<HandoffId>,
    /// Where it stands.
    pub state: TaskState,
    /// Who does it.
    pub assignee: Option<PersonId>,
    /// The queue whose members do it.
    pub queue: Option<QueueId>,
    /// When its playbook started.
    pub started_at: Timestamp,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Tasks of the same run that come first.
    pub after: Vec<TaskName>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// When it was found overdue.
    pub overdue_at: Option<Timestamp>,
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Others come first.
    Waiting,
    /// Can be done.
    Open,
    /// Is done.
    Done,
}

impl Task {
    /// Who is to do it; `None` once it is done.
    pub fn carrier(&self) -> Option<&PersonId> {
        let assignee = self.assignee.as_ref();
        assignee.filter(|_| self.state != TaskState::Done)
    }

    /// The queue in which it waits for any of the members; `None` once somebody has it, or it is done.
    pub fn waits_in(&self) -> Option<&QueueId> {
        let queue = self.queue.as_ref();
        queue.filter(|_| self.assignee.is_none() && self.state != TaskState::Done)
    }

    /// When it becomes overdue; `None` once done or found overdue.
    pub fn next_alarm(&self) -> Option<Timestamp> {
        let overdue = self.due_at.map(|due| due.plus(1));
        overdue.filter(|_| self.state != TaskState::Done && self.overdue_at.is_none())
    }
}
