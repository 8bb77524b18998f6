//! The first and the last of many rows, and how much lies between.

use std::collections::VecDeque;

use super::{Row, Why};

/// Rows before which a story is told in full, whatever they are.
const HEAD_MAX: usize = 16;
/// Counted rows that a long story begins with.
const HEAD_COUNTED: usize = 5;
/// Rows that a long story ends with.
const TAIL: usize = 6;
/// As many rows as anybody can want.
const ALL_MAX: usize = 100_000;

/// The rows of a story that are shown.
#[derive(Debug, Default)]
pub(in super::super) struct Shown {
    pub(in super::super) head: Vec<Row>,
    /// What is passed over between the two; `None` where nothing is.
    pub(in super::super) more: Option<More>,
    pub(in super::super) tail: Vec<Row>,
}

/// How many rows of each kind are passed over.
#[derive(Debug, Default)]
pub(in super::super) struct More {
    pub(in super::super) spans: u64,
    /// The length of those spans, in microseconds.
    pub(in super::super) micros: i64,
    pub(in super::super) working_days: u64,
    pub(in super::super) holidays: u64,
    /// Days left out that are no holidays.
    pub(in super::super) days: u64,
    pub(in super::super) pauses: u64,
    pub(in super::super) changes: u64,
}

impl Shown {
    /// The rows to show; with `all` everything that can be wanted.
    pub(in super::super) fn of(mut rows: impl Iterator<Item = Row>, all: bool) -> Self {
        let (counted_max, head_max) = if all {
            (ALL_MAX, ALL_MAX)
        } else {
            (HEAD_COUNTED, HEAD_MAX)
        };
        let (mut shown, mut counted) = (Self::default(), 0);
        while counted < counted_max && shown.head.len() < head_max {
            let Some(row) = rows.next() else {
                return shown;
            };
            counted += usize::from(matches!(row, Row::Counted { .. } | Row::WorkingDay { .. }));
            shown.head.push(row);
        }
        let mut tail = VecDeque::new();
        for row in rows {
            tail.push_back(row);
            if tail.len() > TAIL {
                let passed = tail.pop_front();
                let more = shown.more.get_or_insert_default();
                passed.into_iter().for_each(|row| more.add(&row));
            }
        }
        shown.tail = tail.into();
        shown
    }

    /// Whether there is nothing to show.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.head.is_empty()
    }
}

impl More {
    fn add(&mut self, row: &Row) {
        match row {
            Row::Counted { span, .. } => {
                self.spans += 1;
                self.micros += span.micros();
            }
            Row::WorkingDay { .. } => self.working_days += 1,
            Row::LeftOut {
                why: Why::Holiday(_),
                ..
            } => self.holidays += 1,
            Row::LeftOut { first, last, .. } => {
                let days = last.duration_since(*first).as_hours() / 24 + 1;
                self.days += u64::try_from(days).unwrap_or(0);
            }
            Row::Paused { .. } => self.pauses += 1,
            Row::Clocks { .. } => self.changes += 1,
        }
    }
}
