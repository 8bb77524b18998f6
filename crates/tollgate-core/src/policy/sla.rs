//! Milestones: what an SLA measures, from when to when, within how much working time.

use crate::condition::Condition;
use crate::ids::{ActivityType, CalendarId, EscalationId, MilestoneId, TaskName};
use crate::time::Budget;

/// One milestone of a handoff point.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// The milestone.
    pub id: MilestoneId,
    /// How long it may take; `None` when it is only measured.
    pub within: Option<Budget>,
    /// The calendar whose open time counts; wall time where it is not said.
    pub calendar: Option<CalendarId>,
    /// When the clock starts.
    pub starts: StartsAt,
    /// When the clock stops.
    pub stops: StopsAt,
    /// While this holds, the clock stands still.
    pub pauses: Option<Condition>,
    /// The ladder to climb as time runs out.
    pub escalation: Option<EscalationId>,
}

/// When a clock starts.
#[derive(Clone, Debug)]
pub enum StartsAt {
    /// When the record was received (created), which may lie before the handoff opened.
    Received,
    /// When the handoff was offered.
    Offered,
    /// When somebody was first assigned.
    Assigned,
    /// When it was accepted.
    Accepted,
    /// When the condition first holds.
    When(Condition),
}

/// When a clock stops.
#[derive(Clone, Debug)]
pub enum StopsAt {
    /// At the first touch.
    Touch(TouchTypes),
    /// When the receiver accepted, returned, rejected or recycled.
    Decided,
    /// When the receiver accepted.
    Accepted,
    /// When the next step was set.
    NextStepSet,
    /// When the handoff completed.
    Completed,
    /// When the task of a playbook that this handoff started is done.
    TaskDone(TaskName),
    /// When the condition first holds.
    When(Condition),
}

/// The activities that count as a touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchTypes {
    /// The types that count.
    pub types: Vec<ActivityType>,
    /// Whose activities count.
    pub by: TouchBy,
}

/// Whose activities count as a touch. Machine-sent and inbound ones never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TouchBy {
    /// The handoff's owner.
    Owner,
    /// Anyone on our side.
    Anyone,
}
