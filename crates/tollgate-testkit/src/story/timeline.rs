//! What happened, as a timeline that people read.

use jiff::tz::TimeZone;
use tollgate_core::event::Event;
use tollgate_core::ids::PointId;
use tollgate_core::reason::{Reason, Verdict};
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_policy::trial::{Detail, Outcome, spoken};

/// Writes the events one a line, with the moment where it changes. `point` leaves out what is another point's.
pub(super) fn write(
    events: &[Event],
    situation: &Situation<'_>,
    (start, zone): (Timestamp, &TimeZone),
    point: Option<&PointId>,
) -> String {
    let mut timeline = String::new();
    let mut last: Option<Timestamp> = None;
    for event in events {
        let outcome = Outcome::of(event, situation);
        let Some(line) = Teller {
            outcome: &outcome,
            zone,
        }
        .line()
        .filter(|_| concerns(&outcome, point)) else {
            continue;
        };
        let moment = if last == Some(event.at) {
            String::new()
        } else {
            moment(event.at, last.unwrap_or(start), zone)
        };
        timeline.push_str(format!("{moment:<16}  {line}").trim_end());
        timeline.push('\n');
        last = Some(event.at);
    }
    timeline
}

/// True when the event is the point's, or no point's.
fn concerns(outcome: &Outcome, point: Option<&PointId>) -> bool {
    match (point, outcome.detail("handoff")) {
        (Some(point), Some(Detail::Text(handoff))) => point.as_str() == handoff,
        _ => true,
    }
}

/// `mon 09:00`; with the date where that is not the next such day.
fn moment(at: Timestamp, from: Timestamp, zone: &TimeZone) -> String {
    const WEEK: i64 = 6 * 24 * 3600 * 1_000_000;
    let spoken = spoken(at, zone);
    // A breach is found in the microsecond after its due instant; the sixth decimal tells nobody anything.
    let (spoken, after) = match spoken.strip_suffix(":00.000001") {
        Some(minute) => (minute.to_owned(), "+"),
        None => (spoken, ""),
    };
    let near = at.since(from).abs() < WEEK;
    let date = if near {
        String::new()
    } else {
        at.to_jiff()
            .to_zoned(zone.clone())
            .strftime(" %m-%d")
            .to_string()
    };
    format!("{}{date}{}{after}", &spoken[..3], &spoken[3..])
}

/// Tells one event.
struct Teller<'a> {
    outcome: &'a Outcome,
    zone: &'a TimeZone,
}

