//! What an actor sees, and what it can do: look at the rows, note a deed for later, send an order.

use std::collections::VecDeque;

use jiff::ToSpan;
use jiff::civil::Date;
use smol_str::{SmolStr, format_smolstr};
use tollgate_core::command::{
    Activity, Actor, Command, Direction, RecordChange, Request, SetNextStep,
};
use tollgate_core::ids::{
    ActivityId, ActivityType, CalendarId, FieldName, HandoffId, PersonId, RecordRef, StageName,
};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Situation};
use tollgate_core::time::{Budget, Timestamp};
use tollgate_core::value::Value;
use tollgate_service::writer::Order;

use crate::agenda::{Agenda, Deed};
use crate::courier::Courier;
use crate::people::Absences;
use crate::random::Random;
use crate::scenario::Scenario;
use crate::truth::Truth;

pub(crate) const MINUTE: i64 = 60_000_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// The moment at which somebody acts.
pub(crate) struct Scene<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) scenario: &'a Scenario,
    pub(crate) rows: &'a Situation<'static>,
    pub(crate) now: Timestamp,
    pub(crate) random: &'a mut Random,
    pub(crate) agenda: &'a mut Agenda,
    pub(crate) truth: &'a mut Truth,
    pub(crate) absences: &'a Absences,
    pub(crate) courier: &'a Courier,
    pub(crate) ready: &'a mut VecDeque<Order>,
}

/// Looking.
impl Scene<'_> {
    pub(crate) fn today(&self) -> Date {
        self.now
            .to_jiff()
            .to_zoned(self.policy.workspace.zone.clone())
            .date()
    }

    pub(crate) fn in_days(&self, days: i64) -> Date {
        self.today().saturating_add(days.days())
    }

    /// The handoff, if `who` still carries it.
    pub(crate) fn carried(&self, id: HandoffId, who: &PersonId) -> Option<&Handoff> {
        let handoff = self.rows.handoff(&id)?;
        (handoff.state.is_carried() && handoff.owner.as_ref() == Some(who)).then_some(handoff)
    }

    /// The stage of the record; empty where it has none.
    pub(crate) fn stage(&self, record: &RecordRef) -> &str {
        self.rows.record(record).map_or("", |record| record.stage())
    }

    /// What a field of the record holds.
    pub(crate) fn value(&self, record: &RecordRef, field: &str) -> Value {
        let slot = self
            .policy
            .kind(&record.kind)
            .and_then(|kind| kind.slot(&FieldName::from(field)));
        let row = self.rows.record(record);
        row.zip(slot)
            .map_or(Value::Missing, |(row, slot)| row.value(slot).clone())
    }

    pub(crate) fn owner(&self, record: &RecordRef) -> Option<PersonId> {
        self.rows.record(record)?.owner()
    }

    /// The hours of the queue that `who` serves, or those of everybody.
    fn hours(&self, who: &PersonId) -> Option<&CalendarId> {
        let mut queues = self.policy.queues.values().filter(|queue| {
            self.policy
                .teams
                .get(&queue.team)
                .is_some_and(|team| team.members.contains(who))
        });
        let everybodys = || self.policy.calendars.keys().find(|id| id.as_str() == HOURS);
        queues
            .find_map(|queue| queue.calendar.as_ref())
            .or_else(everybodys)
    }

    /// The instant at which `who` has worked for `micros` from now on, not counting absences.
    pub(crate) fn at_work(&self, who: &PersonId, micros: i64) -> Timestamp {
        let calendar = self
            .policy
            .prepared
            .get(self.hours(who), self.policy.zone_of(Some(who)));
        let from = self.absences.here_from(who, self.now);
        let at = calendar
            .due(from, Budget::Time(micros), &[])
            .unwrap_or(from);
        self.absences.here_from(who, at)
    }
}

/// When people work whose queue does not say so, as the starter policy has it.
const HOURS: &str = "business_hours";

/// Planning.
impl Scene<'_> {
    /// Notes a deed that comes `micros` from now, day or night.
    pub(crate) fn later(&mut self, micros: i64, deed: Deed) {
        self.agenda.note(self.now.plus(micros.max(1)), deed);
    }

    /// Notes a deed that `who` gets to after about `micros` of work.
    pub(crate) fn after_work(&mut self, who: &PersonId, micros: i64, deed: Deed) {
        let takes = self.random.about(micros);
        let at = self.at_work(who, takes);
        self.agenda.note(at.max(self.now.plus(1)), deed);
    }

    /// Notes a deed of `who` for a working hour some `days` from now.
    pub(crate) fn in_some_days(&mut self, who: &PersonId, days: i64, deed: Deed) {
        let morning = self.now.plus(days.max(0) * DAY);
        let now = std::mem::replace(&mut self.now, morning);
        let takes = self.random.between(0, 6 * HOUR);
        let at = self.at_work(who, takes);
        self.now = now;
        self.agenda.note(at.max(self.now.plus(1)), deed);
    }

    pub(crate) fn careless(&mut self) -> bool {
        self.random.chance(self.scenario.careless)
    }
}

