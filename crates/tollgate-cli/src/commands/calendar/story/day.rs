//! Why a day does not count.

use jiff::civil::Date;
use tollgate_core::time::{CalendarRules, DayHours, Pause, Span, Timestamp};

use super::{Counts, Story};

/// Why nothing of a day is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Why {
    /// It is a holiday; with its names, and the files that they are in.
    Holiday(Vec<(String, String)>),
    /// `hours_on` closes it.
    ClosedByOverride,
    /// It has no hours.
    Closed,
    /// Its hours lie before or after what is asked.
    Outside(DayHours),
    /// Breaks, or clocks that skip the hours, leave nothing.
    NothingLeft(DayHours),
}

/// Why nothing that begins on `date` is counted; `None` where something is, or a pause says it.
pub(super) fn left_out(story: &Story<'_>, date: Date) -> Option<Why> {
    let (opens, closes) = ends(story, date)?;
    let paused = |pause: &Pause| pause.from <= opens && pause.to.is_none_or(|to| closes <= to);
    if story.pauses.iter().any(paused) {
        return None;
    }
    let rules = story.calendar.rules();
    if rules.holidays.contains(&date) {
        return Some(Why::Holiday(names(story, date)));
    }
    if story.calendar.elapsed(opens, closes, &[]) > 0 {
        return None;
    }
    let hours = hours(rules, date);
    match (hours.0.is_empty(), rules.hours_on.contains_key(&date)) {
        (true, true) => Some(Why::ClosedByOverride),
        (true, false) => Some(Why::Closed),
        _ if is_told_otherwise(story, date) => None,
        _ if opens_at_all(story, date) => Some(Why::Outside(hours.clone())),
        _ => Some(Why::NothingLeft(hours.clone())),
    }
}

/// Whether the day is that of an opening with which the story ends, or of a working day in it.
fn is_told_otherwise(story: &Story<'_>, date: Date) -> bool {
    let ends_open = date == story.date(story.to)
        && date != story.date(story.from)
        && story.calendar.is_open(story.to);
    let is_counted = match &story.counts {
        Counts::WorkingDays(days) => days.iter().any(|(_, at)| story.date(*at) == date),
        _ => false,
    };
    ends_open || is_counted
}

/// Whether the calendar opens on the day, outside of what is asked.
fn opens_at_all(story: &Story<'_>, date: Date) -> bool {
    let (opens, closes) = (midnight(story, date), date.tomorrow().ok());
    let closes = closes.and_then(|next| midnight(story, next));
    let ends = opens.zip(closes);
    ends.is_some_and(|(opens, closes)| story.calendar.elapsed(opens, closes, &[]) > 0)
}

/// Whether the hours that the span belongs to are those of an override.
pub(super) fn is_override(story: &Story<'_>, span: Span) -> bool {
    let rules = story.calendar.rules();
    let date = story.date(span.opens);
    rules.hours_on.contains_key(&date) && !rules.holidays.contains(&date)
}

/// The part of the day that is asked about; `None` for a day that the zone skips.
fn ends(story: &Story<'_>, date: Date) -> Option<(Timestamp, Timestamp)> {
    let next = date.tomorrow().ok().and_then(|next| midnight(story, next));
    let opens = midnight(story, date)?.max(story.from);
    let closes = next.unwrap_or(Timestamp::MAX).min(story.to);
    (opens < closes).then_some((opens, closes))
}

/// When the day begins.
fn midnight(story: &Story<'_>, date: Date) -> Option<Timestamp> {
    let midnight = date.to_zoned(story.zone().clone()).ok()?;
    Some(Timestamp::from_jiff(midnight.timestamp()))
}

/// The hours that begin on the day, holidays aside.
fn hours(rules: &CalendarRules, date: Date) -> &DayHours {
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset());
    let usual = &rules.hours[weekday.expect("a weekday is 0 to 6")];
    rules.hours_on.get(&date).unwrap_or(usual)
}

fn names(story: &Story<'_>, date: Date) -> Vec<(String, String)> {
    let names = story.names.get(&date).into_iter().flatten();
    names
        .map(|holiday| (holiday.name.clone(), holiday.file.to_string()))
        .collect()
}
