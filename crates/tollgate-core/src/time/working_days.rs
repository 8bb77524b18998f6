//! The days on which a calendar opens, numbered in order.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::horizon::{Clocks, WEEKS, day_at, day_index};
use super::openings::{Openings, days};
use super::rules::CalendarRules;
use super::tally::Tally;

/// Which days have an opening that begins on them, by week from Monday on.
#[derive(Debug)]
pub(super) struct WorkingDays {
    tally: Tally,
    /// One bit a day, Monday the lowest; the last entry is that of a week without exceptions.
    weeks: Vec<u8>,
}

impl WorkingDays {
    /// The table for `rules` in `zone`.
    pub(super) fn new(rules: &CalendarRules, zone: &TimeZone, clocks: &Clocks) -> Self {
        let plain = plain_week(rules);
        let mut weeks = vec![plain; WEEKS + 1];
        for date in unusual(rules, zone, clocks) {
            let index = day_index(date);
            let week = usize::try_from(index.div_euclid(7)).ok();
            if let Some(week) = week
                .filter(|week| *week < WEEKS)
                .and_then(|at| weeks.get_mut(at))
            {
                let bit = 1 << index.rem_euclid(7);
                let opens = !Openings { rules, zone }.of(date).is_empty();
                *week = if opens { *week | bit } else { *week & !bit };
            }
        }
        let count = |week: u8| i64::from(week.count_ones());
        let tally = Tally::new(
            count(plain),
            weeks[..WEEKS].iter().map(|week| count(*week)),
            count(plain),
        );
        Self { tally, weeks }
    }

    /// The `n`th opening day after `date`, or before it when `n` is negative; `date` is one itself.
    ///
    /// `None` when there are not that many, or not within the years that jiff counts.
    pub(super) fn from(&self, date: Date, n: i64) -> Option<Date> {
        let index = day_index(date);
        let (week, day) = (index.div_euclid(7), index.rem_euclid(7));
        let through = self.week(week) & (0b111_1111 >> (6 - day));
        let number = self.tally.before(week) + i64::from(through.count_ones()) + n;
        let found = self.tally.reaches(number)?;
        let place = number - self.tally.before(found);
        let day = (0..7).find(|day| {
            let through = self.week(found) & (0b111_1111 >> (6 - day));
            i64::from(through.count_ones()) == place
        })?;
        day_at(found * 7 + day)
    }

    fn week(&self, week: i64) -> u8 {
        let plain = self.weeks.last().copied().unwrap_or(0);
        usize::try_from(week)
            .ok()
            .and_then(|week| self.weeks.get(week))
            .copied()
            .unwrap_or(plain)
    }
}

/// The days that open in a week without exceptions and without changes of clocks.
fn plain_week(rules: &CalendarRules) -> u8 {
    let plain = rules.plain();
    let openings = Openings {
        rules: &plain,
        zone: &TimeZone::UTC,
    };
    (0..7).fold(0, |week, day| {
        let opens = day_at(day).is_some_and(|date| !openings.of(date).is_empty());
        week | u8::from(opens) << day
    })
}

/// The dates on which the plain week may not hold, in no order.
fn unusual(rules: &CalendarRules, zone: &TimeZone, clocks: &Clocks) -> Vec<Date> {
    let openings = Openings { rules, zone };
    let mut unusual: Vec<Date> = rules
        .holidays
        .iter()
        .chain(rules.hours_on.keys())
        .copied()
        .collect();
    for change in &clocks.changes {
        let around = openings.local(change.at);
        let two = jiff::Span::new().days(2);
        unusual.extend(days(around.saturating_sub(two), around.saturating_add(two)));
    }
    unusual
}
