//! Budgets in days: calendar days by the local clock, and working days by the hours of each.

use jiff::civil::Date;

use super::openings::{Openings, days};
use super::pause::NEVER;
use super::span::Span;
use super::working_days::WorkingDays;
use super::{Calendar, Timestamp, zone};

/// A calendar, asked about days.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) days: &'a WorkingDays,
}

/// An instant by the day on which the hours around it began.
struct Place {
    day: Date,
    /// Seconds and microseconds of local time since that day's midnight; a day or more for the part of
    /// a span that runs over midnight.
    second: u32,
    micros: i64,
}

impl Days<'_> {
    /// The same local time `n` days later; each pause adds as long as it took.
    pub(super) fn due(self, start: Timestamp, n: u32, pauses: &[(i64, i64)]) -> Option<i64> {
        let start = start.as_micros();
        let mut due = self.moved(start, i64::from(n))?;
        for (from, to) in pauses.iter().filter(|(_, to)| *to > start) {
            if *from < due {
                due = if *to == NEVER {
                    None
                } else {
                    due.checked_add(to - from.max(&start))
                }?;
            }
        }
        Some(due)
    }

    /// The same local time `n` days before; each pause takes off as long as it took.
    pub(super) fn back(self, end: Timestamp, n: u32, pauses: &[(i64, i64)]) -> Option<i64> {
        let end = end.as_micros();
        let mut start = self.moved(end, -i64::from(n))?;
        for (from, to) in pauses.iter().rev().filter(|(from, _)| *from < end) {
            if *to > start {
                start = start.checked_sub(to.min(&end) - from)?;
            }
        }
        Some(start)
    }

    /// The same local time on the `n`th opening day after, held within that day's hours.
    ///
    /// Before the opening becomes the opening, in a break the break's start, after closing the
    /// closing. Each pause adds the working time that it covered.
    pub(super) fn due_working(
        self,
        start: Timestamp,
        n: u32,
        pauses: &[(i64, i64)],
    ) -> Option<i64> {
        let start = start.as_micros();
        let opened = self.calendar.opening(start)?;
        let place = self.place(opened, |span, at| at < span.closes.as_micros())?;
        // Hours over midnight may reach beyond the next day's; one day more is never due earlier.
        let before = self.held(self.days.from(place.day, i64::from(n) - 1)?, &place);
        let mut due = self.held(self.days.from(place.day, i64::from(n))?, &place)?;
        due = before.map_or(due, |before| due.max(before));
        for (from, to) in pauses.iter().filter(|(_, to)| *to > start) {
            if *from < due {
                let covered = (*to != NEVER).then(|| self.covered(*from.max(&start), *to))?;
                due = if covered > 0 {
                    self.calendar.later(due, covered)?
                } else {
                    due
                };
            }
        }
        Some(due)
    }

    /// `place`'s local time on `day`, held within that day's hours.
    fn held(self, day: Date, place: &Place) -> Option<i64> {
        let hours = self.openings().of(day);
        let wanted = self.at(day, place)?;
        let begun = hours.iter().rfind(|span| span.opens.as_micros() <= wanted);
        match begun {
            Some(span) => Some(wanted.min(span.closes.as_micros())),
            None => Some(hours.first()?.opens.as_micros()),
        }
    }

    /// [`Self::due_working`] backwards: outside hours it counts from the closing before, and a time in
    /// a break becomes the break's end.
    pub(super) fn back_working(self, end: Timestamp, n: u32, pauses: &[(i64, i64)]) -> Option<i64> {
        let end = end.as_micros();
        let closed = self.calendar.last_open(end)?;
        let place = self.place(closed, |span, at| at <= span.closes.as_micros())?;
        let day = self.days.from(place.day, -i64::from(n))?;
        let hours = self.openings().of(day);
        let wanted = self.at(day, &place)?;
        let ended = hours.iter().find(|span| span.closes.as_micros() >= wanted);
        let mut start = match ended {
            Some(span) => wanted.max(span.opens.as_micros()),
            None => hours.last()?.closes.as_micros(),
        };
        for (from, to) in pauses.iter().rev().filter(|(from, _)| *from < end) {
            if *to > start {
                let covered = self.covered(*from, *to.min(&end));
                start = if covered > 0 {
                    self.calendar.earlier(start, covered)?
                } else {
                    start
                };
            }
        }
        Some(start)
    }

    fn covered(self, from: i64, to: i64) -> i64 {
        self.calendar.open_between(from, to)
    }

    fn openings(&self) -> Openings<'_> {
        Openings {
            rules: self.calendar.rules(),
            zone: self.calendar.zone(),
        }
    }

    /// The same local time `n` days on.
    fn moved(self, instant: i64, n: i64) -> Option<i64> {
        let place = self.place_from(instant, self.openings().local(instant))?;
        let days = jiff::Span::new().try_days(n).ok()?;
        self.at(place.day.checked_add(days).ok()?, &place)
    }

    /// Where `instant` is, counted from the day whose own hours hold it; the later of two such days.
    fn place(self, instant: i64, closes: impl Fn(&Span, i64) -> bool) -> Option<Place> {
        let local = self.openings().local(instant);
        // Hours reach a day over midnight, and a zone that skips a day moves them one further.
        let first = local.saturating_sub(jiff::Span::new().days(2));
        let holds = |day: &Date| {
            let hours = self.openings().of(*day);
            hours
                .iter()
                .any(|span| span.opens.as_micros() <= instant && closes(span, instant))
        };
        let mut candidates: Vec<Date> = days(first, local).collect();
        candidates.reverse();
        self.place_from(instant, candidates.into_iter().find(holds)?)
    }

    fn place_from(self, instant: i64, day: Date) -> Option<Place> {
        let zone = self.calendar.zone();
        let local = zone.to_datetime(Timestamp::from_micros(instant).to_jiff());
        let since = local.duration_since(day.at(0, 0, 0, 0));
        Some(Place {
            day,
            second: u32::try_from(since.as_secs()).ok()?,
            micros: i64::from(since.subsec_micros()),
        })
    }

    /// The instant at `place`'s local time, counted from another day.
    fn at(self, day: Date, place: &Place) -> Option<i64> {
        zone::instant(self.calendar.zone(), day, place.second)?.checked_add(place.micros)
    }
}
