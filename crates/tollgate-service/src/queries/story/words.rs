//! What happened, in words.

mod audit;
mod revision;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tollgate_core::command::{Activity, Direction};
use tollgate_core::event::{
    ClockMoved, ClockStarted, GateAnswered, HandoffRouted, RecordObserved, RungReached, What,
};
use tollgate_core::ids::{PersonId, TaskId};
use tollgate_core::policy::{Policy, RungAction};
use tollgate_core::state::{Availability, Disposition, Gap, Segments, Violation};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;

use super::super::span;
use super::local;
use audit::{audited, erased, forgotten};
use revision::published;

/// Tells events in words, in the policy's names and the reader's zone.
pub(super) struct Words<'a> {
    policy: &'a Policy,
    zone: &'a TimeZone,
    tasks: BTreeMap<TaskId, String>,
    /// When the event happened that is told; that instant is not said again.
    told_at: Timestamp,
}

/// What happened in one line, and more of it.
type Told = (String, Vec<String>);

impl<'a> Words<'a> {
    pub(super) fn new(policy: &'a Policy, zone: &'a TimeZone) -> Self {
        Self {
            policy,
            zone,
            tasks: BTreeMap::new(),
            told_at: Timestamp::MIN,
        }
    }

    /// Remembers what later events name by id alone, and when this one happened.
    pub(super) fn learn(&mut self, what: &What, at: Timestamp) {
        self.told_at = at;
        if let What::TaskCreated(task) = what {
            self.tasks.insert(task.id, task.title.to_string());
        }
    }

    /// What happened.
    pub(super) fn tell(&self, what: &What) -> Told {
        self.handoff(what)
            .or_else(|| self.clock(what))
            .or_else(|| self.gate_or_task(what))
            .unwrap_or_else(|| self.rest(what))
    }

    fn handoff(&self, what: &What) -> Option<Told> {
        Some(match what {
            What::HandoffOpened(it) => self.opened(it),
            What::HandoffHeld { gaps, until, .. } => (
                format!("held until {}: data may still come", self.at(*until)),
                gap_lines(gaps),
            ),
            What::HandoffOffered { gaps, .. } => ("offered".to_owned(), gap_lines(gaps)),
            What::HandoffRouted(it) => self.routed(it),
            What::HandoffReleased {
                from,
                declined: true,
                ..
            } => (
                format!("taken from {from}, who is not offered it again"),
                Vec::new(),
            ),
            What::HandoffReleased { from, .. } => (format!("released by {from}"), Vec::new()),
            What::HandoffTouched { touched_at, by, .. } => {
                let by = by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
                (
                    format!("touched for the first time{by}{}", self.when(*touched_at)),
                    Vec::new(),
                )
            }
            What::HandoffAccepted { by, .. } => (format!("accepted by {by}"), Vec::new()),
            What::HandoffDisposed {
                disposition,
                gaps,
                reopen_at,
                ..
            } => self.disposed(disposition, gaps, *reopen_at),
            What::HandoffWithdrawn { why, .. } => (format!("withdrawn: {why}"), Vec::new()),
            What::HandoffCompleted { .. } => ("completed".to_owned(), Vec::new()),
            What::HandoffMigrated(it) => self.migrated(it),
            What::ReopeningEnded { reopened: true, .. } => (
                "another handoff opened again from it".to_owned(),
                Vec::new(),
            ),
            What::ReopeningEnded { .. } => ("it will not open again".to_owned(), Vec::new()),
            What::NextStepSet { step, .. } => (
                format!(
                    "next step: {}, by {}, due {}",
                    step.what,
                    step.owner,
                    self.at(step.due_at)
                ),
                Vec::new(),
            ),
            _ => return None,
        })
    }

    fn routed(&self, it: &HandoffRouted) -> Told {
        let through = it
            .queue
            .as_ref()
            .map_or(String::new(), |queue| format!(" through the queue {queue}"));
        let by = it
            .rule
            .as_ref()
            .map_or(String::new(), |rule| format!(", by the rule {rule}"));
        let says = match (&it.owner, &it.queue) {
            (Some(owner), _) => format!("routed to {owner}{through}{by}"),
            (None, Some(queue)) => format!("waits in the queue {queue}{by}"),
            (None, None) => "found nobody".to_owned(),
        };
        let overflow = it
            .overflow_at
            .map(|at| format!("overflows {}", self.at(at)));
        let retry = it
            .retry_at
            .map(|at| format!("looks for a member again {}", self.at(at)));
        (says, overflow.into_iter().chain(retry).collect())
    }

    fn disposed(&self, it: &Disposition, gaps: &[Gap], reopen_at: Option<Timestamp>) -> Told {
        let standard = if it.standard {
            ""
        } else {
            " (not a reason that the policy lists)"
        };
        let mut details = gap_lines(gaps);
        let until = it
            .until
            .map_or(String::new(), |at| format!(" until {}", self.at(at)));
        let owner = it
            .owner
            .as_ref()
            .map_or(String::new(), |owner| format!(", by {owner}"));
        details.push(format!("next action: {}{owner}{until}", it.next.as_str()));
        details.extend(reopen_at.map(|at| format!("opens again {}", self.at(at))));
        details.extend(it.note.as_ref().map(|note| format!("note: {note}")));
        (
            format!("{}: {}{standard}", it.outcome.as_str(), it.reason),
            details,
        )
    }

