//! Holidays from iCalendar text (`.ics`), as calendars in the policy name them.

mod lines;
#[cfg(test)]
mod tests;
mod yearly;

use jiff::Span;
use jiff::civil::{Date, DateTime};

use lines::{Event, Property, events};
use yearly::Yearly;

/// Why a text is not a list of holidays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct IcalError {
    /// The line of the text, counted from 1.
    pub line: usize,
    /// What is wrong there, and what to write instead.
    pub problem: String,
}

/// An event may be a long closure, but not a way to fill the memory.
const DAYS_MAX: i32 = 366;

/// The dates that the events in `text` cover, in order, each with its event's summary.
///
/// An event covers every day from its start up to, and without, its end; one without an end covers one
/// day. An event with times of day covers the days that it touches, as its times are written. Events
/// that recur yearly are followed to 2099. Cancelled events are left out. A date that several events
/// cover comes once for each.
///
/// # Errors
/// Names the line of what is not iCalendar, is no date, or recurs otherwise than yearly.
///
/// Source: RFC 5545; POLICY.md, `holidays`.
pub fn holidays(text: &str) -> Result<Vec<(Date, String)>, IcalError> {
    let mut holidays = Vec::new();
    for event in events(text)? {
        add(&event, &mut holidays)?;
    }
    holidays.sort();
    Ok(holidays)
}

fn add(event: &Event, holidays: &mut Vec<(Date, String)>) -> Result<(), IcalError> {
    if event
        .property("STATUS")
        .is_some_and(|status| status.value.eq_ignore_ascii_case("CANCELLED"))
    {
        return Ok(());
    }
    let Some(start) = event.property("DTSTART") else {
        return Err(event.problem("this event has no `DTSTART`".to_owned()));
    };
    let first = moment(start, &start.value)?;
    let days = days(event, first)?;
    let summary = event
        .property("SUMMARY")
        .map(|summary| unescape(&summary.value))
        .unwrap_or_default();
    for begins in starts(event, first.date())? {
        let covered = begins.series(Span::new().days(1)).take(days);
        holidays.extend(covered.map(|date| (date, summary.clone())));
    }
    Ok(())
}

/// The dates on which the event begins: its start, its recurrences and its further dates, in order.
fn starts(event: &Event, first: Date) -> Result<Vec<Date>, IcalError> {
    let mut starts = vec![first];
    if let Some(rule) = event.property("RRULE") {
        let until = |text: &str| moment(rule, text).map(DateTime::date);
        let yearly = Yearly::read(&rule.value, until).map_err(|problem| rule.problem(problem))?;
        starts.extend(yearly.dates(first));
    }
    starts.extend(dates(event, "RDATE")?);
    let except = dates(event, "EXDATE")?;
    starts.retain(|date| !except.contains(date));
    starts.sort_unstable();
    starts.dedup();
    Ok(starts)
}

fn dates(event: &Event, name: &str) -> Result<Vec<Date>, IcalError> {
    let mut dates = Vec::new();
    for property in event
        .properties
        .iter()
        .filter(|property| property.name == name)
    {
        for text in property.value.split(',') {
            dates.push(moment(property, text)?.date());
        }
    }
    Ok(dates)
}

/// How many days the event covers, from its start on: one at least.
fn days(event: &Event, first: DateTime) -> Result<usize, IcalError> {
    let (property, end) = match (event.property("DTEND"), event.property("DURATION")) {
        (Some(end), _) => (end, moment(end, &end.value)?),
        (None, Some(duration)) => (duration, after(duration, first)?),
        (None, None) => return Ok(1),
    };
    // The end is not included; after midnight it reaches into its own day.
    let reaches = i32::from(end.time() != jiff::civil::Time::midnight());
    let whole = end.date().duration_since(first.date()).as_hours() / 24;
    let days = i32::try_from(whole)
        .unwrap_or(i32::MAX)
        .saturating_add(reaches);
    if end < first {
        return Err(property.problem(format!("`{}` is before the event's start", property.value)));
    }
    if days > DAYS_MAX {
        let problem = format!("this event covers {days} days: a holiday covers {DAYS_MAX} at most");
        return Err(property.problem(problem));
    }
    Ok(usize::try_from(days).unwrap_or(1).max(1))
}

/// When an event with this `DURATION` ends, such as `P1D`, `P2W` or `PT24H`.
fn after(property: &Property, first: DateTime) -> Result<DateTime, IcalError> {
    let wrong = || {
        property.problem(format!(
            "`{}` is not a duration: write it as `P1D`",
            property.value
        ))
    };
    let span: Span = property.value.parse().map_err(|_| wrong())?;
    first.checked_add(span).map_err(|_| wrong())
}

/// `20261225`, or `20261225T090000` with or without `Z`, as it is written.
fn moment(property: &Property, text: &str) -> Result<DateTime, IcalError> {
    let text = text.trim();
    let plain = text.strip_suffix('Z').unwrap_or(text);
    let date = plain
        .get(..8)
        .and_then(|date| Date::strptime("%Y%m%d", date).ok());
    let time = match plain.get(8..) {
        Some("") => Some(jiff::civil::Time::midnight()),
        Some(time) => jiff::civil::Time::strptime("T%H%M%S", time).ok(),
        None => None,
    };
    match (date, time) {
        (Some(date), Some(time)) => Ok(date.to_datetime(time)),
        _ => Err(property.problem(format!("`{text}` is not a date: write it as `20261225`"))),
    }
}

/// Text without its escapes: `\,` `\;` `\\` and `\n`.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(next) = chars.next() {
        match next {
            '\\' => match chars.next() {
                Some('n' | 'N') => plain.push(' '),
                Some(escaped) => plain.push(escaped),
                None => plain.push('\\'),
            },
            other => plain.push(other),
        }
    }
    plain.trim().to_owned()
}
