//! The name of each event, and its details by name.

use std::fmt::Display;

use tollgate_core::command::{Activity, Direction};
use tollgate_core::event::{
    ClockMoved, ClockStarted, GateAnswered, HandoffOpened, HandoffRouted, RecordObserved, Refused,
    RungReached, What,
};
use tollgate_core::ids::{HandoffId, PersonId, TaskId};
use tollgate_core::policy::{RungAction, Then};
use tollgate_core::state::{
    Availability, Disposition, Gap, NextStep, Segments, Situation, Standing, Task, Violation,
    Waiver,
};
use tollgate_core::time::Timestamp;

use super::Detail;

/// Details by name, in the making.
struct Details<'a> {
    situation: &'a Situation<'a>,
    found: Vec<(&'static str, Detail)>,
}

/// The event's name and details.
pub(super) fn of(
    what: &What,
    situation: &Situation<'_>,
) -> (&'static str, Vec<(&'static str, Detail)>) {
    let details = Details {
        situation,
        found: Vec::new(),
    };
    let (name, details) = details.any(what);
    (name, details.found)
}

impl Details<'_> {
    fn any(self, what: &What) -> (&'static str, Self) {
        match what {
            What::RecordObserved(observed) => ("record_observed", self.observed(observed)),
            What::JourneyJoined { record, journey } => (
                "journey_joined",
                self.text("record", record).text("journey", journey),
            ),
            What::ActivityLogged(activity) => ("activity_logged", self.activity(activity)),
            What::RecordSuppressed { record, identity } => (
                "record_suppressed",
                self.text("record", record)
                    .maybe("identity", identity.as_ref()),
            ),
            What::RecordAlarmSet { record, at } => (
                "record_alarm_set",
                self.text("record", record).instant("alarm_at", *at),
            ),
            What::StandingSet(standing) => ("standing_set", self.standing(standing)),
            What::PresenceChanged {
                person,
                availability,
            } => (
                "presence_changed",
                self.person("person", Some(person))
                    .availability(*availability),
            ),
            What::GateAnswered(answer) => ("gate_answered", self.gate(answer)),
            What::ViolationOpened(violation) => ("violation_opened", self.violation(violation)),
            What::ViolationClosed { violation, how } => {
                let row = self.situation.violation(violation).cloned();
                let details = row.iter().fold(self, Self::violation);
                ("violation_closed", details.text("how", how))
            }
            What::WaiverGranted(waiver) => ("waiver_granted", self.waiver(waiver)),
            What::PlaybookStarted {
                playbook,
                record,
                handoff,
                for_date,
            } => {
                let details = self
                    .text("playbook", playbook)
                    .text("record", record)
                    .maybe("for", for_date.as_ref());
                (
                    "playbook_started",
                    handoff
                        .iter()
                        .fold(details, |details, id| details.point(*id)),
                )
            }
            What::TaskCreated(task) => ("task_created", self.new_task(task)),
            What::TaskOpened { task } => ("task_opened", self.task(*task)),
            What::TaskDone { task } => ("task_done", self.task(*task)),
            What::TaskOverdue { task } => ("task_overdue", self.task(*task)),
            What::Refused(refused) => ("refused", self.refused(refused)),
            handoff => self.handoff_event(handoff),
        }
    }

    fn handoff_event(self, what: &What) -> (&'static str, Self) {
        match what {
            What::HandoffOpened(opened) => ("handoff_opened", self.opened(opened)),
            What::HandoffHeld {
                handoff,
                gaps,
                until,
            } => (
                "handoff_held",
                self.handoff(*handoff)
                    .gaps(gaps)
                    .instant("until", Some(*until)),
            ),
            What::HandoffOffered { handoff, gaps, .. } => {
                ("handoff_offered", self.handoff(*handoff).gaps(gaps))
            }
            What::HandoffRouted(routed) => ("handoff_routed", self.routed(routed)),
            What::HandoffReleased {
                handoff,
                from,
                declined,
            } => {
                let details = self.handoff(*handoff).person("from", Some(from));
                ("handoff_released", details.flag("declined", *declined))
            }
            What::HandoffTouched {
                handoff,
                touched_at,
                by,
            } => {
                let details = self
                    .handoff(*handoff)
                    .instant("touched_at", Some(*touched_at));
                ("handoff_touched", details.person("by", by.as_ref()))
            }
            What::HandoffAccepted { handoff, by } => (
                "handoff_accepted",
                self.handoff(*handoff).person("by", Some(by)),
            ),
            What::HandoffDisposed {
                handoff,
                disposition,
                gaps,
                reopen_at,
            } => {
                let details = self.handoff(*handoff).disposition(disposition).gaps(gaps);
                ("handoff_disposed", details.instant("reopen_at", *reopen_at))
            }
            What::HandoffWithdrawn { handoff, why } => {
                ("handoff_withdrawn", self.handoff(*handoff).text("why", why))
            }
            What::HandoffCompleted { handoff } => ("handoff_completed", self.handoff(*handoff)),
            What::ReopeningEnded { handoff, reopened } => (
                "reopening_ended",
                self.handoff(*handoff).flag("reopened", *reopened),
            ),
            What::NextStepSet { handoff, step } => {
                ("next_step_set", self.handoff(*handoff).next_step(step))
            }
            clock => self.clock_event(clock),
        }
    }

    fn clock_event(self, what: &What) -> (&'static str, Self) {
        match what {
            What::ClockStarted(started) => ("clock_started", self.clock_started(started)),
            What::ClockPaused {
                handoff,
                milestone,
                segments,
            } => (
                "clock_paused",
                self.clock(*handoff, milestone).segments(segments),
            ),
            What::ClockResumed {
                handoff,
                milestone,
                due_at,
                segments,
                ..
            } => {
                let details = self.clock(*handoff, milestone).instant("due_at", *due_at);
                ("clock_resumed", details.segments(segments))
            }
            What::ClockMoved(moved) => ("clock_moved", self.clock_moved(moved)),
            What::ClockStopped {
                handoff,
                milestone,
                stopped_at,
                elapsed,
                segments,
            } => {
                let details = self
                    .clock(*handoff, milestone)
                    .instant("stopped_at", Some(*stopped_at));
                (
                    "clock_stopped",
                    details
                        .micros("elapsed", *elapsed)
                        .met(*handoff, milestone)
                        .segments(segments),
                )
            }
            What::ClockBreached {
                handoff,
                milestone,
                due_at,
            } => (
                "clock_breached",
                self.clock(*handoff, milestone)
                    .instant("due_at", Some(*due_at)),
            ),
            What::ClockCancelled {
                handoff,
                milestone,
                segments,
            } => (
                "clock_cancelled",
                self.clock(*handoff, milestone).segments(segments),
            ),
            What::RungReached(reached) => ("rung_reached", self.rung(reached)),
            _ => ("event", self),
        }
    }

    fn with(mut self, name: &'static str, detail: Detail) -> Self {
        self.found.push((name, detail));
        self
    }

    fn text(self, name: &'static str, value: impl Display) -> Self {
        self.with(name, Detail::Text(value.to_string()))
    }

    fn maybe(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    fn person(self, name: &'static str, person: Option<&PersonId>) -> Self {
        match person {
            Some(person) => self.with(name, Detail::Person(person.to_string())),
            None => self,
        }
    }

    fn instant(self, name: &'static str, at: Option<Timestamp>) -> Self {
        match at {
            Some(at) => self.with(name, Detail::Instant(at)),
            None => self,
        }
    }

    fn flag(self, name: &'static str, yes: bool) -> Self {
        self.with(name, Detail::Flag(yes))
    }

    fn micros(self, name: &'static str, micros: i64) -> Self {
        self.with(name, Detail::Micros(micros))
    }

    fn texts<T: Display>(self, name: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        self.with(
            name,
            Detail::Texts(values.into_iter().map(|value| value.to_string()).collect()),
        )
    }

    /// The point, record and id of a handoff.
    fn handoff(self, id: HandoffId) -> Self {
        let record = self
            .situation
            .handoff(&id)
            .map(|handoff| handoff.record.clone());
        self.point(id)
            .maybe("record", record)
            .text("handoff_id", id)
    }

    fn point(self, id: HandoffId) -> Self {
        let point = self
            .situation
            .handoff(&id)
            .map(|handoff| handoff.point.clone());
        self.maybe("handoff", point)
    }

    fn clock(self, handoff: HandoffId, milestone: impl Display) -> Self {
        self.handoff(handoff).text("milestone", milestone)
    }

    fn met(self, handoff: HandoffId, milestone: &tollgate_core::ids::MilestoneId) -> Self {
        let row = self.situation.handoff(&handoff);
        let clock = row
            .and_then(|row| row.clock(milestone))
            .filter(|clock| clock.due_at.is_some());
        match clock.map(|clock| clock.is_met()) {
            Some(met) => self.flag("met", met),
            None => self,
        }
    }

    fn gaps(self, gaps: &[Gap]) -> Self {
        self.texts("gaps", gaps.iter().map(|gap| &gap.name))
    }

    fn segments(self, segments: &Segments) -> Self {
        self.micros("system", segments.system)
            .micros("queue", segments.queue)
            .micros("working", segments.working)
            .micros("off_hours", segments.off_hours)
            .micros("paused", segments.paused)
    }

    fn observed(self, observed: &RecordObserved) -> Self {
        let changes = observed
            .changes
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect();
        self.text("record", &observed.record)
            .flag("new", observed.created_at.is_some())
            .instant("created_at", observed.created_at)
            .instant("changed_at", Some(observed.changed_at))
            .with("changes", Detail::Fields(changes))
    }

    fn activity(self, activity: &Activity) -> Self {
        let direction = match activity.direction {
            Direction::Outbound => "outbound",
            Direction::Inbound => "inbound",
        };
        self.maybe("record", activity.record.as_ref())
            .text("activity", &activity.of)
            .text("id", &activity.id)
            .text("direction", direction)
            .person("by", activity.by.as_ref())
            .flag("automated", activity.automated)
            .maybe("tag", activity.tag.as_ref())
            .instant("happened_at", Some(activity.at))
    }

    fn opened(self, opened: &HandoffOpened) -> Self {
        self.text("handoff", &opened.point)
            .text("record", &opened.record)
            .text("handoff_id", opened.handoff)
            .text("journey", &opened.journey)
            .person("sender", opened.sender.as_ref())
            .instant("received_at", Some(opened.received_at))
            .maybe("reopened_from", opened.reopened_from)
            .maybe("for", opened.for_date)
            .texts("declined", &opened.declined)
    }

    fn routed(self, routed: &HandoffRouted) -> Self {
        self.handoff(routed.handoff)
            .maybe("rule", routed.rule.as_ref())
            .maybe("queue", routed.queue.as_ref())
            .person("owner", routed.owner.as_ref())
            .instant("overflow_at", routed.overflow_at)
            .instant("retry_at", routed.retry_at)
    }

    fn disposition(self, disposition: &Disposition) -> Self {
        let then = match disposition.then {
            Then::Nothing => "nothing",
            Then::Reopen => "reopen",
        };
        self.text("outcome", disposition.outcome.as_str())
            .text("reason", &disposition.reason)
            .flag("standard", disposition.standard)
            .text("next", disposition.next.as_str())
            .text("then", then)
            .person("owner", disposition.owner.as_ref())
            .instant("until", disposition.until)
            .maybe("note", disposition.note.as_ref())
    }

    fn next_step(self, step: &NextStep) -> Self {
        self.text("what", &step.what)
            .instant("due_at", Some(step.due_at))
            .person("owner", Some(&step.owner))
    }

    fn clock_started(self, started: &ClockStarted) -> Self {
        self.clock(started.handoff, &started.milestone)
            .maybe("target", started.target)
            .maybe("calendar", started.calendar.as_ref())
            .instant("started_at", Some(started.started_at))
            .instant("due_at", started.due_at)
            .person("owner", started.owner.as_ref())
            .instant("rung_at", started.rung_at)
    }

    fn clock_moved(self, moved: &ClockMoved) -> Self {
        self.clock(moved.handoff, &moved.milestone)
            .person("owner", moved.owner.as_ref())
            .micros("used", moved.used)
            .instant("due_at", moved.due_at)
            .instant("rung_at", moved.rung_at)
            .segments(&moved.segments)
    }

    fn rung(self, reached: &RungReached) -> Self {
        let act = reached.act.map(|act| match act {
            RungAction::Reroute => "reroute",
            RungAction::AssignManager => "assign_manager",
        });
        self.clock(reached.handoff, &reached.milestone)
            .with("rung", Detail::Count(i64::from(reached.rung)))
            .with("repeat", Detail::Count(i64::from(reached.repeat)))
            .flag("warning", reached.warning)
            .texts("notify", &reached.notify)
            .maybe("do", act)
            .instant("next_at", reached.next_at)
    }

    fn standing(self, standing: &Standing) -> Self {
        self.text("queue", &standing.queue)
            .person("member", Some(&standing.member))
            .with("credit", Detail::Number(standing.credit))
            .with("open", Detail::Count(i64::from(standing.open)))
            .with("offered", Detail::Count(i64::from(standing.offered)))
    }

    fn availability(self, availability: Availability) -> Self {
        match availability {
            Availability::Here => self.text("availability", "here"),
            Availability::Away(until) => self.text("availability", "away").instant("until", until),
            Availability::Left => self.text("availability", "left"),
        }
    }

    fn gate(self, answer: &GateAnswered) -> Self {
        self.text("record", &answer.record)
            .texts("gates", &answer.gates)
            .maybe("from", answer.from.as_ref())
            .text("into", &answer.into)
            .flag("allowed", answer.allowed)
            .texts("blocked_by", &answer.blocked_by)
            .texts("warned_by", &answer.warned_by)
    }

    fn violation(self, violation: &Violation) -> Self {
        self.text("record", &violation.record)
            .text("gate", &violation.gate)
            .maybe("from", violation.from.as_ref())
            .text("into", &violation.into)
            .texts("rules", &violation.rules)
    }

    fn waiver(self, waiver: &Waiver) -> Self {
        self.text("record", &waiver.record)
            .text("gate", &waiver.gate)
            .maybe("rule", waiver.rule.as_ref())
            .person("by", Some(&waiver.by))
            .text("why", &waiver.why)
            .instant("until", Some(waiver.until))
    }

    fn task(self, id: TaskId) -> Self {
        match self.situation.task(&id) {
            Some(task) => self.known_task(&task.clone()),
            None => self,
        }
    }

    fn known_task(self, task: &Task) -> Self {
        self.text("task", &task.name)
            .text("playbook", &task.playbook)
            .text("record", &task.record)
            .person("assignee", task.assignee.as_ref())
            .maybe("queue", task.queue.as_ref())
            .instant("due_at", task.due_at)
    }

    fn new_task(self, task: &Task) -> Self {
        self.known_task(task).texts("after", &task.after)
    }

    fn refused(self, refused: &Refused) -> Self {
        self.text("command", &refused.command)
            .text("subject", &refused.subject)
            .text("code", &refused.code)
            .text("says", &refused.says)
    }
}
