//! The name of each event, and its details by name.

mod parts;

use std::fmt::Display;

use tollgate_core::event::What;
use tollgate_core::ids::{HandoffId, MilestoneId, PersonId};
use tollgate_core::state::{Gap, Segments, Situation};
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
            What::PolicyPublished { revision, open, .. } => (
                "policy_published",
                self.text("revision", revision).text("open", open.as_str()),
            ),
            What::PersonErased(_) => ("person_erased", self),
            What::RecordForgotten(it) => ("record_forgotten", self.text("record", &it.record)),
            What::Audited(audit) => ("audited", self.text("kind", audit.kind.as_str())),
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
            What::HandoffMigrated(migrated) => ("handoff_migrated", self.migrated(migrated)),
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

    fn met(self, handoff: HandoffId, milestone: &MilestoneId) -> Self {
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
}
