//! One question to one calendar of the policy, answered and explained.

mod due;
mod elapsed;
mod open;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use miette::{IntoDiagnostic, miette};
use serde_json::{Value, json};
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::time::{Calendar, CalendarRules, CalendarZone, Pause, Timestamp, zone};
use tollgate_policy::{Source, calendar::holiday_names};

use super::super::output;
use super::story::{Counts, HolidayNames, Shown, Story};
use super::{instant, json, pauses, table, words};

pub(super) use due::{Back, Due};
pub(super) use elapsed::Elapsed;
pub(super) use open::{Next, Open};

/// What every question says.
#[derive(Debug, clap::Args)]
pub(super) struct Common {
    /// The calendar, by its name in the policy; may be left out where there is only one
    #[arg(long, value_name = "ID")]
    calendar: Option<String>,
    /// Whose time a calendar with `timezone: owner` keeps: a person of the policy, instead of --zone
    #[arg(long, value_name = "ID", conflicts_with = "zone")]
    person: Option<String>,
    /// The instant to ask about or to count from: local time such as "2026-03-02 09:00", RFC 3339, or now
    #[arg(long, value_name = "T")]
    from: String,
    /// Print one JSON object instead of text
    #[arg(long, display_order = 91)]
    json: bool,
}

/// Spans that do not count.
#[derive(Debug, clap::Args)]
pub(super) struct Paused {
    /// A pause, such as "2026-03-02 09:00..2026-03-02 10:00", or without its end while it goes on; may be repeated
    #[arg(long, value_name = "A..B")]
    paused: Vec<String>,
    /// Show every span, not only the first and the last
    #[arg(long, display_order = 90)]
    all: bool,
}

/// What questions are answered from.
pub(super) struct Desk<'a> {
    pub(super) source: &'a Source,
    pub(super) policy: &'a Policy,
    pub(super) zone: Option<&'a str>,
}

/// A question, understood.
struct Asked {
    calendar: Calendar,
    /// What is said of the question: its calendar, zone, instant.
    facts: Vec<(&'static str, String)>,
    holidays: HolidayNames,
    from: Timestamp,
    notes: Vec<String>,
    json: bool,
}

/// An answer, before it is written.
struct Answer {
    /// What is asked for, in one line.
    line: String,
    /// The same for programs: its key and value.
    value: (&'static str, Value),
    shown: Shown,
    counts: Counts,
}

impl Desk<'_> {
    /// The question's calendar, made ready, and its instant.
    fn understand(&self, common: &Common) -> miette::Result<Asked> {
        let id = self.which(common)?;
        let rules =
            rules(self.policy, id).map_err(|(error, help)| miette!(help = help, "{error}"))?;
        let (zone, whose) = self.zone(rules, common)?;
        let from =
            instant::read(&common.from, &zone).map_err(|error| miette!("--from: {error}"))?;
        let facts = vec![
            ("calendar", id.to_owned()),
            ("zone", format!("{}, {whose}", words::zone(&zone))),
            ("from", words::moment(from.at, &zone)),
        ];
        Ok(Asked {
            calendar: Calendar::prepare(rules, &zone),
            facts,
            holidays: holiday_names(self.source, &id.into()),
            from: from.at,
            notes: from.note.into_iter().collect(),
            json: common.json,
        })
    }

    fn which<'a>(&'a self, common: &'a Common) -> miette::Result<&'a str> {
        if let Some(id) = &common.calendar {
            return Ok(id);
        }
        let mut known = self.policy.calendars.keys();
        match (known.next(), known.next()) {
            (Some(only), None) => Ok(only.as_str()),
            _ => Err(miette!(
                help = known_calendars(self.policy),
                "say which calendar is asked: `--calendar ID`"
            )),
        }
    }

