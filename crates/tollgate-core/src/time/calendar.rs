//! A calendar prepared for one zone: due instants, elapsed working time, and the spans behind both.

use std::fmt;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::civil::Days;
use super::horizon::Clocks;
use super::pause::{NEVER, Pause, normalise, stretches};
use super::rules::{CalendarRules, Closing};
use super::span::Span;
use super::weeks::Weeks;
use super::working_days::WorkingDays;
use super::{Budget, Timestamp};

/// Working hours in one zone, ready to be asked; a copy shares the tables.
///
/// Preparing tabulates the years 1970 to 2099, so that a question costs the same whether it spans ten
/// minutes or twenty years. Earlier and later weeks repeat the weekly hours, without holidays and
/// overrides, at the offset that the zone has at that end of the table.
///
/// Spans are half-open and microseconds are real ones: a day with 25 hours, open all day, has 25.
///
/// Source: POLICY.md, "Meaning, where it matters"; docs/guide/working-time.md.
#[derive(Clone)]
pub struct Calendar(Arc<Prepared>);

struct Prepared {
    rules: CalendarRules,
    zone: TimeZone,
    weeks: Weeks,
    days: WorkingDays,
}

impl Calendar {
    /// `rules` made ready for `zone`; takes milliseconds, so keep and share the result.
    ///
    /// `rules.zone` is not looked at: it tells the caller which zone to hand in.
    pub fn prepare(rules: &CalendarRules, zone: &TimeZone) -> Self {
        // Wall time is the same whatever the clocks read.
        let clocks = if rules.is_always() {
            Clocks::steady()
        } else {
            Clocks::of(zone)
        };
        Self(Arc::new(Prepared {
            rules: rules.clone(),
            zone: zone.clone(),
            weeks: Weeks::new(rules, zone, &clocks),
            days: WorkingDays::new(rules, zone, &clocks),
        }))
    }

    /// Open at every instant; `zone` matters to budgets in days only.
    pub fn always(zone: &TimeZone) -> Self {
        Self::prepare(&CalendarRules::always(), zone)
    }

