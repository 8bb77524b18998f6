//! What a calendar counted between two instants and what it left out, day by day, each with its reason.

mod day;
mod shown;

use std::collections::{BTreeMap, VecDeque};
use std::iter::Peekable;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use tollgate_core::time::{Calendar, Pause, Span, Timestamp};
use tollgate_policy::calendar::HolidayName;

pub(super) use day::Why;
pub(super) use shown::{More, Shown};

/// The names of holidays, by date.
pub(super) type HolidayNames = BTreeMap<Date, Vec<HolidayName>>;

/// What a story is told of.
pub(super) struct Story<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) names: &'a HolidayNames,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    /// In order, and apart from one another.
    pub(super) pauses: Vec<Pause>,
    pub(super) counts: Counts,
}

/// What a question counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Open time, span by span.
    Spans,
    /// Days on which the calendar opens: which one, and when it is counted.
    WorkingDays(Vec<(u32, Timestamp)>),
    /// Calendar days, so that no hours matter.
    Days,
    /// Nothing: only what is left out is told.
    Nothing,
}

/// One thing that happened on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// An open span, with what is counted up to its end, in microseconds.
    Counted {
        span: Span,
        total: i64,
        is_override: bool,
    },
    /// The `n`th working day is counted at this instant; day 0 is where counting begins.
    WorkingDay { n: u32, at: Timestamp },
    /// Days that do not count.
    LeftOut { first: Date, last: Date, why: Why },
    /// A pause, with how much it takes away, in microseconds.
    Paused { pause: Pause, cost: i64 },
    /// The clocks were changed.
    Clocks {
        at: Timestamp,
        before: Offset,
        after: Offset,
    },
}

impl Story<'_> {
    /// What happened, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let mut rows = Teller::new(self).peekable();
        std::iter::from_fn(move || {
            let mut row = rows.next()?;
            while let Some(Row::LeftOut { last: further, .. }) =
                rows.next_if(|next| goes_on(&row, next))
            {
                if let Row::LeftOut { last, .. } = &mut row {
                    *last = further;
                }
            }
            Some(row)
        })
    }

    fn zone(&self) -> &TimeZone {
        self.calendar.zone()
    }

    fn date(&self, at: Timestamp) -> Date {
        self.zone().to_datetime(at.to_jiff()).date()
    }

    /// How much the pause takes away of what is counted.
    fn cost(&self, pause: &Pause) -> i64 {
        let (from, to) = (
            pause.from.max(self.from),
            pause.to.unwrap_or(self.to).min(self.to),
        );
        match self.counts {
            _ if to <= from => 0,
            Counts::Days => to.since(from),
            _ => self.calendar.elapsed(from, to, &[]),
        }
    }
}

/// Days that are closed as usual are told together.
fn goes_on(row: &Row, next: &Row) -> bool {
    let closed = |row: &Row| {
        matches!(
            row,
            Row::LeftOut {
                why: Why::Closed,
                ..
            }
        )
    };
    closed(row) && closed(next)
}

/// Tells the rows one day at a time, as they are asked for.
struct Teller<'a> {
    story: &'a Story<'a>,
    date: Option<Date>,
    last: Date,
    spans: Peekable<Box<dyn Iterator<Item = Span> + 'a>>,
    /// Everything else that has an instant, in order.
    others: VecDeque<(Timestamp, Row)>,
    told: VecDeque<Row>,
    total: i64,
}

impl<'a> Teller<'a> {
    fn new(story: &'a Story<'a>) -> Self {
        let spans: Box<dyn Iterator<Item = Span>> = match story.counts {
            Counts::Spans => Box::new(story.calendar.explain(story.from, story.to, &story.pauses)),
            _ => Box::new(std::iter::empty()),
        };
        let (first, last) = (story.date(story.from), story.date(story.to.plus(-1)));
        Self {
            story,
            date: (first <= last).then_some(first),
            last,
            spans: spans.peekable(),
            others: others(story),
            told: VecDeque::new(),
            total: 0,
        }
    }

    /// Tells the next day; `None` after the last one.
    fn tell_day(&mut self) -> Option<()> {
        let date = self.date?;
        self.date = date.tomorrow().ok().filter(|next| *next <= self.last);
        if !matches!(self.story.counts, Counts::Days)
            && let Some(why) = day::left_out(self.story, date)
        {
            self.told.push_back(Row::LeftOut {
                first: date,
                last: date,
                why,
            });
        }
        let story = self.story;
        while let Some(row) = self.next_until(|at| story.date(at) <= date) {
            self.told.push_back(row);
        }
        Some(())
    }

    /// The next thing that has an instant, if that is one which `holds`.
    fn next_until(&mut self, holds: impl Fn(Timestamp) -> bool) -> Option<Row> {
        let other = self
            .others
            .front()
            .map(|(at, _)| *at)
            .filter(|at| holds(*at));
        let before =
            |span: &Span| holds(span.opens) && other.is_none_or(|other| span.opens <= other);
        if let Some(span) = self.spans.next_if(before) {
            self.total += span.micros();
            let is_override = day::is_override(self.story, span);
            return Some(Row::Counted {
                span,
                total: self.total,
                is_override,
            });
        }
        other?;
        self.others.pop_front().map(|(_, row)| row)
    }
}

impl Iterator for Teller<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        while self.told.is_empty() {
            if self.tell_day().is_none() {
                return self.next_until(|_| true);
            }
        }
        self.told.pop_front()
    }
}

/// Pauses, changes of clocks and working days, in order.
fn others(story: &Story<'_>) -> VecDeque<(Timestamp, Row)> {
    let matters = |pause: &&Pause| pause.to.is_none_or(|to| to > story.from);
    let pauses = story.pauses.iter().filter(matters).map(|pause| {
        let cost = story.cost(pause);
        (
            pause.from.max(story.from),
            Row::Paused {
                pause: *pause,
                cost,
            },
        )
    });
    let days = match &story.counts {
        Counts::WorkingDays(days) => days.as_slice(),
        _ => &[],
    };
    let days = days
        .iter()
        .map(|(n, at)| (*at, Row::WorkingDay { n: *n, at: *at }));
    let mut all: Vec<(Timestamp, Row)> = days.chain(pauses).chain(changes(story)).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into()
}

/// When the clocks were changed on the way.
fn changes<'a>(story: &'a Story<'a>) -> impl Iterator<Item = (Timestamp, Row)> + 'a {
    let zone = story.zone();
    let mut before = zone.to_offset(story.from.to_jiff());
    let changes = zone.following(story.from.to_jiff());
    let changes = changes.map(|change| (Timestamp::from_jiff(change.timestamp()), change.offset()));
    changes
        .take_while(|(at, _)| *at < story.to)
        .filter_map(move |(at, after)| {
            let before = std::mem::replace(&mut before, after);
            (before != after).then_some((at, Row::Clocks { at, before, after }))
        })
}
