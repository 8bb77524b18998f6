//! Collects how long something took over a cohort, in working and in wall time, with what has not happened yet.

use std::collections::BTreeMap;

use smol_str::{SmolStr, format_smolstr};

use super::figure::{Derivation, Figure, Quantity};
use super::percentile::{percentile, percentile_among};
use super::rate::Rate;
use super::scope::{Promise, Scope, promise};
use crate::policy::{KpiName, Milestone};
use crate::state::{Clock, Handoff};
use crate::time::Timestamp;

/// The times of a cohort; two that collected different handoffs can be merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    working: Vec<i64>,
    wall: Vec<i64>,
    not_yet: u64,
    left_out: BTreeMap<&'static str, u64>,
    within: Rate,
}

/// How long it took for one handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Took {
    /// It happened, after so many microseconds; working time only where a calendar counted it.
    So {
        /// In working time.
        working: Option<i64>,
        /// In wall time.
        wall: i64,
    },
    /// It has not happened yet.
    NotYet,
    /// It cannot happen any more, or does not apply, for this reason.
    Never(&'static str),
}

/// The words around a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeWords {
    /// Which figure.
    pub(super) kpi: KpiName,
    /// What it is.
    pub(super) definition: &'static str,
    /// What has happened to those that are measured.
    pub(super) reached: &'static str,
}

/// Times in their order, ready for percentiles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SortedTimes {
    working: Vec<i64>,
    wall: Vec<i64>,
    /// How many have not happened yet.
    pub not_yet: u64,
    /// How many were left out, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    /// How many promises were kept.
    pub within: Rate,
}

/// The percentiles that reports show, in microseconds; `None` where nothing was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Half took at most this.
    pub p50: Option<i64>,
    /// Three in four took at most this.
    pub p75: Option<i64>,
    /// Nine in ten took at most this.
    pub p90: Option<i64>,
}

impl Times {
    /// Takes in how long one handoff took.
    pub(super) fn add(&mut self, took: Took) {
        match took {
            Took::So { working, wall } => {
                self.wall.push(wall.max(0));
                self.working.extend(working);
            }
            Took::NotYet => self.not_yet += 1,
            Took::Never(why) => *self.left_out.entry(why).or_default() += 1,
        }
    }

    /// Takes in whether the promise was kept.
    pub(super) fn add_promise(&mut self, promise: Promise) {
        match promise {
            Promise::Met => self.within.count(true),
            Promise::Missed => self.within.count(false),
            Promise::Open | Promise::None => {}
        }
    }

    /// Takes in the clock of `milestone`, read from `handoff`; nothing where it never started.
    pub(super) fn add_clock(
        &mut self,
        scope: &Scope<'_>,
        milestone: &Milestone,
        handoff: &Handoff,
    ) {
        let Some(clock) = handoff.clock(&milestone.id) else {
            return;
        };
        self.add(took(clock));
        self.add_promise(promise(clock, scope.now));
    }

    /// Adds what another one collected.
    pub(super) fn merge(&mut self, other: Self) {
        self.working.extend(other.working);
        self.wall.extend(other.wall);
        self.not_yet += other.not_yet;
        for (why, count) in other.left_out {
            *self.left_out.entry(why).or_default() += count;
        }
        self.within.merge(other.within);
    }

    /// The times in their order.
    pub(super) fn sorted(mut self) -> SortedTimes {
        self.working.sort_unstable();
        self.wall.sort_unstable();
        let Self {
            working,
            wall,
            not_yet,
            left_out,
            within,
        } = self;
        SortedTimes {
            working,
            wall,
            not_yet,
            left_out,
            within,
        }
    }

    /// The figure: the `at` percentile in working time, or in wall time where no calendar counted.
    pub(super) fn figure(self, words: &TimeWords, at: u8) -> Figure {
        self.sorted().figure(words, at)
    }
}

/// How long `clock` ran. A clock without a calendar counts wall time only.
pub(super) fn took(clock: &Clock) -> Took {
    match (clock.stopped_at, clock.cancelled) {
        (Some(stopped), _) => Took::So {
            working: clock.elapsed.filter(|_| clock.calendar.is_some()),
            wall: stopped.since(clock.started_at),
        },
        (None, true) => Took::Never("ended before it applied"),
        (None, false) => Took::NotYet,
    }
}

