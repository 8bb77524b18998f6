//! A playbook: a template of tasks, started by a handoff or by a date.

use smol_str::SmolStr;

use crate::condition::Condition;
use crate::ids::{CalendarId, PersonId, PlaybookId, PointId, QueueId, RecordKind, TaskName};
use crate::time::Budget;

/// A playbook.
#[derive(Clone, Debug)]
pub struct Playbook {
    /// The playbook.
    pub id: PlaybookId,
    /// The kind of record it is about.
    pub record: RecordKind,
    /// What starts it.
    pub starts: PlaybookStart,
    /// The calendar that working days are counted in; the workspace's weekdays where not said.
    pub calendar: Option<CalendarId>,
    /// Its tasks, each after those that it waits for.
    pub tasks: Vec<TaskTemplate>,
}

/// What starts a playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaybookStart {
    /// A handoff of the point reached this.
    Handoff(PointId, StartEvent),
    /// So long before the date in the slot.
    Before {
        /// The slot of the date field.
        date: u16,
        /// How long before.
        by: Budget,
    },
}

/// What a handoff reached that starts a playbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartEvent {
    /// It was offered.
    Offered,
    /// It was accepted.
    Accepted,
    /// It completed.
    Completed,
}

/// One task of a playbook.
#[derive(Clone, Debug)]
pub struct TaskTemplate {
    /// The task.
    pub id: TaskName,
    /// The name on screen.
    pub title: SmolStr,
    /// Who does it.
    pub assign: Assign,
    /// When it is due, from the playbook's start.
    pub due: Budget,
    /// It is done when this holds.
    pub completes: Option<Condition>,
    /// Tasks that come first.
    pub after: Vec<TaskName>,
}

/// Who does a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assign {
    /// The owner of the handoff, or of the record.
    Owner,
    /// The owner's manager.
    Manager,
    /// A member of the queue's team.
    Queue(QueueId),
    /// One person.
    Person(PersonId),
}
