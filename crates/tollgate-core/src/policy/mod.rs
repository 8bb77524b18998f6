//! What was agreed: a checked policy as inert data, ready to be consulted.
//!
//! The policy crate makes it from text; nothing here parses, and nothing here is ever unchecked. Names that one
//! document uses for another (a route's queue, a milestone's calendar) are known to exist.

mod calendars;
mod escalation;
mod gate;
mod handoff_point;
mod health;
mod in_flight;
mod kind;
mod kpi;
mod playbook;
mod queue;
mod review;
mod sla;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use smol_str::SmolStr;

pub use calendars::Calendars;
pub use escalation::{Escalation, Notify, Rung, RungAction, RungAt};
pub use gate::{Backward, Gate, GateCheck, Mode, StageGate, WaiverRule, WaiverSigner};
pub use handoff_point::{
    Acceptance, Criterion, HandoffPoint, NextAction, NextKind, Opens, Outcome, RouteRule, RouteTo,
    Then, Unmet,
};
pub use health::{Health, Signal};
pub use in_flight::InFlight;
pub use kind::{Field, Forecast, Kind, OWNER, Recurring, STAGE};
pub use kpi::{FailureMode, FailureWatch, Kpi, KpiName, KpiTarget};
pub use playbook::{Assign, Playbook, PlaybookStart, StartEvent, TaskTemplate};
pub use queue::{Pick, Queue, SkipWhen, WhenNobody};
pub use review::Review;
pub use sla::{Milestone, StartsAt, StopsAt, TouchBy, TouchTypes};

use crate::ids::{
    ActivityType, CalendarId, EscalationId, GateId, ListName, PersonId, PlaybookId, PointId,
    QueueId, RecordKind, TeamId,
};
use crate::time::CalendarRules;
use crate::value::Value;

/// A workspace's whole policy at one revision.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Counts publications; a revision never changes.
    pub revision: u32,
    /// The workspace that the policy governs.
    pub workspace: Workspace,
    /// The kinds of record, with their fields and stages.
    pub kinds: BTreeMap<RecordKind, Kind>,
    /// The types of activity, in the order that conditions number them.
    pub activities: Vec<ActivityType>,
    /// The people that the policy knows by name.
    pub people: BTreeMap<PersonId, Person>,
    /// The teams.
    pub teams: BTreeMap<TeamId, Team>,
    /// The queues.
    pub queues: BTreeMap<QueueId, Queue>,
    /// The calendars as written.
    pub calendars: BTreeMap<CalendarId, CalendarRules>,
    /// The calendars prepared for each zone that they are used in.
    pub prepared: Calendars,
    /// The escalation ladders.
    pub escalations: BTreeMap<EscalationId, Escalation>,
    /// The handoff points.
    pub points: BTreeMap<PointId, HandoffPoint>,
    /// The gates.
    pub gates: BTreeMap<GateId, Gate>,
    /// The playbooks.
    pub playbooks: BTreeMap<PlaybookId, Playbook>,
    /// The health scores, by the kind of record they describe.
    pub healths: BTreeMap<RecordKind, Health>,
    /// The reviews.
    pub reviews: Vec<Review>,
    /// The named lists.
    pub lists: BTreeMap<ListName, Vec<Value>>,
    /// The earlier revisions that open handoffs go by, as this one counts fields and activities; empty when all go by
    /// this one. An earlier revision has none of its own.
    pub earlier: BTreeMap<u32, Arc<Self>>,
}

/// A workspace: one company's handoffs and one line of history.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The short name.
    pub id: SmolStr,
    /// The name on screen.
    pub title: SmolStr,
    /// The zone in which `today` changes, where no other zone is said.
    pub zone: jiff::tz::TimeZone,
    /// ISO 4217 code of all amounts.
    pub currency: SmolStr,
    /// Month 1 to 12 in which the fiscal year starts.
    pub fiscal_year_starts: u8,
    /// True where a policy comes into force only when a second person approves it.
    pub needs_approval: bool,
}

/// A person whom the policy names.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// The name on screen.
    pub name: SmolStr,
    /// The zone in which the person works; the workspace's where it is not said.
    pub zone: jiff::tz::TimeZone,
}

/// A team: people and the manager who answers for them.
#[derive(Clone, Debug)]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// Who answers for it.
    pub manager: Option<PersonId>,
    /// Its members, in the order written.
    pub members: Vec<PersonId>,
}

impl Policy {
    /// The record kind named `kind`.
    pub fn kind(&self, kind: &RecordKind) -> Option<&Kind> {
        self.kinds.get(kind)
    }

    /// The zone in which `person` works; the workspace's for people whom the policy does not name.
    pub fn zone_of(&self, person: Option<&PersonId>) -> &jiff::tz::TimeZone {
        person
            .and_then(|person| self.people.get(person))
            .map_or(&self.workspace.zone, |p| &p.zone)
    }

    /// The teams that `person` belongs to, in the order of their names.
    pub fn teams_of<'a>(&'a self, person: &PersonId) -> impl Iterator<Item = &'a Team> {
        self.teams
            .values()
            .filter(move |team| team.members.contains(person))
    }

    /// The first team's manager who is not the person.
    pub fn manager_of<'a>(&'a self, person: &PersonId) -> Option<&'a PersonId> {
        let managers = self
            .teams_of(person)
            .filter_map(|team| team.manager.as_ref());
        managers.into_iter().find(|manager| *manager != person)
    }

    /// The handoff points of records of `kind`, in the order of their names.
    pub fn points_of(&self, kind: &RecordKind) -> impl Iterator<Item = &HandoffPoint> {
        self.points
            .values()
            .filter(move |point| &point.record == kind)
    }

    /// The gates on stages of records of `kind`, in the order of their names.
    pub fn gates_of(&self, kind: &RecordKind) -> impl Iterator<Item = &Gate> {
        self.gates.values().filter(move |gate| &gate.record == kind)
    }

    /// Everyone whom a team, queue or person document names.
    pub fn everyone(&self) -> BTreeSet<&PersonId> {
        let members = self
            .teams
            .values()
            .flat_map(|team| team.members.iter().chain(&team.manager));
        self.people.keys().chain(members).collect()
    }
}
