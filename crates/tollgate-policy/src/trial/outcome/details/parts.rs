//! The details of each kind of event, by name.

use tollgate_core::command::{Activity, Direction};
use tollgate_core::event::{
    ClockMoved, ClockStarted, GateAnswered, HandoffMigrated, HandoffOpened, HandoffRouted,
    RecordObserved, Refused, RungReached,
};
use tollgate_core::ids::TaskId;
use tollgate_core::policy::{RungAction, Then};
use tollgate_core::state::{
    Availability, Disposition, NextStep, Standing, Task, Violation, Waiver,
};

use super::super::Detail;
use super::Details;

impl Details<'_> {
    pub(super) fn observed(self, observed: &RecordObserved) -> Self {
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

    pub(super) fn activity(self, activity: &Activity) -> Self {
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

    pub(super) fn opened(self, opened: &HandoffOpened) -> Self {
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

    pub(super) fn routed(self, routed: &HandoffRouted) -> Self {
        self.handoff(routed.handoff)
            .maybe("rule", routed.rule.as_ref())
            .maybe("queue", routed.queue.as_ref())
            .person("owner", routed.owner.as_ref())
            .instant("overflow_at", routed.overflow_at)
            .instant("retry_at", routed.retry_at)
    }

    pub(super) fn disposition(self, disposition: &Disposition) -> Self {
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

    pub(super) fn next_step(self, step: &NextStep) -> Self {
        self.text("what", &step.what)
            .instant("due_at", Some(step.due_at))
            .person("owner", Some(&step.owner))
    }

    pub(super) fn clock_started(self, started: &ClockStarted) -> Self {
        self.clock(started.handoff, &started.milestone)
            .maybe("target", started.target)
            .maybe("calendar", started.calendar.as_ref())
            .instant("started_at", Some(started.started_at))
            .instant("due_at", started.due_at)
            .person("owner", started.owner.as_ref())
            .instant("rung_at", started.rung_at)
    }

    pub(super) fn clock_moved(self, moved: &ClockMoved) -> Self {
        self.clock(moved.handoff, &moved.milestone)
            .person("owner", moved.owner.as_ref())
            .micros("used", moved.used)
            .instant("due_at", moved.due_at)
            .instant("rung_at", moved.rung_at)
            .segments(&moved.segments)
    }

    pub(super) fn migrated(self, migrated: &HandoffMigrated) -> Self {
        let clocks = migrated.clocks.iter().map(|clock| &clock.milestone);
        let all = self
            .handoff(migrated.handoff)
            .text("revision", migrated.revision)
            .texts("clocks", clocks);
        // A clock that goes on under other terms falls due at another instant.
        match migrated.clocks.as_slice() {
            [only] => all
                .maybe("target", only.target)
                .maybe("calendar", only.calendar.as_ref())
                .micros("used", only.used)
                .instant("due_at", only.due_at),
            _ => all,
        }
    }

    pub(super) fn rung(self, reached: &RungReached) -> Self {
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

    pub(super) fn standing(self, standing: &Standing) -> Self {
        self.text("queue", &standing.queue)
            .person("member", Some(&standing.member))
            .with("credit", Detail::Number(standing.credit))
            .with("open", Detail::Count(i64::from(standing.open)))
            .with("offered", Detail::Count(i64::from(standing.offered)))
    }

    pub(super) fn availability(self, availability: Availability) -> Self {
        match availability {
            Availability::Here => self.text("availability", "here"),
            Availability::Away(until) => self.text("availability", "away").instant("until", until),
            Availability::Left => self.text("availability", "left"),
        }
    }

    pub(super) fn gate(self, answer: &GateAnswered) -> Self {
        self.text("record", &answer.record)
            .texts("gates", &answer.gates)
            .maybe("from", answer.from.as_ref())
            .text("into", &answer.into)
            .flag("allowed", answer.allowed)
            .texts("blocked_by", &answer.blocked_by)
            .texts("warned_by", &answer.warned_by)
    }

    pub(super) fn violation(self, violation: &Violation) -> Self {
        self.text("record", &violation.record)
            .text("gate", &violation.gate)
            .maybe("from", violation.from.as_ref())
            .text("into", &violation.into)
            .texts("rules", &violation.rules)
    }

    pub(super) fn waiver(self, waiver: &Waiver) -> Self {
        self.text("record", &waiver.record)
            .text("gate", &waiver.gate)
            .maybe("rule", waiver.rule.as_ref())
            .person("by", Some(&waiver.by))
            .text("why", &waiver.why)
            .instant("until", Some(waiver.until))
    }

    pub(super) fn task(self, id: TaskId) -> Self {
        match self.situation.task(&id) {
            Some(task) => self.known_task(&task.clone()),
            None => self,
        }
    }

    pub(super) fn known_task(self, task: &Task) -> Self {
        self.text("task", &task.name)
            .text("playbook", &task.playbook)
            .text("record", &task.record)
            .person("assignee", task.assignee.as_ref())
            .maybe("queue", task.queue.as_ref())
            .instant("due_at", task.due_at)
    }

    pub(super) fn new_task(self, task: &Task) -> Self {
        self.known_task(task).texts("after", &task.after)
    }

    pub(super) fn refused(self, refused: &Refused) -> Self {
        self.text("command", &refused.command)
            .text("subject", &refused.subject)
            .text("code", &refused.code)
            .text("says", &refused.says)
    }
}