/// How long it took from `from` to `to`, with the working time that `clock` counted.
///
/// Not yet, while the handoff is open and `clock` was not cancelled.
pub(super) fn took_between(
    handoff: &Handoff,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    clock: Option<&Clock>,
) -> Took {
    match (from, to) {
        (Some(from), Some(to)) => Took::So {
            working: clock
                .filter(|clock| clock.calendar.is_some())
                .and_then(|clock| clock.elapsed),
            wall: to.since(from),
        },
        _ if handoff.state.is_open() && !clock.is_some_and(|clock| clock.cancelled) => Took::NotYet,
        _ => Took::Never("ended before it happened"),
    }
}

impl SortedTimes {
    /// How many have happened.
    pub fn reached(&self) -> u64 {
        self.wall.len() as u64
    }

    /// The percentiles of those that have happened, in working time.
    pub fn working(&self) -> Spread {
        spread(&self.working)
    }

    /// The percentiles of those that have happened, in wall time.
    pub fn wall(&self) -> Spread {
        spread(&self.wall)
    }

    /// The `at` percentile of all, counting as longest what has not happened yet; `None` when it lies there.
    pub fn among_all(&self, at: u8) -> Option<i64> {
        let shown = self.shown();
        percentile_among(shown, shown.len() as u64 + self.not_yet, at)
    }

    /// How many of those that have happened took at most the first of `edges`, how many longer than that and at most the second, and
    /// so on; the last is how many took longer than all of them. Edges are in microseconds, the shortest first.
    pub fn histogram(&self, edges: &[i64]) -> Vec<u64> {
        let shown = self.shown();
        let mut below = 0;
        let mut counts: Vec<u64> = Vec::with_capacity(edges.len() + 1);
        for edge in edges {
            let within = shown.partition_point(|took| took <= edge);
            counts.push((within - below) as u64);
            below = within;
        }
        counts.push((shown.len() - below) as u64);
        counts
    }

    fn shown_in(&self) -> &'static str {
        if self.counts_working_time() {
            "working time"
        } else {
            "wall time"
        }
    }

    fn counts_working_time(&self) -> bool {
        !self.working.is_empty() && self.working.len() == self.wall.len()
    }

    /// Working time where a calendar counted all of them, wall time otherwise.
    fn shown(&self) -> &[i64] {
        if self.counts_working_time() {
            &self.working
        } else {
            &self.wall
        }
    }

    fn figure(&self, words: &TimeWords, at: u8) -> Figure {
        let times = |name: &str, spread: Spread| {
            [
                ("p50", spread.p50),
                ("p75", spread.p75),
                ("p90", spread.p90),
            ]
            .map(|(which, micros)| {
                (
                    SmolStr::from(format!("{which} {name}")),
                    micros.map(Quantity::Time),
                )
            })
        };
        let of = |time: &str| format!("{time}, of those {}", words.reached);
        let mut beside: Vec<_> = times(&of("working time"), self.working()).into();
        beside.extend(times(&of("wall time"), self.wall()));
        beside.push((
            "within target".into(),
            self.within.share().map(Quantity::Share),
        ));
        beside.push((
            "not yet".into(),
            Quantity::share(self.not_yet as f64, (self.reached() + self.not_yet) as f64),
        ));
        Figure {
            kpi: words.kpi,
            value: self.among_all(at).map(Quantity::Time),
            qualifier: Some(format_smolstr!("p{at}, {}", self.shown_in())),
            derivation: Derivation {
                definition: words.definition,
                cohort: "handoffs offered in the period; what has not happened yet counts as longer than anything",
                numerator: (words.reached.into(), Quantity::Count(self.reached())),
                denominator: (
                    "reached or not yet".into(),
                    Quantity::Count(self.reached() + self.not_yet),
                ),
                left_out: self
                    .left_out
                    .iter()
                    .map(|(why, count)| ((*why).into(), *count))
                    .collect(),
                beside,
            },
        }
    }
}

fn spread(sorted: &[i64]) -> Spread {
    let at = |which| percentile(sorted, which);
    Spread {
        p50: at(50),
        p75: at(75),
        p90: at(90),
    }
}