    /// The instant by which a promise of `budget`, made at `start`, must be kept.
    ///
    /// Time counts while the calendar is open and nothing pauses; used up exactly at closing it is due
    /// at the closing instant, or at the next opening where the rules say so. Days count in local
    /// time. A budget of nothing is due at `start`, open or not; one below nothing is nothing.
    /// `pauses` may overlap and come in any order.
    ///
    /// `None` when that instant never comes: the calendar does not open that often again, a pause
    /// without an end comes first, or the instant lies beyond [`Timestamp::MAX`].
    ///
    /// ```
    /// use tollgate_core::time::{Budget, Calendar, CalendarRules, DaySet, Timestamp, zone};
    ///
    /// let mut rules = CalendarRules::default();
    /// rules.open("weekdays".parse::<DaySet>()?, &"09:00-18:00".parse()?);
    /// let calendar = Calendar::prepare(&rules, &zone("Europe/Berlin")?);
    /// let friday = Timestamp::parse("2026-03-06T17:45:00+01:00").unwrap();
    /// let due = calendar.due(friday, "1h".parse::<Budget>()?, &[]);
    /// assert_eq!(due, Timestamp::parse("2026-03-09T09:45:00+01:00"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn due(&self, start: Timestamp, budget: Budget, pauses: &[Pause]) -> Option<Timestamp> {
        let pauses = normalise(pauses);
        let due = match budget {
            Budget::Time(..=0) | Budget::Days(0) | Budget::WorkingDays(0) => return Some(start),
            Budget::Time(micros) => self.spend(start.as_micros(), micros, &pauses),
            Budget::Days(n) => return self.civil().due(start, n, &pauses).and_then(held),
            Budget::WorkingDays(n) => self.civil().due_working(start, n, &pauses),
        };
        due.and_then(|due| self.past_boundary(due, &pauses))
            .and_then(held)
    }

    /// The latest start from which a promise of `budget` is kept at `end`: [`Self::due`] backwards.
    ///
    /// Whatever `due` gives for a `start` at which time counts, `back` leads from there to `start`
    /// again. A budget used up exactly at an opening leads to that opening. Days count backwards in
    /// local time; outside hours, working days count from the closing before. `None` as for `due`.
    pub fn back(&self, end: Timestamp, budget: Budget, pauses: &[Pause]) -> Option<Timestamp> {
        let pauses = normalise(pauses);
        let start = match budget {
            Budget::Time(..=0) | Budget::Days(0) | Budget::WorkingDays(0) => return Some(end),
            Budget::Time(micros) => self.spend_back(end.as_micros(), micros, &pauses),
            Budget::Days(n) => self.civil().back(end, n, &pauses),
            Budget::WorkingDays(n) => self.civil().back_working(end, n, &pauses),
        };
        start.and_then(held)
    }

    /// Open, unpaused microseconds from `from` to `to`; negative when `to` comes first.
    pub fn elapsed(&self, from: Timestamp, to: Timestamp, pauses: &[Pause]) -> i64 {
        if to < from {
            return -self.elapsed(to, from, pauses);
        }
        let pauses = normalise(pauses);
        stretches(from.as_micros(), to.as_micros(), &pauses)
            .map(|(from, to)| self.open_between(from, to))
            .sum()
    }

    /// Whether the calendar is open at `at`; at the closing instant it is not.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.0.weeks.is_open(within(at.as_micros()))
    }

    /// The first open instant from `at` on, `at` itself when open; `None` when it never opens again.
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        self.opening(at.as_micros()).and_then(held)
    }

    /// The spans that [`Self::elapsed`] counts, in order; together they are as long as it says.
    ///
    /// Found one by one as they are asked for, so that a caller may show the first few of many.
    pub fn explain(
        &self,
        from: Timestamp,
        to: Timestamp,
        pauses: &[Pause],
    ) -> impl Iterator<Item = Span> {
        let pauses = normalise(pauses);
        let stretches: Vec<_> = stretches(from.as_micros(), to.as_micros(), &pauses).collect();
        stretches
            .into_iter()
            .flat_map(|(from, to)| self.spans(within(from), within(to)))
    }

    /// The zone that the calendar was prepared for.
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// The rules that the calendar was prepared from.
    pub fn rules(&self) -> &CalendarRules {
        &self.0.rules
    }

    /// The first open instant from `at` on, in microseconds.
    pub(super) fn opening(&self, at: i64) -> Option<i64> {
        self.0.weeks.goes_on(self.open_before(at))
    }

    /// The last instant up to `at` that an opening holds or ends with.
    pub(super) fn last_open(&self, at: i64) -> Option<i64> {
        if self.0.weeks.is_open(within(at)) {
            return Some(at);
        }
        self.0.weeks.reaches(self.open_before(at))
    }

    /// `at` moved on by `micros` of open time, all of it unpaused.
    pub(super) fn later(&self, at: i64, micros: i64) -> Option<i64> {
        self.0
            .weeks
            .reaches(self.open_before(at).checked_add(micros)?)
    }

    /// `at` moved back by `micros` of open time, all of it unpaused.
    pub(super) fn earlier(&self, at: i64, micros: i64) -> Option<i64> {
        self.0
            .weeks
            .goes_on(self.open_before(at).checked_sub(micros)?)
    }

    /// Open microseconds between two instants in order.
    pub(super) fn open_between(&self, from: i64, to: i64) -> i64 {
        self.open_before(to) - self.open_before(from)
    }

    fn open_before(&self, at: i64) -> i64 {
        self.0.weeks.open_before(within(at))
    }

    fn civil(&self) -> Days<'_> {
        Days {
            calendar: self,
            days: &self.0.days,
        }
    }

    /// When `budget` microseconds, more than none, are used up from `start` on.
    fn spend(&self, start: i64, budget: i64, pauses: &[(i64, i64)]) -> Option<i64> {
        let mut left = budget;
        for (from, to) in stretches(start, NEVER, pauses) {
            let open = if to == NEVER {
                i64::MAX
            } else {
                self.open_between(from, to)
            };
            if left <= open {
                return self.later(from, left);
            }
            left -= open;
        }
        None
    }

    /// From when on `budget` microseconds, more than none, are used up at `end`.
    fn spend_back(&self, end: i64, budget: i64, pauses: &[(i64, i64)]) -> Option<i64> {
        let mut left = budget;
        for (from, to) in stretches(i64::MIN, end, pauses).rev() {
            let open = if from == i64::MIN {
                i64::MAX
            } else {
                self.open_between(from, to)
            };
            if left <= open {
                return self.earlier(to, left);
            }
            left -= open;
        }
        None
    }

    /// Where the rules want it, a due instant outside hours moves on to when time counts again.
    fn past_boundary(&self, due: i64, pauses: &[(i64, i64)]) -> Option<i64> {
        let moves =
            self.0.rules.at_boundary == Closing::NextOpening && self.opening(due) != Some(due);
        if !moves {
            return Some(due);
        }
        stretches(due, NEVER, pauses)
            .find_map(|(from, to)| self.opening(from).filter(|at| *at < to))
    }

    fn spans(&self, from: i64, to: i64) -> impl Iterator<Item = Span> {
        let next = move |at: i64| {
            let opens = self.opening(at).filter(|opens| *opens < to)?;
            Span::between(opens, self.0.weeks.closes(opens, to))
        };
        std::iter::successors(next(from), move |span| next(span.closes.as_micros()))
    }
}

/// An instant held within what Tollgate counts with.
fn within(at: i64) -> i64 {
    at.clamp(Timestamp::MIN.as_micros(), Timestamp::MAX.as_micros())
}

/// An instant that Tollgate counts with; `None` for one outside.
fn held(at: i64) -> Option<Timestamp> {
    (within(at) == at).then(|| Timestamp::from_micros(at))
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Calendar({})",
            self.0.zone.iana_name().unwrap_or("without a name")
        )
    }
}

#[cfg(test)]
mod tests;