    /// The zone that the calendar is asked in, and whose it is.
    fn zone(&self, rules: &CalendarRules, common: &Common) -> miette::Result<(TimeZone, String)> {
        let said = self.zone.map(zone).transpose().into_diagnostic()?;
        if let CalendarZone::Fixed(name) = &rules.zone {
            let unused = if said.is_some() || common.person.is_some() {
                ", whoever asks"
            } else {
                ""
            };
            return Ok((
                zone(name).into_diagnostic()?,
                format!("the calendar's own{unused}"),
            ));
        }
        let home = &self.policy.workspace.zone;
        Ok(match (said, &common.person) {
            (Some(said), _) => (said, "as asked".to_owned()),
            (None, Some(person)) => {
                let id = PersonId::from(person.as_str());
                let whose = match self.policy.people.contains_key(&id) {
                    true => format!("that of `{person}`"),
                    false => format!(
                        "the workspace's, as the policy does not say where `{person}` works"
                    ),
                };
                (self.policy.zone_of(Some(&id)).clone(), whose)
            }
            (None, None) => (
                home.clone(),
                "the workspace's (or say --zone or --person)".to_owned(),
            ),
        })
    }
}

/// The rules of the calendar `id`; otherwise what is wrong and what to write instead.
pub(super) fn rules<'a>(
    policy: &'a Policy,
    id: &str,
) -> Result<&'a CalendarRules, (String, String)> {
    policy.calendars.get(&id.into()).ok_or_else(|| {
        let near = |known: &&str| {
            strsim::damerau_levenshtein(known, id) <= (id.chars().count() / 3).max(1)
        };
        let known = policy.calendars.keys().map(|known| known.as_str());
        let help = match known.clone().find(near) {
            Some(near) => format!("did you mean `{near}`?"),
            None => known_calendars(policy),
        };
        (format!("the policy has no calendar `{id}`"), help)
    })
}

fn known_calendars(policy: &Policy) -> String {
    let known: Vec<String> = policy
        .calendars
        .keys()
        .map(|id| format!("`{}`", id.as_str()))
        .collect();
    match known.as_slice() {
        [] => "it has none: write one that begins with `calendar: …`".to_owned(),
        [only] => format!("its only calendar is {only}"),
        [first @ .., last] => format!("its calendars are {} and {last}", first.join(", ")),
    }
}

impl Asked {
    fn zone(&self) -> &TimeZone {
        self.calendar.zone()
    }

    fn fact(&mut self, name: &'static str, text: impl Into<String>) {
        self.facts.push((name, text.into()));
    }

    /// The pauses that are said, joined; they become facts of the question.
    fn pauses(&mut self, paused: &Paused) -> miette::Result<Vec<Pause>> {
        let mut all = Vec::new();
        for text in &paused.paused {
            let (pause, notes) =
                pauses::read(text, self.zone()).map_err(|error| miette!("--paused: {error}"))?;
            all.push(pause);
            self.notes.extend(notes);
        }
        let joined = pauses::joined(&all);
        for pause in &joined {
            let text = words::pause(pause, self.zone());
            self.fact("paused", text);
        }
        Ok(joined)
    }

    /// What happened between two instants, as far as it is shown.
    fn story(
        &self,
        ends: (Timestamp, Timestamp),
        pauses: Vec<Pause>,
        counts: &Counts,
        all: bool,
    ) -> Shown {
        let story = Story {
            calendar: &self.calendar,
            names: &self.holidays,
            from: ends.0,
            to: ends.1,
            pauses,
            counts: counts.clone(),
        };
        Shown::of(story.rows(), all)
    }

    /// Writes the answer, as text or as JSON.
    fn write(&self, answer: &Answer) -> miette::Result<()> {
        output::line(if self.json {
            self.object(answer).to_string()
        } else {
            self.text(answer)
        })
    }

    fn object(&self, answer: &Answer) -> Value {
        let (key, value) = &answer.value;
        let facts: BTreeMap<&str, &str> = self
            .facts
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        json!({
            *key: value,
            "calendar": facts.get("calendar"),
            "zone": words::zone(self.zone()),
            "from": words::utc(self.from),
            "rows": json::rows(&answer.shown, self.zone()),
            "notes": self.notes,
        })
    }

    fn text(&self, answer: &Answer) -> String {
        let mut lines = vec![answer.line.clone(), String::new()];
        lines.extend(
            self.facts
                .iter()
                .map(|(name, text)| format!("  {name:8}  {text}")),
        );
        if !answer.shown.is_empty() {
            lines.push(String::new());
            lines.extend(table::lines(&answer.shown, &answer.counts, self.zone()));
        }
        if !self.notes.is_empty() {
            lines.push(String::new());
            lines.extend(
                self.notes
                    .iter()
                    .flat_map(|note| words::wrapped(note, "  - ", "    ")),
            );
        }
        lines.join("\n")
    }
}