impl Teller<'_> {
    /// The event as one line; `None` for what the lines above say already, and for bookkeeping.
    fn line(&self) -> Option<String> {
        let (verb, what, why) = match self.outcome.event {
            "record_observed" | "activity_logged" | "record_alarm_set" | "reopening_ended"
            | "handoff_touched" => {
                return None;
            }
            name if name.starts_with("clock_") => self.clock(name),
            name if name.starts_with("handoff_") => self.handoff(name),
            name => self.other(name),
        };
        let why = if why.is_empty() {
            String::new()
        } else {
            format!("  because {why}")
        };
        Some(format!("{verb:<10} {what:<42}{why}"))
    }

    fn handoff(&self, name: &str) -> (String, String, String) {
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

    fn clock(&self, name: &str) -> (String, String, String) {
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

    fn other(&self, name: &str) -> (String, String, String) {
        match name {
            "rung_reached" => {
                let verb = if self.say("warning") == "true" {
                    "warned"
                } else {
                    "escalated"
                };
                let told = self.list(", told ", "notify");
                let text = format!("{}{}{told}", self.say("milestone"), self.maybe(", ", "do"));
                (verb.into(), text, self.reasons())
            }
            "gate_answered" => {
                let verb = if self.say("allowed") == "true" {
                    "allowed"
                } else {
                    "blocked"
                };
                let rules = self.list(", not met: ", "blocked_by")
                    + &self.list(", warned of: ", "warned_by");
                (
                    verb.into(),
                    format!("{} into {}{rules}", self.say("record"), self.say("into")),
                    self.waived(),
                )
            }
            "violation_opened" => {
                let text = format!(
                    "{} into {}, not met: {}",
                    self.say("record"),
                    self.say("into"),
                    self.say("rules")
                );
                ("violated".into(), text, String::new())
            }
            "violation_closed" => (
                "mended".into(),
                format!("{} {}", self.say("record"), self.say("gate")),
                self.say("how"),
            ),
            "waiver_granted" => {
                let what = format!(
                    "{}{} for {} by {} until {}",
                    self.say("gate"),
                    self.maybe("/", "rule"),
                    self.say("record"),
                    self.say("by"),
                    self.say("until")
                );
                ("waived".into(), what, self.say("why"))
            }
            "next_step_set" => (
                "planned".into(),
                format!(
                    "{}, due {}, by {}",
                    self.say("what"),
                    self.say("due_at"),
                    self.say("owner")
                ),
                String::new(),
            ),
            "playbook_started" => (
                "playbook".into(),
                format!("{} for {}", self.say("playbook"), self.say("record"))
                    + &self.maybe(", date ", "for"),
                String::new(),
            ),
            "task_created" => {
                let after = self.list(", after ", "after");
                let who = if self.outcome.detail("assignee").is_some() {
                    self.say("assignee")
                } else {
                    self.say("queue")
                };
                (
                    "task".into(),
                    format!(
                        "{} for {who}{}{after}",
                        self.say("task"),
                        self.maybe(", due ", "due_at")
                    ),
                    String::new(),
                )
            }
            "task_opened" | "task_done" | "task_overdue" => (
                name.trim_start_matches("task_").into(),
                format!("task {}", self.say("task")),
                String::new(),
            ),
            "presence_changed" => (
                self.say("availability"),
                self.say("person") + &self.maybe(" until ", "until"),
                String::new(),
            ),
            "standing_set" => (
                "level".into(),
                format!(
                    "{} in {} at credit {}",
                    self.say("member"),
                    self.say("queue"),
                    self.say("credit")
                ),
                String::new(),
            ),
            "journey_joined" => (
                "journey".into(),
                format!(
                    "{} follows from {}",
                    self.say("record"),
                    self.say("journey")
                ),
                String::new(),
            ),
            "record_suppressed" => (
                "suppressed".into(),
                self.say("record") + &self.maybe(", ", "identity"),
                String::new(),
            ),
            "refused" => (
                "refused".into(),
                format!("{}: {}", self.say("command"), self.say("code")),
                self.say("says"),
            ),
            other => (other.to_owned(), self.maybe("", "record"), self.reasons()),
        }
    }

    /// A detail as the timeline says it: people by the name before the `@`, instants as moments; `-` where there is none.
    fn say(&self, name: &str) -> String {
        match self.outcome.detail(name) {
            None => "-".to_owned(),
            Some(Detail::Person(person)) => short(person),
            Some(Detail::Texts(texts)) => texts
                .iter()
                .map(|text| short(text))
                .collect::<Vec<_>>()
                .join(", "),
            Some(Detail::Instant(at)) => moment(*at, self.outcome.at, self.zone),
            Some(detail) => detail.to_string(),
        }
    }

    fn maybe(&self, before: &str, name: &str) -> String {
        self.outcome
            .detail(name)
            .map_or_else(String::new, |_| format!("{before}{}", self.say(name)))
    }

    fn list(&self, before: &str, name: &str) -> String {
        match self.outcome.detail(name) {
            Some(Detail::Texts(texts)) if !texts.is_empty() => {
                format!("{before}{}", self.say(name))
            }
            _ => String::new(),
        }
    }

    fn lacking(&self) -> String {
        self.list(", lacking ", "gaps")
    }

    fn reasons(&self) -> String {
        said(self.outcome.reasons.iter())
    }

    /// What was not met.
    fn unmet(&self) -> String {
        said(
            self.outcome
                .reasons
                .iter()
                .filter(|reason| reason.verdict != Verdict::Pass),
        )
    }

    /// The rule that matched and whom it found; whoever was passed over is said too.
    fn found(&self) -> String {
        let told = self
            .outcome
            .reasons
            .iter()
            .filter(|reason| reason.verdict != Verdict::Fail);
        let texts: Vec<_> = told.map(|reason| short_all(&reason.says)).collect();
        texts.join("; ")
    }

    fn waived(&self) -> String {
        said(
            self.outcome
                .reasons
                .iter()
                .filter(|reason| reason.verdict == Verdict::Skipped),
        )
    }
}

fn said<'r>(reasons: impl Iterator<Item = &'r Reason>) -> String {
    reasons
        .map(|reason| reason.says.to_string())
        .collect::<Vec<_>>()
        .join("; ")
}

/// `ana@acme.example` as `ana`.
fn short(text: &str) -> String {
    text.split_once('@')
        .map_or(text, |(name, _)| name)
        .to_owned()
}

/// Every address in the text as its name.
fn short_all(text: &str) -> String {
    text.split(' ')
        .map(|word| match word.split_once('@') {
            Some((name, domain)) if domain.ends_with(':') => format!("{name}:"),
            Some((name, _)) => name.to_owned(),
            None => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}
