//! Open time as a function of the instant, tabulated by week.

use std::collections::BTreeMap;

use jiff::tz::{Offset, TimeZone};

use super::horizon::{Change, Clocks, DAY, FIRST, WEEK, WEEKS, day_index, week_start};
use super::openings::Openings;
use super::rules::CalendarRules;
use super::tally::Tally;

/// How much open time lies before any instant, and where any amount of it ends or goes on.
///
/// Weeks run from Monday 00:00 UTC. Most look alike (one pattern for each offset of the zone); weeks
/// with a holiday, an override or a change of clocks have patterns of their own. So a table for 130
/// years is small, and a question costs two searches: one for the week, one inside its pattern.
#[derive(Debug)]
pub(super) struct Weeks {
    tally: Tally,
    /// Which pattern each week follows; the last one is that of all weeks after the horizon.
    follows: Vec<u32>,
    patterns: Patterns,
}

/// One opening inside a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Opening {
    /// Microseconds from the week's start.
    opens: i64,
    closes: i64,
    /// Open microseconds in this week before it.
    before: i64,
}

impl Weeks {
    /// The table for `rules` in `zone`.
    pub(super) fn new(rules: &CalendarRules, zone: &TimeZone, clocks: &Clocks) -> Self {
        let odd = odd_weeks(rules, &clocks.changes);
        let plain = rules.plain();
        let mut patterns = Maker::default();
        let lead = patterns.steady(&plain, clocks.first);
        let (mut steady, mut left) = (lead, clocks.changes.iter().peekable());
        let mut follows = Vec::with_capacity(WEEKS + 1);
        for (week, odd) in odd.iter().enumerate() {
            while let Some(change) = left.next_if(|change| change.at <= week_start(week)) {
                steady = patterns.steady(&plain, change.offset);
            }
            let own = Openings { rules, zone };
            follows.push(if *odd {
                patterns.of(own, week_start(week))
            } else {
                steady
            });
        }
        let tail = left
            .last()
            .map_or(steady, |change| patterns.steady(&plain, change.offset));
        let patterns = patterns.made;
        let counts = follows.iter().map(|id| patterns.total(*id));
        let tally = Tally::new(patterns.total(lead), counts, patterns.total(tail));
        // Weeks before the horizon follow the first entry, weeks after it the last one.
        follows.insert(0, lead);
        follows.push(tail);
        Self {
            tally,
            follows,
            patterns,
        }
    }

    /// Open microseconds from the start of the horizon to `instant`; negative before it.
    pub(super) fn open_before(&self, instant: i64) -> i64 {
        let (week, offset) = split(instant);
        let inside = match self.last_opening(week, offset) {
            Some(opening) => opening.before + offset.min(opening.closes) - opening.opens,
            None => 0,
        };
        self.tally.before(week) + inside
    }

    /// Whether `instant` is inside an opening.
    pub(super) fn is_open(&self, instant: i64) -> bool {
        let (week, offset) = split(instant);
        self.last_opening(week, offset)
            .is_some_and(|opening| offset < opening.closes)
    }

    /// The first instant before which `count` open microseconds lie: a closing where it can be.
    pub(super) fn reaches(&self, count: i64) -> Option<i64> {
        let week = self.tally.reaches(count)?;
        let rest = count - self.tally.before(week);
        let openings = self.openings(week);
        let opening = openings[openings.partition_point(|opening| opening.before < rest) - 1];
        week.checked_mul(WEEK)?
            .checked_add(FIRST + opening.opens + rest - opening.before)
    }

    /// The last instant before which `count` open microseconds lie: an opening where it can be.
    pub(super) fn goes_on(&self, count: i64) -> Option<i64> {
        let week = self.tally.goes_on(count)?;
        let rest = count - self.tally.before(week);
        let openings = self.openings(week);
        let opening = openings[openings.partition_point(|opening| opening.before <= rest) - 1];
        week.checked_mul(WEEK)?
            .checked_add(FIRST + opening.opens + rest - opening.before)
    }

