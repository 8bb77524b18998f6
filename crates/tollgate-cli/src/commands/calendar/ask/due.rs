//! `tollgate calendar due` and `back`: from an instant and a budget to the other end.

use serde_json::{Value, json};
use tollgate_core::time::{Budget, Calendar, Closing, Pause, Timestamp};

use super::super::story::Counts;
use super::super::words;
use super::{Answer, Asked, Common, Desk, Paused};

/// Working days that are told one by one; more are only counted.
const DAYS_TOLD: u32 = 20_000;
/// After this no holiday is known any more, and every week is like the others.
const HORIZON: &str = "2101-01-01T00:00:00Z";

/// When a promise is due
#[derive(Debug, clap::Args)]
pub(in super::super) struct Due {
    #[command(flatten)]
    common: Common,
    /// The promise: 30m, 4h, 1h30m (working time), 2wd (working days), 90d (calendar days)
    #[arg(long, value_name = "D")]
    within: Budget,
    #[command(flatten)]
    paused: Paused,
}

/// From when on a promise is kept at an instant: due, counted backwards
#[derive(Debug, clap::Args)]
pub(in super::super) struct Back {
    #[command(flatten)]
    common: Common,
    /// How far back: 30m, 4h, 1h30m (working time), 2wd (working days), 90d (calendar days)
    #[arg(long, value_name = "D")]
    within: Budget,
    #[command(flatten)]
    paused: Paused,
}

impl Due {
    /// Answers and explains.
    pub(in super::super) fn answer(&self, desk: &Desk<'_>) -> miette::Result<()> {
        let mut asked = desk.understand(&self.common)?;
        asked.fact("within", within(self.within));
        let pauses = asked.pauses(&self.paused)?;
        let due = asked.calendar.due(asked.from, self.within, &pauses);
        let line = match due {
            Some(due) => format!("due {}", words::moment_and_utc(due, asked.zone())),
            None => "never due".to_owned(),
        };
        let days = days(self.within, |n| {
            plain(&asked.calendar).due(asked.from, Budget::WorkingDays(n), &[])
        });
        let first = asked.calendar.next_opening(asked.from);
        let counts = counts(self.within, first, days);
        asked
            .notes
            .extend(how(self.within, due, &asked, &pauses, &counts));
        let to = due.or_else(|| reached(&asked.calendar, asked.from, &pauses));
        let shown = to.map(|to| {
            let pauses = pauses
                .iter()
                .filter(|pause| pause.to.is_none() || pause.from < to)
                .copied();
            asked.story((asked.from, to), pauses.collect(), &counts, self.paused.all)
        });
        let value = ("due", instant(due));
        asked.write(&Answer {
            line,
            value,
            shown: shown.unwrap_or_default(),
            counts,
        })
    }
}

impl Back {
    /// Answers and explains.
    pub(in super::super) fn answer(&self, desk: &Desk<'_>) -> miette::Result<()> {
        let mut asked = desk.understand(&self.common)?;
        asked.fact("within", within(self.within));
        let pauses = asked.pauses(&self.paused)?;
        let start = asked.calendar.back(asked.from, self.within, &pauses);
        let line = match start {
            Some(start) => format!("back to {}", words::moment_and_utc(start, asked.zone())),
            None => "never: the calendar was not open for so long before, or a pause without an end lies between".to_owned(),
        };
        let days = days(self.within, |n| {
            asked.calendar.back(asked.from, Budget::WorkingDays(n), &[])
        });
        let counts = counts(self.within, None, days);
        let what = match self.within {
            Budget::Time(..=0) | Budget::Days(0) | Budget::WorkingDays(0) => {
                "nothing to count back: the instant itself"
            }
            Budget::Time(_) => "counted back from the instant after --from",
            Budget::Days(_) => "calendar days: the same local time, whatever the hours are",
            Budget::WorkingDays(_) => {
                "the same local time on an earlier day on which the calendar opens"
            }
        };
        asked.notes.push(what.to_owned());
        let shown = start.map(|start| {
            let pauses = pauses
                .iter()
                .filter(|pause| pause.from < asked.from)
                .copied();
            asked.story(
                (start, asked.from),
                pauses.collect(),
                &counts,
                self.paused.all,
            )
        });
        let value = ("due", instant(start));
        asked.write(&Answer {
            line,
            value,
            shown: shown.unwrap_or_default(),
            counts,
        })
    }
}

fn instant(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| json!(words::utc(at)))
}

/// The budget and what its unit counts.
fn within(budget: Budget) -> String {
    match budget {
        Budget::Time(_) => format!("{budget} of working time"),
        Budget::Days(_) => format!("{budget}, calendar days"),
        Budget::WorkingDays(_) => format!("{budget}, working days"),
    }
}

/// The instants of each working day on the way, numbered from 1, where the budget is in such days.
fn days(budget: Budget, at: impl Fn(u32) -> Option<Timestamp>) -> Vec<(u32, Timestamp)> {
    match budget {
        Budget::WorkingDays(n @ 1..=DAYS_TOLD) => {
            (1..=n).map_while(|n| Some((n, at(n)?))).collect()
        }
        _ => Vec::new(),
    }
}