/// Acting.
impl Scene<'_> {
    /// `who` says something in Tollgate itself.
    pub(crate) fn say(&mut self, who: &PersonId, command: Command) {
        let request = Request {
            actor: Actor::Person(who.clone()),
            command,
        };
        self.ready.push_back(Order {
            delivery: None,
            request,
            at: self.now,
        });
    }

    /// A system tells what is known of a record.
    pub(crate) fn observe(
        &mut self,
        system: &'static str,
        record: &RecordRef,
        fields: Vec<(&'static str, Value)>,
    ) {
        self.tell(
            Actor::System(SmolStr::new_static(system)),
            record,
            self.now,
            fields,
        );
    }

    /// `who` changes a record in the CRM.
    pub(crate) fn change(
        &mut self,
        who: &PersonId,
        record: &RecordRef,
        fields: Vec<(&'static str, Value)>,
    ) {
        self.tell(Actor::Person(who.clone()), record, self.now, fields);
    }

    /// The CRM tells of a record that has been as it is since `since`.
    pub(crate) fn tell_of_old(
        &mut self,
        record: &RecordRef,
        since: Timestamp,
        fields: Vec<(&'static str, Value)>,
    ) {
        self.tell(
            Actor::System(SmolStr::new_static("crm")),
            record,
            since,
            fields,
        );
    }

    fn tell(
        &mut self,
        actor: Actor,
        record: &RecordRef,
        changed_at: Timestamp,
        fields: Vec<(&'static str, Value)>,
    ) {
        let is_new = self.rows.record(record).is_none();
        let change = RecordChange {
            record: record.clone(),
            created_at: is_new.then_some(changed_at),
            changed_at,
            fields: fields
                .into_iter()
                .map(|(name, value)| (FieldName::from(name), value))
                .collect(),
        };
        self.post(Request {
            actor,
            command: Command::Observe(change),
        });
    }

    /// `who` does something on a record, which the CRM logs.
    pub(crate) fn log(&mut self, who: &PersonId, record: &RecordRef, of: &'static str) {
        self.activity(who, record, of, None, false);
    }

    /// The same, with a tag.
    pub(crate) fn log_tagged(
        &mut self,
        who: &PersonId,
        record: &RecordRef,
        of: &'static str,
        tag: &'static str,
    ) {
        self.activity(who, record, of, Some(tag), false);
    }

    /// A machine sends something in the name of `who`.
    pub(crate) fn send_automatically(&mut self, who: &PersonId, record: &RecordRef) {
        self.activity(who, record, "email", None, true);
    }

    fn activity(
        &mut self,
        who: &PersonId,
        record: &RecordRef,
        of: &'static str,
        tag: Option<&'static str>,
        automated: bool,
    ) {
        self.truth.activities += 1;
        let activity = Activity {
            id: ActivityId::from(format_smolstr!("a-{}", self.truth.activities)),
            record: Some(record.clone()),
            of: ActivityType::from(of),
            direction: Direction::Outbound,
            by: Some(who.clone()),
            automated,
            tag: tag.map(SmolStr::new_static),
            at: self.now,
        };
        self.post(Request {
            actor: Actor::System(SmolStr::new_static("crm")),
            command: Command::Log(activity),
        });
    }

    /// `who` says what they do next on a handoff.
    pub(crate) fn next_step(
        &mut self,
        who: &PersonId,
        handoff: HandoffId,
        what: &'static str,
        days: i64,
    ) {
        let due_at = self.now.plus(days * DAY);
        let step = SetNextStep {
            handoff,
            what: SmolStr::new_static(what),
            due_at,
            owner: None,
        };
        self.say(who, Command::SetNextStep(step));
    }

    fn post(&mut self, request: Request) {
        self.truth.deliveries += 1;
        self.courier.post(
            self.random,
            self.agenda,
            self.ready,
            self.truth.deliveries,
            Order {
                delivery: None,
                request,
                at: self.now,
            },
        );
    }
}

/// Text as a field holds it.
pub(crate) fn text(text: impl Into<SmolStr>) -> Value {
    Value::Text(text.into())
}

/// A stage as the CRM writes it.
pub(crate) fn stage(name: &'static str) -> (&'static str, Value) {
    ("stage", Value::Text(SmolStr::new_static(name)))
}

/// A stage of the policy.
pub(crate) fn into_stage(name: &'static str) -> StageName {
    StageName::from(SmolStr::new_static(name))
}
