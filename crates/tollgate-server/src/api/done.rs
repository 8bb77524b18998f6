//! What came of a command.

use serde::Serialize;
use tollgate_core::event::{Event, What};
use tollgate_service::ledger::{RowRef, Subject};
use tollgate_service::stored::tag_of;
use utoipa::ToSchema;

use crate::app::Done;

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DoneView {
    /// The last entry of the ledger that it led to.
    pub sequence: u64,
    /// The same request had been answered before, and nothing happened again.
    pub repeated: bool,
    /// What happened, in order; empty when nothing was new.
    pub events: Vec<EventView>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EventView {
    /// What, as the ledger has it: `handoff_opened`.
    pub what: String,
    /// The handoff that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handoff: Option<String>,
    /// The task that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Who has the handoff, where it was given to somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The gate that the record was moved around, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub violates: Option<String>,
}

impl From<Done> for DoneView {
    fn from(done: Done) -> Self {
        Self {
            sequence: done.sequence,
            repeated: done.repeated,
            events: done.events.iter().map(EventView::from).collect(),
        }
    }
}

impl From<&Event> for EventView {
    fn from(event: &Event) -> Self {
        let row = match Subject::of(&event.what) {
            Subject::Record(_, row) => row,
            Subject::Row(row) => Some(row),
            Subject::Nothing => None,
        };
        let (handoff, task) = match row {
            Some(RowRef::Handoff(id)) => (Some(id.to_string()), None),
            Some(RowRef::Task(id)) => (None, Some(id.to_string())),
            Some(RowRef::Violation(_)) | None => (None, None),
        };
        let owner = match &event.what {
            What::HandoffRouted(routed) => routed.owner.as_ref().map(ToString::to_string),
            _ => None,
        };
        let violates = match &event.what {
            What::ViolationOpened(violation) => Some(violation.gate.to_string()),
            _ => None,
        };
        Self {
            what: tag_of(&event.what).to_owned(),
            handoff,
            task,
            owner,
            violates,
        }
    }
}
