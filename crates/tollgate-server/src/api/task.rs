//! Tasks of playbooks.

use serde::Serialize;
use tollgate_core::state::{Task, TaskState};
use tollgate_service::queries::Called;
use utoipa::ToSchema;

/// A page of tasks, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TaskPage {
    /// The tasks.
    pub tasks: Vec<TaskView>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<String>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TaskView {
    /// Its id.
    pub id: String,
    /// The playbook it comes from.
    pub playbook: String,
    /// Its name there.
    pub name: String,
    /// The name on screen.
    pub title: String,
    /// The record it is about.
    pub record: String,
    /// What the record is called on screen, where the policy says by which fields.
    pub record_title: Option<String>,
    /// The handoff that started it.
    pub handoff: Option<String>,
    /// `waiting` for others, `open` or `done`.
    pub state: &'static str,
    /// Who does it.
    pub assignee: Option<String>,
    /// The queue whose members do it.
    pub queue: Option<String>,
    /// When it is due.
    pub due_at: Option<String>,
    /// When it was done.
    pub done_at: Option<String>,
    /// It was not done by its date.
    pub overdue: bool,
}

impl TaskView {
    /// `task`, about a record that is `called` so.
    pub(crate) fn new(task: &Task, called: &Called) -> Self {
        Self {
            id: task.id.to_string(),
            playbook: task.playbook.to_string(),
            name: task.name.to_string(),
            title: task.title.to_string(),
            record: task.record.to_string(),
            record_title: called.name(&task.record),
            handoff: task.handoff.map(|id| id.to_string()),
            state: match task.state {
                TaskState::Waiting => "waiting",
                TaskState::Open => "open",
                TaskState::Done => "done",
            },
            assignee: task.assignee.as_ref().map(ToString::to_string),
            queue: task.queue.as_ref().map(ToString::to_string),
            due_at: task.due_at.map(|at| at.to_string()),
            done_at: task.done_at.map(|at| at.to_string()),
            overdue: task.overdue_at.is_some(),
        }
    }
}
