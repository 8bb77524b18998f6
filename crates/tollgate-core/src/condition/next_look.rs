//! When passing time alone could change what a condition comes to.
//!
//! Time enters an expression through `now`, the age of the handoff and `today`. A comparison whose sides move at
//! constant paces changes at most twice, so the instant is found by halving, with the evaluator itself as the judge.

use std::borrow::Cow;

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calculate::{DAY, days_between};
use super::compare::{holds, order};
use super::evaluate::{Evaluation, start_of_day};
use super::slot::{Facts, HandoffFact, Read, Slot};
use super::tree::{Comparison, Node, children};
use crate::time::Timestamp;
use crate::value::Value;

/// No look is planned beyond 9000-01-01T00:00:00Z.
const HORIZON: Timestamp = Timestamp::from_micros(221_845_392_000_000_000);

/// A condition at one instant, looking forward.
pub(super) struct Outlook<'a> {
    reads: &'a [Read],
    zone: &'a TimeZone,
    facts: &'a dyn Facts,
    now: Timestamp,
}

/// Which of the moving facts an expression reads.
#[derive(Clone, Copy, Default)]
pub(super) struct Movers {
    /// `now` or the age of the handoff, which move with every microsecond.
    pub(super) clock: bool,
    /// `today`, which moves at midnight.
    pub(super) today: bool,
}

/// The facts as they will be at another instant, if nothing but time passes.
struct Later<'a> {
    facts: &'a dyn Facts,
    passed: i64,
    /// `None` keeps the date.
    today: Option<Date>,
}

impl Facts for Later<'_> {
    fn value(&self, slot: &Slot) -> Cow<'_, Value> {
        let value = self.facts.value(slot);
        match (slot, &*value) {
            (Slot::Now, Value::Instant(now)) => Cow::Owned(Value::Instant(now.plus(self.passed))),
            (Slot::Handoff(HandoffFact::Age), Value::Duration(age)) => {
                Cow::Owned(Value::Duration(age.saturating_add(self.passed)))
            }
            (Slot::Today, Value::Date(_)) => self
                .today
                .map_or(value, |date| Cow::Owned(Value::Date(date))),
            _ => value,
        }
    }
}

impl<'a> Outlook<'a> {
    pub(super) fn new(
        reads: &'a [Read],
        zone: &'a TimeZone,
        facts: &'a dyn Facts,
        now: Timestamp,
    ) -> Self {
        Self {
            reads,
            zone,
            facts,
            now,
        }
    }

    /// The earliest later instant at which `node` could come to something else.
    pub(super) fn next_look(&self, node: &Node) -> Option<Timestamp> {
        let movers = self.movers(node);
        if !movers.clock && !movers.today {
            return None;
        }
        match node {
            Node::All(parts) => self.next_of_parts(node, parts, false),
            Node::Any(parts) => self.next_of_parts(node, parts, true),
            Node::Choose(parts) => {
                earliest([self.next_look(&parts[0]), self.next_of_chosen(parts)])
            }
            Node::Compare(comparison, sides) => self.next_of_comparison(*comparison, sides, movers),
            Node::DaysSince(parts) => self.next_of_days(node, parts, movers),
            Node::Read(_) => self.next_of_mover(movers),
            Node::Known(_) => None,
            _ => children(node)
                .into_iter()
                .filter_map(|part| self.next_look(part))
                .min(),
        }
    }

    /// Parts that settle the result keep it settled until the last of them could change; otherwise any part may.
    fn next_of_parts(&self, whole: &Node, parts: &[Node], decisive: bool) -> Option<Timestamp> {
        if self.truth(whole) != Some(decisive) {
            return parts.iter().filter_map(|part| self.next_look(part)).min();
        }
        let settling = parts
            .iter()
            .filter(|part| self.truth(part) == Some(decisive));
        let mut latest = None;
        for part in settling {
            latest = latest.max(Some(self.next_look(part)?));
        }
        latest
    }

    fn next_of_chosen(&self, parts: &[Node; 3]) -> Option<Timestamp> {
        match self.truth(&parts[0]) {
            Some(true) => self.next_look(&parts[1]),
            Some(false) => self.next_look(&parts[2]),
            None => None,
        }
    }

    fn next_of_comparison(
        &self,
        comparison: Comparison,
        sides: &[Node; 2],
        movers: Movers,
    ) -> Option<Timestamp> {
        let by_order = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let outcome = |facts: &dyn Facts| {
            let compared = |a: &Value, b: &Value| {
                Some(if by_order {
                    order(a, b)
                } else {
                    Some(holds(comparison, a, b).cmp(&false))
                })
            };
            Evaluation::new(self.reads, self.zone, facts).on_both(sides, compared)
        };
        let at_present = outcome(self.facts);
        let pace = self
            .pace(&sides[0], movers)
            .minus(self.pace(&sides[1], movers));
        if at_present.is_some() && pace.slope == 0.0 {
            return self.next_of_held_date(movers);
        }
        if at_present.is_some() && pace.slope.is_nan() {
            return sides.iter().filter_map(|side| self.next_look(side)).min();
        }
        let distance =
            Evaluation::new(self.reads, self.zone, self.facts).on_both(sides, micros_between);
        let guess = distance.map(|distance| (distance as f64 / -pace.slope) as i64);
        self.first_change(movers, guess, |later| outcome(later) != at_present)
    }