    fn clock(&self, what: &What) -> Option<Told> {
        Some(match what {
            What::ClockStarted(it) => self.started(it),
            What::ClockPaused {
                milestone,
                segments,
                ..
            } => (format!("clock {milestone} pauses"), spent(segments)),
            What::ClockResumed {
                milestone,
                due_at,
                segments,
                ..
            } => (
                format!("clock {milestone} goes on{}", self.due(*due_at)),
                spent(segments),
            ),
            What::ClockMoved(it) => self.moved(it),
            What::ClockStopped {
                milestone,
                elapsed,
                segments,
                ..
            } => (
                format!("clock {milestone} stopped after {}", span(*elapsed)),
                spent(segments),
            ),
            What::ClockBreached {
                milestone, due_at, ..
            } => (
                format!("promise broken: {milestone} was due {}", self.at(*due_at)),
                Vec::new(),
            ),
            What::ClockCancelled {
                milestone,
                segments,
                ..
            } => (
                format!("clock {milestone} cancelled: it no longer applies"),
                spent(segments),
            ),
            What::RungReached(it) => rung(it),
            _ => return None,
        })
    }

    fn started(&self, it: &ClockStarted) -> Told {
        let target = it.target.map_or_else(
            || ", only measured".to_owned(),
            |target| format!(": within {target}"),
        );
        let calendar = it
            .calendar
            .as_ref()
            .map_or(String::new(), |calendar| format!(" by {calendar}"));
        let mut details = Vec::new();
        if it.started_at != self.told_at {
            details.push(format!("counts from {}", self.at(it.started_at)));
        }
        details.extend(
            it.owner
                .as_ref()
                .map(|owner| format!("{owner} answers for it")),
        );
        (
            format!(
                "clock {} started{target}{calendar}{}",
                it.milestone,
                self.due(it.due_at)
            ),
            details,
        )
    }

    fn moved(&self, it: &ClockMoved) -> Told {
        let owner = it.owner.as_ref().map_or("nobody", PersonId::as_str);
        let used = (it.used > 0).then(|| format!("{} used so far", span(it.used)));
        let mut details: Vec<_> = used.into_iter().collect();
        details.extend(spent(&it.segments));
        (
            format!(
                "clock {} goes on under {owner}{}",
                it.milestone,
                self.due(it.due_at)
            ),
            details,
        )
    }

    fn gate_or_task(&self, what: &What) -> Option<Told> {
        let task = |id: &TaskId| {
            self.tasks
                .get(id)
                .cloned()
                .unwrap_or_else(|| id.to_string())
        };
        Some(match what {
            What::GateAnswered(it) => gate(it),
            What::ViolationOpened(it) => violation(it),
            What::ViolationClosed { how, .. } => (format!("violation closed: {how}"), Vec::new()),
            What::WaiverGranted(it) => {
                let rule = it
                    .rule
                    .as_ref()
                    .map_or("the whole gate".to_owned(), |rule| format!("rule {rule}"));
                let until = self.at(it.until);
                (
                    format!(
                        "waiver by {} for {rule} of gate {}, until {until}",
                        it.by, it.gate
                    ),
                    vec![it.why.to_string()],
                )
            }
            What::PlaybookStarted { playbook, .. } => {
                (format!("playbook {playbook} started"), Vec::new())
            }
            What::TaskCreated(it) => {
                let who = it
                    .assignee
                    .as_ref()
                    .map_or(String::new(), |who| format!(" for {who}"));
                (
                    format!("task `{}` created{who}{}", it.title, self.due(it.due_at)),
                    Vec::new(),
                )
            }
            What::TaskOpened { task: id } => {
                (format!("task `{}` can be done", task(id)), Vec::new())
            }
            What::TaskDone { task: id } => (format!("task `{}` is done", task(id)), Vec::new()),
            What::TaskOverdue { task: id } => {
                (format!("task `{}` is overdue", task(id)), Vec::new())
            }
            _ => return None,
        })
    }

    fn rest(&self, what: &What) -> Told {
        match what {
            What::RecordObserved(it) => self.observed(it),
            What::JourneyJoined { journey, .. } => (format!("goes on from {journey}"), Vec::new()),
            What::ActivityLogged(it) => self.activity(it),
            What::RecordSuppressed { record, .. } => (
                format!("{record} is suppressed: nobody contacts it again"),
                Vec::new(),
            ),
            What::StandingSet(it) => (
                format!("{} starts level with the others in {}", it.member, it.queue),
                Vec::new(),
            ),
            What::PresenceChanged {
                person,
                availability,
            } => (self.presence(person, *availability), Vec::new()),
            What::PolicyPublished {
                revision,
                open,
                approved_by,
                ..
            } => published(*revision, *open, approved_by.as_ref()),
            What::Audited(it) => audited(it),
            What::PersonErased(it) => erased(it),
            What::RecordForgotten(it) => forgotten(it),
            What::Refused(it) => (
                format!("refused to {}: {}", it.command.replace('_', " "), it.says),
                Vec::new(),
            ),
            // Every other event was told before.
            _ => ("something happened".to_owned(), Vec::new()),
        }
    }

