//! Each kind of event in words.

use tollgate_policy::trial::Detail;

use super::{Teller, Told};

impl Teller<'_> {
    pub(super) fn handoff(&self, name: &str) -> Told {
        let subject = format!("{} {}", self.say("record"), self.say("handoff"));
        match name {
            "handoff_opened" => (
                "opened".into(),
                subject + &self.maybe(" for ", "for"),
                self.reasons(),
            ),
            "handoff_held" => (
                "held".into(),
                format!("{subject} until {}", self.say("until")) + &self.lacking(),
                self.unmet(),
            ),
            "handoff_offered" => ("offered".into(), subject + &self.lacking(), self.unmet()),
            "handoff_routed" => ("routed".into(), self.routed(), self.found()),
            "handoff_released" => {
                let again = if self.say("declined") == "true" {
                    ", not to be offered it again"
                } else {
                    ""
                };
                (
                    "released".into(),
                    format!("{subject} from {}{again}", self.say("from")),
                    String::new(),
                )
            }
            "handoff_accepted" => (
                "accepted".into(),
                format!("{subject} by {}", self.say("by")),
                String::new(),
            ),
            "handoff_disposed" => (self.say("outcome"), self.disposed(), String::new()),
            "handoff_withdrawn" => ("withdrawn".into(), subject, self.say("why")),
            "handoff_migrated" => ("moved".into(), self.migrated(), self.reasons()),
            "handoff_completed" => ("completed".into(), subject, self.reasons()),
            other => (other.to_owned(), subject, self.reasons()),
        }
    }

    fn routed(&self) -> String {
        let place = match (self.outcome.detail("owner"), self.outcome.detail("queue")) {
            (Some(_), Some(_)) => format!("to {} through {}", self.say("owner"), self.say("queue")),
            (Some(_), None) => format!("to {}", self.say("owner")),
            (None, Some(_)) => format!(
                "into {}, nobody yet{}",
                self.say("queue"),
                self.maybe(", looked at again ", "retry_at")
            ),
            (None, None) => "to nobody".to_owned(),
        };
        format!("{} {place}", self.say("record"))
    }

    fn migrated(&self) -> String {
        let clocks = self.list(", other terms for ", "clocks");
        let due = self.maybe(", due ", "due_at");
        format!(
            "{} to revision {}{clocks}{due}",
            self.say("record"),
            self.say("revision")
        )
    }

    fn disposed(&self) -> String {
        let mut text = format!(
            "{} as {}, next {}",
            self.say("record"),
            self.say("reason"),
            self.say("next")
        );
        text += &self.maybe(" by ", "owner");
        text += &self.maybe(", opens again ", "reopen_at");
        if self.say("then") == "reopen" && self.outcome.detail("reopen_at").is_none() {
            text += ", opens again when the data changes";
        }
        text + &self.lacking()
    }

    pub(super) fn clock(&self, name: &str) -> Told {
        let milestone = self.say("milestone");
        match name {
            "clock_started" => {
                let due = self.maybe(", due ", "due_at");
                let why = match (
                    self.outcome.detail("target"),
                    self.outcome.detail("calendar"),
                ) {
                    (Some(_), Some(_)) => {
                        format!("{} of {}", self.say("target"), self.say("calendar"))
                    }
                    (Some(_), None) => format!("{} of wall time", self.say("target")),
                    _ => String::new(),
                };
                ("started".into(), format!("{milestone}{due}"), why)
            }
            "clock_stopped" => {
                let met = match self.say("met").as_str() {
                    "true" => ", in time",
                    "false" => ", late",
                    _ => "",
                };
                (
                    "stopped".into(),
                    format!(
                        "{milestone} after {}{met}{}",
                        self.say("elapsed"),
                        self.spent()
                    ),
                    String::new(),
                )
            }
            "clock_paused" => ("paused".into(), milestone, self.reasons()),
            "clock_resumed" => (
                "resumed".into(),
                milestone + &self.maybe(", due ", "due_at"),
                String::new(),
            ),
            "clock_moved" => {
                let owner = if self.outcome.detail("owner").is_some() {
                    self.say("owner")
                } else {
                    "nobody".into()
                };
                let text = format!(
                    "{milestone} to {owner}, {} used{}",
                    self.say("used"),
                    self.maybe(", due ", "due_at")
                );
                ("moved".into(), text, String::new())
            }
            "clock_breached" => (
                "breached".into(),
                format!("{milestone}, due {}", self.say("due_at")),
                String::new(),
            ),
            _ => ("dropped".into(), milestone, String::new()),
        }
    }

    /// What a clock's time went into, where not all of it was work.
    fn spent(&self) -> String {
        let parts = [
            ("system", "system"),
            ("queue", "in queue"),
            ("off_hours", "off hours"),
            ("paused", "paused"),
        ];
        let parts = parts
            .into_iter()
            .filter(|(name, _)| self.outcome.detail(name) != Some(&Detail::Micros(0)));
        let parts: Vec<_> = parts
            .map(|(name, says)| format!("{} {says}", self.say(name)))
            .collect();
        if parts.is_empty() {
            String::new()
        } else {
            format!(" ({})", parts.join(", "))
        }
    }

    pub(super) fn other(&self, name: &str) -> Told {
        match name {
            "rung_reached" => self.rung(),
            "gate_answered" | "violation_opened" | "violation_closed" | "waiver_granted" => {
                self.gate(name)
            }
            "playbook_started" | "task_created" | "task_opened" | "task_done" | "task_overdue" => {
                self.task(name)
            }
            "presence_changed" | "standing_set" => self.person(name),
            "policy_published" => {
                let (revision, open) = (self.say("revision"), self.say("open"));
                told(
                    "published",
                    format!("revision {revision}, open handoffs: {open}"),
                    "",
                )
            }
            "next_step_set" => {
                let (what, due, owner) = (self.say("what"), self.say("due_at"), self.say("owner"));
                told("planned", format!("{what}, due {due}, by {owner}"), "")
            }
            "journey_joined" => {
                let (record, journey) = (self.say("record"), self.say("journey"));
                told("journey", format!("{record} follows from {journey}"), "")
            }
            "record_suppressed" => {
                let what = self.say("record") + &self.maybe(", ", "identity");
                told("suppressed", what, "")
            }
            "refused" => {
                let what = format!("{}: {}", self.say("command"), self.say("code"));
                told("refused", what, self.say("says"))
            }
            other => told(other, self.maybe("", "record"), self.reasons()),
        }
    }

    fn rung(&self) -> Told {
        let verb = if self.say("warning") == "true" {
            "warned"
        } else {
            "escalated"
        };
        let whom = self.list(", told ", "notify");
        let what = format!("{}{}{whom}", self.say("milestone"), self.maybe(", ", "do"));
        told(verb, what, self.reasons())
    }

    fn gate(&self, name: &str) -> Told {
        let record = self.say("record");
        match name {
            "gate_answered" => {
                let verb = if self.say("allowed") == "true" {
                    "allowed"
                } else {
                    "blocked"
                };
                let unmet = self.list(", not met: ", "blocked_by");
                let warned = self.list(", warned of: ", "warned_by");
                let what = format!("{record} into {}{unmet}{warned}", self.say("into"));
                told(verb, what, self.waived())
            }
            "violation_opened" => {
                let what = format!(
                    "{record} into {}, not met: {}",
                    self.say("into"),
                    self.say("rules")
                );
                told("violated", what, "")
            }
            "violation_closed" => told(
                "mended",
                format!("{record} {}", self.say("gate")),
                self.say("how"),
            ),
            _ => {
                let rule = self.say("gate") + &self.maybe("/", "rule");
                let (by, until) = (self.say("by"), self.say("until"));
                told(
                    "waived",
                    format!("{rule} for {record} by {by} until {until}"),
                    self.say("why"),
                )
            }
        }
    }

    fn task(&self, name: &str) -> Told {
        match name {
            "playbook_started" => {
                let what = format!("{} for {}", self.say("playbook"), self.say("record"));
                told("playbook", what + &self.maybe(", date ", "for"), "")
            }
            "task_created" => {
                let assigned = self.outcome.detail("assignee").is_some();
                let who = self.say(if assigned { "assignee" } else { "queue" });
                let (due, after) = (
                    self.maybe(", due ", "due_at"),
                    self.list(", after ", "after"),
                );
                told(
                    "task",
                    format!("{} for {who}{due}{after}", self.say("task")),
                    "",
                )
            }
            _ => {
                let verb = name.trim_start_matches("task_");
                told(verb, format!("task {}", self.say("task")), "")
            }
        }
    }

    fn person(&self, name: &str) -> Told {
        if name == "standing_set" {
            let (member, queue) = (self.say("member"), self.say("queue"));
            let credit = self.say("credit");
            return told(
                "level",
                format!("{member} in {queue} at credit {credit}"),
                "",
            );
        }
        let what = self.say("person") + &self.maybe(" until ", "until");
        told(&self.say("availability"), what, "")
    }
}

fn told(verb: &str, what: impl Into<String>, why: impl Into<String>) -> Told {
    (verb.to_owned(), what.into(), why.into())
}
