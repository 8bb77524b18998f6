//! What happened, as a timeline that people read.

mod tell;

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

/// What happened, to what, and why; the last may be empty.
type Told = (String, String, String);

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