/// What the budget counts; `first` is where working days are counted from.
fn counts(budget: Budget, first: Option<Timestamp>, days: Vec<(u32, Timestamp)>) -> Counts {
    match budget {
        Budget::Time(..=0) | Budget::Days(_) | Budget::WorkingDays(0) => Counts::Days,
        Budget::Time(_) => Counts::Spans,
        Budget::WorkingDays(_) => {
            Counts::WorkingDays(first.map(|at| (0, at)).into_iter().chain(days).collect())
        }
    }
}

/// The same calendar, where a budget used up at closing is due at closing.
fn plain(calendar: &Calendar) -> Calendar {
    let mut rules = calendar.rules().clone();
    if rules.at_boundary == Closing::AtClosing {
        return calendar.clone();
    }
    rules.at_boundary = Closing::AtClosing;
    Calendar::prepare(&rules, calendar.zone())
}

/// How far a promise that never falls due is told: to the pause without an end, or the last closing.
fn reached(calendar: &Calendar, from: Timestamp, pauses: &[Pause]) -> Option<Timestamp> {
    if let Some(endless) = pauses.iter().find(|pause| pause.to.is_none()) {
        return Some(endless.from.max(from));
    }
    let horizon = Timestamp::parse(HORIZON)?;
    let ends = from < horizon && calendar.next_opening(horizon).is_none();
    let last = ends
        .then(|| calendar.explain(from, horizon, &[]).last())
        .flatten();
    last.map(|span| span.closes)
}

/// What the table does not say by itself.
fn how(
    budget: Budget,
    due: Option<Timestamp>,
    asked: &Asked,
    pauses: &[Pause],
    counts: &Counts,
) -> Vec<String> {
    let Some(due) = due else {
        return vec![why_never(asked, pauses)];
    };
    let mut notes = Vec::new();
    match budget {
        Budget::Time(..=0) | Budget::Days(0) | Budget::WorkingDays(0) => {
            return vec!["a budget of nothing is due at once, open or not".to_owned()];
        }
        Budget::Days(n) => {
            let days = words::counted(n.into(), "calendar day");
            notes.push(format!(
                "{days} on, at the same local time, whatever the hours are"
            ));
        }
        Budget::WorkingDays(n) => notes.extend(working_days(n, due, asked, counts)),
        Budget::Time(_) => {}
    }
    notes.extend(boundary(budget, due, asked, pauses));
    notes
}

fn why_never(asked: &Asked, pauses: &[Pause]) -> String {
    let endless = pauses.iter().find(|pause| pause.to.is_none());
    if let Some(pause) = endless {
        let from = words::moment(pause.from, asked.zone());
        return format!(
            "there is no due instant while a pause goes on, and the one from {from} has no end"
        );
    }
    match reached(&asked.calendar, asked.from, pauses) {
        Some(last) => format!(
            "the calendar closes for good on {}, before the promise is used up",
            words::moment(last, asked.zone())
        ),
        None => {
            "the calendar never opens again, or the promise reaches beyond the year 9998".to_owned()
        }
    }
}

/// How working days are counted, where another day's hours hold the time, and what pauses add.
fn working_days(n: u32, due: Timestamp, asked: &Asked, counts: &Counts) -> Vec<String> {
    let days = match n {
        1 => "the next day".to_owned(),
        n => format!("{n} days on, counting the days"),
    };
    let mut notes = vec![format!(
        "the same local time {days} on which the calendar opens"
    )];
    let Counts::WorkingDays(days) = counts else {
        return notes;
    };
    let time = |at: Timestamp| words::time(asked.zone().to_datetime(at.to_jiff()).time());
    if let [(0, first), .., (_, last)] = days.as_slice() {
        if *first != asked.from {
            notes.push("asked outside hours, so counted from the next opening".to_owned());
        }
        if time(*first) != time(*last) {
            let (wanted, held) = (time(*first), time(*last));
            notes.push(format!(
                "{wanted} is outside the last day's hours, which hold it at {held}"
            ));
        }
        let added = asked.calendar.elapsed(*last, due, &[]);
        if added > 0 {
            let (last, added) = (words::moment(*last, asked.zone()), words::length(added));
            notes.push(format!(
                "pauses move it on from {last} by {added} of working time"
            ));
        }
    }
    notes
}

/// What became of a promise that is used up exactly at closing.
fn boundary(budget: Budget, due: Timestamp, asked: &Asked, pauses: &[Pause]) -> Option<String> {
    if matches!(budget, Budget::Days(_)) {
        return None;
    }
    match asked.calendar.rules().at_boundary {
        Closing::AtClosing => (!asked.calendar.is_open(due)).then(|| {
            "used up exactly at closing, so due at the closing instant; an act at that very instant is on time".to_owned()
        }),
        Closing::NextOpening => {
            let closing = plain(&asked.calendar).due(asked.from, budget, pauses)?;
            (closing != due).then(|| {
                let closing = words::moment(closing, asked.zone());
                format!("used up exactly at closing ({closing}), so due when it opens again, as `due_at_boundary: next_opening` says")
            })
        }
    }
}
