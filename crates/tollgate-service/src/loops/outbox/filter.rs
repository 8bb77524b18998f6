//! What an endpoint is told.

use serde::{Deserialize, Serialize};
use tollgate_core::ids::PointId;

use super::Target;

/// What an endpoint is told; by default everything that somebody outside might act on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Events by name; none means those that its kind of endpoint is usually told.
    pub events: Vec<String>,
    /// Handoff points by name; none means all. An event that is not about a handoff passes whichever they are.
    pub points: Vec<String>,
}

impl Filter {
    /// True when an endpoint with `target` is told of events named `tag`.
    pub fn takes(&self, target: &Target, tag: &str) -> bool {
        if self.events.is_empty() {
            return match target {
                Target::Email { .. } => FOR_PEOPLE.contains(&tag),
                Target::Webhook { .. } | Target::Slack { .. } => !is_bookkeeping(tag),
            };
        }
        self.events.iter().any(|event| event == tag)
    }

    /// True when it is told of handoffs of `point`; `None` is for what is not about a handoff.
    pub fn takes_point(&self, point: Option<&PointId>) -> bool {
        let named = |point: &PointId| self.points.iter().any(|name| name == point.as_str());
        self.points.is_empty() || point.is_none_or(named)
    }
}

/// What a person is written a letter about: something to do, a promise in danger, an answer to what was handed over.
const FOR_PEOPLE: &[&str] = &["handoff_routed", "handoff_disposed", "rung_reached"];

/// True for events by which Tollgate only keeps count: what the source system knows already, the movements of clocks, and
/// answers that the caller was given.
pub fn is_bookkeeping(tag: &str) -> bool {
    BOOKKEEPING.contains(&tag)
}

const BOOKKEEPING: &[&str] = &[
    "record_observed",
    "journey_joined",
    "activity_logged",
    "record_alarm_set",
    "reopening_ended",
    "clock_started",
    "clock_paused",
    "clock_resumed",
    "clock_moved",
    "clock_stopped",
    "clock_cancelled",
    "standing_set",
    "presence_changed",
    "gate_answered",
    "task_opened",
    "refused",
];
