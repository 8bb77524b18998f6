//! What an event is about.

use tollgate_core::event::What;
use tollgate_core::ids::{HandoffId, RecordRef, TaskId, ViolationId};
use tollgate_core::state::{RowKey, Situation};

/// What an event is about, as it says itself; the rows tell the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'e> {
    /// A record, and perhaps a handoff or task that is on it.
    Record(&'e RecordRef, Option<RowRef>),
    /// Another row, which is on a record.
    Row(RowRef),
    /// The workspace as a whole, or nothing that is known.
    Nothing,
}

/// A row that is on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRef {
    /// A handoff.
    Handoff(HandoffId),
    /// A task.
    Task(TaskId),
    /// A violation.
    Violation(ViolationId),
}

impl<'e> Subject<'e> {
    /// What `what` is about.
    pub fn of(what: &'e What) -> Self {
        match what {
            What::RecordObserved(it) => Self::Record(&it.record, None),
            What::RecordForgotten(it) => Self::Record(&it.record, None),
            What::JourneyJoined { record, .. }
            | What::RecordSuppressed { record, .. }
            | What::RecordAlarmSet { record, .. } => Self::Record(record, None),
            What::ActivityLogged(it) => it
                .record
                .as_ref()
                .map_or(Self::Nothing, |record| Self::Record(record, None)),
            What::GateAnswered(it) => Self::Record(&it.record, None),
            What::WaiverGranted(it) => Self::Record(&it.record, None),
            What::ViolationOpened(it) => Self::Record(&it.record, Some(RowRef::Violation(it.id))),
            What::HandoffOpened(it) => Self::Record(&it.record, Some(RowRef::Handoff(it.handoff))),
            What::TaskCreated(it) => Self::Record(&it.record, Some(RowRef::Task(it.id))),
            What::PlaybookStarted {
                record, handoff, ..
            } => Self::Record(record, handoff.map(RowRef::Handoff)),
            What::Refused(it) => it
                .subject
                .parse()
                .map_or(Self::Nothing, |id| Self::Row(RowRef::Handoff(id))),
            What::StandingSet(_)
            | What::PresenceChanged { .. }
            | What::PolicyPublished { .. }
            | What::PersonErased(_)
            | What::Audited(_) => Self::Nothing,
            What::ViolationClosed { violation, .. } => Self::Row(RowRef::Violation(*violation)),
            What::TaskOpened { task } | What::TaskDone { task } | What::TaskOverdue { task } => {
                Self::Row(RowRef::Task(*task))
            }
            _ => handoff_of(what)
                .map_or(Self::Nothing, |handoff| Self::Row(RowRef::Handoff(handoff))),
        }
    }

    /// The record, by way of the row where there is one.
    pub fn record(&self, rows: &Situation<'_>) -> Option<RecordRef> {
        match self {
            Self::Record(record, _) => Some((*record).clone()),
            Self::Row(RowRef::Handoff(id)) => rows.handoff(id).map(|row| row.record.clone()),
            Self::Row(RowRef::Task(id)) => rows.task(id).map(|row| row.record.clone()),
            Self::Row(RowRef::Violation(id)) => rows.violation(id).map(|row| row.record.clone()),
            Self::Nothing => None,
        }
    }

    /// The handoff, also the one that a task comes from.
    pub fn handoff(&self, rows: &Situation<'_>) -> Option<HandoffId> {
        match self {
            Self::Record(_, Some(row)) | Self::Row(row) => match row {
                RowRef::Handoff(id) => Some(*id),
                RowRef::Task(id) => rows.task(id)?.handoff,
                RowRef::Violation(_) => None,
            },
            Self::Record(_, None) | Self::Nothing => None,
        }
    }

    /// The rows that the event changes or leads through; members' accounts and presences apart.
    pub fn rows(&self) -> Vec<RowKey> {
        let (record, row) = match self {
            Self::Record(record, row) => (Some(RowKey::Record((*record).clone())), *row),
            Self::Row(row) => (None, Some(*row)),
            Self::Nothing => (None, None),
        };
        let row = row.map(|row| match row {
            RowRef::Handoff(id) => RowKey::Handoff(id),
            RowRef::Task(id) => RowKey::Task(id),
            RowRef::Violation(id) => RowKey::Violation(id),
        });
        record.into_iter().chain(row).collect()
    }
}

/// The handoff of an event that is about nothing else.
fn handoff_of(what: &What) -> Option<HandoffId> {
    match what {
        What::HandoffRouted(it) => Some(it.handoff),
        What::ClockStarted(it) => Some(it.handoff),
        What::ClockMoved(it) => Some(it.handoff),
        What::RungReached(it) => Some(it.handoff),
        What::HandoffMigrated(it) => Some(it.handoff),
        What::HandoffHeld { handoff, .. }
        | What::HandoffOffered { handoff, .. }
        | What::HandoffReleased { handoff, .. }
        | What::HandoffTouched { handoff, .. }
        | What::HandoffAccepted { handoff, .. }
        | What::HandoffDisposed { handoff, .. }
        | What::HandoffWithdrawn { handoff, .. }
        | What::HandoffCompleted { handoff }
        | What::ReopeningEnded { handoff, .. }
        | What::NextStepSet { handoff, .. }
        | What::ClockPaused { handoff, .. }
        | What::ClockResumed { handoff, .. }
        | What::ClockStopped { handoff, .. }
        | What::ClockBreached { handoff, .. }
        | What::ClockCancelled { handoff, .. } => Some(*handoff),
        _ => None,
    }
}
