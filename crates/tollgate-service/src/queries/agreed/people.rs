//! Teams, queues and calendars.

use serde::Serialize;
use tollgate_core::ids::CalendarId;
use tollgate_core::policy::{Queue, Team};
use tollgate_core::time::{CalendarRules, CalendarZone};
use utoipa::ToSchema;

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamView {
    /// The team.
    pub id: String,
    /// Who answers for it.
    pub manager: Option<String>,
    /// Its members, in the order written.
    pub members: Vec<String>,
}

/// A queue, and who serves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgreedQueueView {
    /// The queue.
    pub id: String,
    /// The team whose members serve it.
    pub team: String,
}

/// A calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarView {
    /// The calendar.
    pub id: String,
    /// Whose local time its hours are in; `null` where it is that of whoever is responsible.
    pub zone: Option<String>,
    /// The week, Monday first.
    pub week: Vec<DayView>,
    /// Days on which nothing begins.
    pub holidays: Vec<String>,
}

/// The hours of a weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayView {
    /// When it is open: `09:00-17:00`; nothing where it is closed.
    pub open: Vec<String>,
    /// What cuts the hours.
    pub breaks: Vec<String>,
}

impl From<&Team> for TeamView {
    fn from(team: &Team) -> Self {
        Self {
            id: team.id.to_string(),
            manager: team.manager.as_ref().map(ToString::to_string),
            members: team.members.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&Queue> for AgreedQueueView {
    fn from(queue: &Queue) -> Self {
        Self {
            id: queue.id.to_string(),
            team: queue.team.to_string(),
        }
    }
}

impl CalendarView {
    pub(super) fn new(id: &CalendarId, rules: &CalendarRules) -> Self {
        let days = rules.hours.iter().zip(&rules.breaks);
        let texts = |hours: &tollgate_core::time::DayHours| {
            hours.0.iter().map(ToString::to_string).collect()
        };
        Self {
            id: id.to_string(),
            zone: match &rules.zone {
                CalendarZone::Owner => None,
                CalendarZone::Fixed(name) => Some(name.clone()),
            },
            week: days
                .map(|(open, breaks)| DayView {
                    open: texts(open),
                    breaks: texts(breaks),
                })
                .collect(),
            holidays: rules.holidays.iter().map(ToString::to_string).collect(),
        }
    }
}