    fn observed(&self, it: &RecordObserved) -> Told {
        let says = match it.created_at {
            Some(_) => format!("{} created", it.record),
            None if it.changes.is_empty() => format!("{} said again", it.record),
            None => format!("{} changed", it.record),
        };
        let changes = it.changes.iter().map(|(field, value)| match value {
            Value::Missing => format!("{field} is emptied"),
            Value::Instant(at) => format!("{field} = {}", self.at(*at)),
            value => format!("{field} = {value}"),
        });
        (says, changes.collect())
    }

    fn activity(&self, it: &Activity) -> Told {
        let by = it
            .by
            .as_ref()
            .map_or(String::new(), |by| format!(" by {by}"));
        let direction = match it.direction {
            Direction::Outbound => "",
            Direction::Inbound => "inbound ",
        };
        let machine = if it.automated {
            ", sent by a machine"
        } else {
            ""
        };
        let tag = it
            .tag
            .as_ref()
            .map_or(String::new(), |tag| format!(" ({tag})"));
        (
            format!("{direction}{}{tag}{by}{machine}{}", it.of, self.when(it.at)),
            Vec::new(),
        )
    }

    fn presence(&self, person: &PersonId, availability: Availability) -> String {
        match availability {
            Availability::Here => format!("{person} is here"),
            Availability::Away(Some(until)) => format!("{person} is away until {}", self.at(until)),
            Availability::Away(None) => format!("{person} is away"),
            Availability::Left => format!("{person} has left"),
        }
    }

    fn due(&self, at: Option<Timestamp>) -> String {
        at.map_or(String::new(), |at| format!(", due {}", self.at(at)))
    }

    /// The instant after a comma, unless it is the event's own.
    fn when(&self, at: Timestamp) -> String {
        if at == self.told_at {
            String::new()
        } else {
            format!(", {}", self.at(at))
        }
    }

    pub(super) fn at(&self, at: Timestamp) -> String {
        local(at, self.zone)
    }
}

fn rung(it: &RungReached) -> Told {
    let repeat = if it.repeat == 0 {
        String::new()
    } else {
        format!(", for the {} time again", it.repeat)
    };
    let kind = if it.warning { "warning" } else { "escalation" };
    let told: Vec<_> = it.notify.iter().map(PersonId::as_str).collect();
    let mut details = Vec::new();
    if !told.is_empty() {
        details.push(format!("tells {}", told.join(", ")));
    }
    match it.act {
        Some(RungAction::Reroute) => {
            details.push("takes it from the owner and routes it again".to_owned())
        }
        Some(RungAction::AssignManager) => details.push("gives it to the manager".to_owned()),
        None => {}
    }
    (
        format!("{kind} for {}: step {}{repeat}", it.milestone, it.rung + 1),
        details,
    )
}

fn gate(it: &GateAnswered) -> Told {
    let from = it
        .from
        .as_ref()
        .map_or(String::new(), |from| format!(" from {from}"));
    let answer = if it.allowed {
        "may enter"
    } else {
        "may not enter"
    };
    let rules = |rules: &[tollgate_core::ids::RuleId]| {
        rules
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut details = Vec::new();
    if !it.blocked_by.is_empty() {
        details.push(format!("blocked by {}", rules(&it.blocked_by)));
    }
    if !it.warned_by.is_empty() {
        details.push(format!("warned by {}", rules(&it.warned_by)));
    }
    (
        format!("gate: {} {answer} {}{from}", it.record, it.into),
        details,
    )
}

fn violation(it: &Violation) -> Told {
    let rules: Vec<_> = it.rules.iter().map(ToString::to_string).collect();
    let says = format!("violation: moved into {} around gate {}", it.into, it.gate);
    (says, vec![format!("not met: {}", rules.join(", "))])
}

fn gap_lines(gaps: &[Gap]) -> Vec<String> {
    gaps.iter()
        .map(|gap| format!("gap {}: {}", gap.name, gap.says))
        .collect()
}

/// Where the time went, in one line; nothing where none has passed.
fn spent(segments: &Segments) -> Vec<String> {
    let parts = [
        ("routing", segments.system),
        ("in the queue", segments.queue),
        ("working", segments.working),
        ("off hours", segments.off_hours),
        ("paused", segments.paused),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, micros)| *micros > 0)
        .map(|(name, micros)| format!("{} {name}", span(micros)))
        .collect();
    if parts.is_empty() {
        Vec::new()
    } else {
        vec![format!("wall time: {}", parts.join(", "))]
    }
}
