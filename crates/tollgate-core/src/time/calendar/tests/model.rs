//! The model that the calendar is compared with: plain local-time rules, minute by minute.
//!
//! It shares no code with the calendar. Of the zone it asks one thing only: the offset at an instant.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Override, Weekly};
use crate::time::{CalendarRules, HourSpan};

const MINUTE: i64 = 60_000_000;

/// Rules in a form that both the model and the calendar are made from.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) zone: &'static str,
    pub(super) hours: Vec<Weekly>,
    pub(super) breaks: Vec<Weekly>,
    pub(super) hours_on: Vec<Override>,
    pub(super) holidays: BTreeSet<Date>,
}

impl Rules {
    pub(super) fn calendar_rules(&self) -> CalendarRules {
        let mut rules = CalendarRules::default();
        for (days, hours) in &self.hours {
            rules.open(*days, hours);
        }
        for (days, hours) in &self.breaks {
            rules.cut(*days, hours);
        }
        rules.hours_on = self.hours_on.iter().cloned().collect();
        rules.holidays = self.holidays.clone();
        rules
    }

    fn hours(&self, date: Date) -> Vec<HourSpan> {
        if self.holidays.contains(&date) {
            return Vec::new();
        }
        // The last of several overrides for one date is the one that counts, as in a map.
        match self.hours_on.iter().rev().find(|(on, _)| *on == date) {
            Some((_, hours)) => hours.0.clone(),
            None => on_weekday(&self.hours, date),
        }
    }
}

fn on_weekday(week: &[Weekly], date: Date) -> Vec<HourSpan> {
    let of_day = week
        .iter()
        .filter(|(days, _)| days.contains(date.weekday()));
    of_day.flat_map(|(_, hours)| hours.0.clone()).collect()
}

/// Which minutes are open, from one date to another.
pub(super) struct Model {
    /// Minutes since the epoch at which the first entry of `open` begins.
    first: i64,
    open: Vec<bool>,
    /// Local minutes since the epoch, beside each entry of `open`.
    local: Vec<i64>,
}

impl Model {
    /// The model around `middle`, for `days` days either way.
    pub(super) fn new(rules: &Rules, zone: &TimeZone, middle: Date, days: i32) -> Self {
        let span = jiff::Span::new().days(days);
        let midnight = |date: Date| {
            let since = date.duration_since(Date::constant(1970, 1, 1));
            since.as_hours() * 60
        };
        let (from, to) = (middle.saturating_sub(span), middle.saturating_add(span));
        let first = midnight(from) - 3 * 1440;
        let count = usize::try_from(midnight(to) + 3 * 1440 - first).unwrap();
        let local = (0..count).map(|place| local(zone, first + i64::try_from(place).unwrap()));
        let mut model = Self {
            first,
            open: vec![false; count],
            local: local.collect(),
        };
        let dates: Vec<Date> = from
            .series(jiff::Span::new().days(1))
            .take_while(|date| *date <= to)
            .collect();
        for date in &dates {
            model.set(&rules.hours(*date), midnight(*date), true);
        }
        for date in &dates {
            model.set(&on_weekday(&rules.breaks, *date), midnight(*date), false);
        }
        model
    }

    fn set(&mut self, hours: &[HourSpan], midnight: i64, open: bool) {
        for span in hours {
            let from = self.minute(midnight + i64::from(span.opens() / 60));
            let to = self.minute(midnight + i64::from(span.closes() / 60));
            for place in from..to.max(from) {
                self.open[place] = open;
            }
        }
    }

    /// The first minute at which clocks read `wanted`; where none does, as long after the gap's end as
    /// `wanted` is after the gap's beginning.
    fn minute(&self, wanted: i64) -> usize {
        let about = usize::try_from(wanted - self.first).unwrap();
        let around = about.saturating_sub(2 * 1440)..(about + 2 * 1440).min(self.local.len());
        let read = around.clone().find(|place| self.local[*place] == wanted);
        read.unwrap_or_else(|| {
            let end = around
                .clone()
                .find(|place| self.local[*place] > wanted)
                .unwrap();
            let gap_begins = self.local[end - 1] + 1;
            end + usize::try_from(wanted - gap_begins).unwrap()
        })
    }

    /// Open microseconds from `from` to `to`, counted minute by minute, pauses second by second or finer.
    pub(super) fn elapsed(&self, from: i64, to: i64, pauses: &[(i64, i64)]) -> i64 {
        let mut total = 0;
        let mut at = from;
        while at < to {
            let next = self.step(at, pauses).min(to);
            total += if self.counts(at, pauses) {
                next - at
            } else {
                0
            };
            at = next;
        }
        total
    }

    /// The first instant by which `budget` is used up; `None` when the model ends before.
    pub(super) fn due(&self, start: i64, budget: i64, pauses: &[(i64, i64)]) -> Option<i64> {
        let (mut at, mut left) = (start, budget);
        while left > 0 {
            self.place(at)?;
            let next = self.step(at, pauses);
            if self.counts(at, pauses) {
                if left <= next - at {
                    return Some(at + left);
                }
                left -= next - at;
            }
            at = next;
        }
        Some(at)
    }

    pub(super) fn is_open(&self, at: i64) -> bool {
        self.place(at).is_some_and(|place| self.open[place])
    }

    /// The first open instant from `at` on; `None` when the model ends before.
    pub(super) fn next_opening(&self, at: i64) -> Option<i64> {
        let mut at = at;
        while !self.is_open(at) {
            self.place(at)?;
            at = self.step(at, &[]);
        }
        Some(at)
    }

    fn counts(&self, at: i64, pauses: &[(i64, i64)]) -> bool {
        self.is_open(at) && !pauses.iter().any(|(from, to)| (*from..*to).contains(&at))
    }

    /// Where something may change next: the next minute, or a pause's edge before it.
    fn step(&self, at: i64, pauses: &[(i64, i64)]) -> i64 {
        let minute = (at.div_euclid(MINUTE) + 1) * MINUTE;
        let edges = pauses.iter().flat_map(|(from, to)| [*from, *to]);
        edges.filter(|edge| *edge > at).fold(minute, i64::min)
    }

    fn place(&self, at: i64) -> Option<usize> {
        let place = usize::try_from(at.div_euclid(MINUTE) - self.first).ok()?;
        (place < self.open.len()).then_some(place)
    }
}

/// What clocks in `zone` read at `minute`, both in minutes since the epoch.
fn local(zone: &TimeZone, minute: i64) -> i64 {
    let instant = jiff::Timestamp::from_second(minute * 60).unwrap();
    minute + i64::from(zone.to_offset(instant).seconds().div_euclid(60))
}