    fn next_of_days(&self, node: &Node, parts: &[Node; 2], movers: Movers) -> Option<Timestamp> {
        let pace = self
            .pace(&parts[0], movers)
            .minus(self.pace(&parts[1], movers));
        if pace.slope == 0.0 {
            return self.next_of_held_date(movers);
        }
        if pace.slope.is_nan() {
            return parts.iter().filter_map(|part| self.next_look(part)).min();
        }
        let at_present = self.value(node);
        self.first_change(movers, None, |later| {
            Evaluation::new(self.reads, self.zone, later).value(node) != at_present
        })
    }

    /// When the fact itself moves.
    fn next_of_mover(&self, movers: Movers) -> Option<Timestamp> {
        if movers.clock {
            Some(self.now.plus(1))
        } else {
            self.next_midnight()
        }
    }

    /// Where the clock moves within the day and `today` is held, the day's end bounds every answer.
    fn next_of_held_date(&self, movers: Movers) -> Option<Timestamp> {
        if movers.today {
            self.next_midnight()
        } else {
            None
        }
    }

    fn next_midnight(&self) -> Option<Timestamp> {
        self.midnight(1)
    }

    /// The first instant of the day `days` after the present one.
    fn midnight(&self, days: i64) -> Option<Timestamp> {
        let today = self.now.to_jiff().to_zoned(self.zone.clone()).date();
        start_of_day(plus_days(today, days)?, self.zone)
    }

    /// The first instant after now at which `differs`, which once true stays so as time passes; `guess` is about how many
    /// microseconds that takes.
    fn first_change(
        &self,
        movers: Movers,
        guess: Option<i64>,
        differs: impl Fn(&Later<'_>) -> bool,
    ) -> Option<Timestamp> {
        if !movers.clock {
            return self.first_day(guess.map(|micros| micros / DAY), differs);
        }
        let later = |passed| Later {
            facts: self.facts,
            passed,
            today: None,
        };
        let passed = first(HORIZON.since(self.now), guess, |passed| {
            differs(&later(passed))
        });
        let found = passed.map(|passed| self.now.plus(passed));
        earliest([found, self.next_of_held_date(movers)])
    }

    fn first_day(
        &self,
        guess: Option<i64>,
        differs: impl Fn(&Later<'_>) -> bool,
    ) -> Option<Timestamp> {
        let today = self.facts.value(&Slot::Today).into_owned();
        let Value::Date(today) = today else {
            return None;
        };
        let days = first(HORIZON.since(self.now) / DAY, guess, |days| {
            let date = plus_days(today, days);
            date.is_none()
                || differs(&Later {
                    facts: self.facts,
                    passed: 0,
                    today: date,
                })
        });
        self.midnight(days?)
    }

    pub(super) fn movers(&self, node: &Node) -> Movers {
        let mut movers = Movers::default();
        if let Node::Read(read) = node {
            match self.slot(*read) {
                Some(Slot::Now | Slot::Handoff(HandoffFact::Age)) => movers.clock = true,
                Some(Slot::Today) => movers.today = true,
                _ => {}
            }
        }
        for part in children(node) {
            let inner = self.movers(part);
            movers.clock |= inner.clock;
            movers.today |= inner.today;
        }
        movers
    }

    pub(super) fn slot(&self, read: u16) -> Option<Slot> {
        self.reads.get(usize::from(read)).map(|read| read.slot)
    }

    pub(super) fn truth(&self, node: &Node) -> Option<bool> {
        Evaluation::new(self.reads, self.zone, self.facts).truth(node)
    }

    pub(super) fn value(&self, node: &Node) -> Value {
        Evaluation::new(self.reads, self.zone, self.facts).value(node)
    }
}

fn earliest(instants: [Option<Timestamp>; 2]) -> Option<Timestamp> {
    instants.into_iter().flatten().min()
}

fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// How far `a` is past `b`, in microseconds, for what is measured in them.
fn micros_between(a: &Value, b: &Value) -> Option<i64> {
    match (a, b) {
        (Value::Instant(a), Value::Instant(b)) => Some(a.since(*b)),
        (Value::Duration(a), Value::Duration(b)) => a.checked_sub(*b),
        (Value::Date(a), Value::Date(b)) => Some(days_between(*b, *a) * DAY),
        _ => None,
    }
}

/// The least of `1..=limit` at which `holds`, which once true stays so; `None` when it does not hold even at the limit.
///
/// A good `guess` saves most of the halving; a bad one costs two looks.
fn first(limit: i64, guess: Option<i64>, holds: impl Fn(i64) -> bool) -> Option<i64> {
    if limit < 1 || !holds(limit) {
        return None;
    }
    let (mut before, mut at) = (0, limit);
    let mut around = guess
        .map_or([0; 2], |guess| {
            [guess.saturating_add(1), guess.saturating_sub(1)]
        })
        .into_iter();
    while at - before > 1 {
        let middle = before + (at - before) / 2;
        let place = around
            .next()
            .filter(|place| (before + 1..at).contains(place))
            .unwrap_or(middle);
        if holds(place) {
            at = place;
        } else {
            before = place;
        }
    }
    Some(at)
}
