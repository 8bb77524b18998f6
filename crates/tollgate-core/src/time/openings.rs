//! From local hours to spans of instants, day by day: the slow, plain form that tables are made of.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::hours::{DayHours, HourSpan};
use super::rules::CalendarRules;
use super::span::{Span, union, without};
use super::{Timestamp, zone};

/// Calendar rules in one zone.
#[derive(Clone, Copy)]
pub(super) struct Openings<'a> {
    pub(super) rules: &'a CalendarRules,
    pub(super) zone: &'a TimeZone,
}

impl Openings<'_> {
    /// The spans that begin on `date`, in order and apart, without the breaks.
    pub(super) fn of(self, date: Date) -> Vec<Span> {
        let mut spans = Vec::new();
        self.hours(date, &mut spans);
        if spans.is_empty() {
            return spans;
        }
        union(&mut spans);
        self.without_breaks(&spans, date)
    }

    /// Every open span from `from` to `to` (microseconds), in order and apart, cut to fit.
    pub(super) fn within(self, from: i64, to: i64) -> Vec<Span> {
        let first = before(self.local(from), 3);
        let last = before(self.local(to), -1);
        let mut spans = Vec::new();
        for date in days(first, last) {
            self.hours(date, &mut spans);
        }
        union(&mut spans);
        let mut breaks = Vec::new();
        for date in days(first, last) {
            self.resolve(date, weekday(&self.rules.breaks, date), &mut breaks);
        }
        union(&mut breaks);
        without(&spans, &breaks)
            .into_iter()
            .filter_map(|span| span.clip(from, to))
            .collect()
    }

    /// The local date at an instant in microseconds.
    pub(super) fn local(self, instant: i64) -> Date {
        self.zone
            .to_datetime(Timestamp::from_micros(instant).to_jiff())
            .date()
    }

    /// Adds what begins on `date`, breaks not yet taken out.
    fn hours(self, date: Date, spans: &mut Vec<Span>) {
        if self.rules.holidays.contains(&date) {
            return;
        }
        let replaced = self.rules.hours_on.get(&date);
        self.resolve(
            date,
            replaced.unwrap_or_else(|| weekday(&self.rules.hours, date)),
            spans,
        );
    }

    /// A break may begin on any day that a span reaches: clocks can be moved by a whole day.
    fn without_breaks(self, spans: &[Span], date: Date) -> Vec<Span> {
        let mut breaks = Vec::new();
        for date in days(before(date, 2), before(date, -3)) {
            self.resolve(date, weekday(&self.rules.breaks, date), &mut breaks);
        }
        union(&mut breaks);
        without(spans, &breaks)
    }

    /// Adds `hours` on `date` as instants; a span that a change of clocks empties vanishes.
    fn resolve(self, date: Date, hours: &DayHours, spans: &mut Vec<Span>) {
        spans.extend(hours.0.iter().filter_map(|hours| self.span(date, *hours)));
    }

    fn span(self, date: Date, hours: HourSpan) -> Option<Span> {
        let opens = zone::instant(self.zone, date, hours.opens())?;
        let closes = zone::instant(self.zone, date, hours.closes())?;
        Span::between(opens, closes)
    }
}

fn weekday(week: &[DayHours; 7], date: Date) -> &DayHours {
    let place = usize::try_from(date.weekday().to_monday_zero_offset());
    &week[place.expect("a weekday is 0 to 6")]
}

/// The date `days` days before, held at the ends of what jiff counts.
fn before(date: Date, days: i32) -> Date {
    date.saturating_sub(jiff::Span::new().days(days))
}

/// The dates from `first` to `last`, both included.
pub(super) fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first
        .series(jiff::Span::new().days(1))
        .take_while(move |date| *date <= last)
}