    /// When the opening around `instant` closes, at `limit` at the latest.
    pub(super) fn closes(&self, instant: i64, limit: i64) -> i64 {
        let (mut week, offset) = split(instant);
        let Some(opening) = self.last_opening(week, offset) else {
            return instant;
        };
        let mut closes = opening.closes;
        while closes == WEEK && FIRST + (week + 1) * WEEK < limit {
            week += 1;
            let next = self
                .openings(week)
                .first()
                .filter(|opening| opening.opens == 0);
            closes = next.map_or(0, |opening| opening.closes);
        }
        (FIRST + week * WEEK + closes).min(limit)
    }

    fn last_opening(&self, week: i64, offset: i64) -> Option<Opening> {
        let openings = self.openings(week);
        let after = openings.partition_point(|opening| opening.opens <= offset);
        after.checked_sub(1).map(|place| openings[place])
    }

    fn openings(&self, week: i64) -> &[Opening] {
        let last = self.follows.len() - 1;
        let place = usize::try_from(week + 1).unwrap_or(0).min(last);
        self.patterns.openings(self.follows[place])
    }
}

/// The week around an instant, and how far into it the instant is.
fn split(instant: i64) -> (i64, i64) {
    (
        (instant - FIRST).div_euclid(WEEK),
        (instant - FIRST).rem_euclid(WEEK),
    )
}

/// Which weeks differ from the plain ones.
///
/// What begins on a date lies between a day before and three days after that date's midnight in
/// UTC, wherever the zone is. A change of clocks moves only local times that it skips or repeats, a day
/// at most.
fn odd_weeks(rules: &CalendarRules, changes: &[Change]) -> Vec<bool> {
    let mut odd = vec![false; WEEKS];
    let mut mark = |from: i64, to: i64| {
        for week in split(from).0..=split(to).0 {
            if let Some(mark) = usize::try_from(week)
                .ok()
                .and_then(|week| odd.get_mut(week))
            {
                *mark = true;
            }
        }
    };
    for date in rules.holidays.iter().chain(rules.hours_on.keys()) {
        let midnight = FIRST + day_index(*date) * DAY;
        mark(midnight - DAY, midnight + 3 * DAY);
    }
    for change in changes {
        mark(change.at - DAY, change.at + DAY);
    }
    odd
}

/// The different weeks there are, each kept once.
#[derive(Debug, Default)]
struct Patterns {
    openings: Vec<Opening>,
    /// Where in `openings` each pattern begins and ends, and its open microseconds.
    ranges: Vec<(usize, usize, i64)>,
}

impl Patterns {
    fn total(&self, id: u32) -> i64 {
        self.ranges[id as usize].2
    }

    fn openings(&self, id: u32) -> &[Opening] {
        let (first, end, _) = self.ranges[id as usize];
        &self.openings[first..end]
    }
}

/// Makes patterns and finds again those already made.
#[derive(Default)]
struct Maker {
    made: Patterns,
    known: BTreeMap<Vec<Opening>, u32>,
    by_offset: BTreeMap<i32, u32>,
}

impl Maker {
    /// The pattern of a week without exceptions at one offset.
    fn steady(&mut self, plain: &CalendarRules, offset: Offset) -> u32 {
        if let Some(id) = self.by_offset.get(&offset.seconds()) {
            return *id;
        }
        let id = self.of(
            Openings {
                rules: plain,
                zone: &TimeZone::fixed(offset),
            },
            FIRST,
        );
        self.by_offset.insert(offset.seconds(), id);
        id
    }

    /// The pattern of the week that begins at `start`.
    fn of(&mut self, openings: Openings<'_>, start: i64) -> u32 {
        let mut total = 0;
        let mut week = Vec::new();
        for span in openings.within(start, start + WEEK) {
            let opens = span.opens.as_micros() - start;
            week.push(Opening {
                opens,
                closes: opens + span.micros(),
                before: total,
            });
            total += span.micros();
        }
        self.keep(week, total)
    }

    fn keep(&mut self, week: Vec<Opening>, total: i64) -> u32 {
        if let Some(id) = self.known.get(&week) {
            return *id;
        }
        let made = &mut self.made;
        let id = u32::try_from(made.ranges.len()).expect("fewer patterns than weeks");
        let first = made.openings.len();
        made.openings.extend_from_slice(&week);
        made.ranges.push((first, made.openings.len(), total));
        self.known.insert(week, id);
        id
    }
}
