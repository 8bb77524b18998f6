//! Evaluates a condition in three values: what is missing is unknown, and is named.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use smol_str::{SmolStr, StrExt};

use super::calculate::{DAY, calculate, days_between};
use super::compare::holds;
use super::contact::{domain, is_email, is_phone};
use super::slot::{Facts, Read};
use super::tree::{Calculation, Comparison, Function, Loop, Node, Quantifier, TextTest};
use crate::time::Timestamp;
use crate::value::Value;

/// One evaluation of one condition; everything borrowed lives as long as the condition and the facts.
pub(super) struct Evaluation<'a> {
    reads: &'a [Read],
    zone: &'a TimeZone,
    facts: &'a dyn Facts,
    gaps: Vec<Gap>,
    locals: Vec<Cow<'a, Value>>,
}

/// Why something is unknown.
enum Gap {
    /// The slot of this read is missing.
    Read(u16),
    Reason(&'static str),
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(reads: &'a [Read], zone: &'a TimeZone, facts: &'a dyn Facts) -> Self {
        Self {
            reads,
            zone,
            facts,
            gaps: Vec::new(),
            locals: Vec::new(),
        }
    }

    /// The names of what was missing, in the order it was met.
    pub(super) fn missing(self) -> Vec<SmolStr> {
        let mut names = Vec::new();
        for gap in self.gaps {
            let name = match gap {
                Gap::Read(read) => self
                    .reads
                    .get(usize::from(read))
                    .map(|read| read.name.clone())
                    .unwrap_or_default(),
                Gap::Reason(reason) => SmolStr::new_static(reason),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether `node` holds; `None` when unknown, with the gaps noted.
    pub(super) fn truth(&mut self, node: &'a Node) -> Option<bool> {
        match node {
            Node::All(parts) => self.until(false, parts.iter(), Self::truth),
            Node::Any(parts) => self.until(true, parts.iter(), Self::truth),
            Node::Not(part) => self.truth(part).map(|holds| !holds),
            Node::Compare(comparison, sides) => {
                let (a, b) = self.both(sides)?;
                Some(holds(*comparison, &a, &b))
            }
            Node::InSet(item, set) => self.known(item).map(|item| set.contains(&item)),
            Node::InList(item, list) => self.in_list(item, list),
            Node::Test(test, sides) => self.test(*test, sides),
            Node::Known(part) => Some(self.is_known(part)),
            Node::Matches(text, pattern) => {
                self.on_text(text, |text| Some(pattern.is_found_in(text)))
            }
            Node::DomainIn(text, set) => self.on_text(text, |text| {
                Some(domain(text).is_some_and(|domain| set.contains_text(&domain)))
            }),
            Node::Loop(quantifier, each) => self.each(*quantifier, each),
            Node::Constant(_)
            | Node::Read(_)
            | Node::Local(_)
            | Node::Choose(_)
            | Node::Apply(..) => self.flag(node),
            Node::Calculate(..) | Node::DaysSince(_) => None,
        }
    }

    /// The value of `node`, [`Value::Missing`] when unknown, with the gaps noted.
    pub(super) fn value(&mut self, node: &'a Node) -> Cow<'a, Value> {
        match node {
            Node::Constant(value) => Cow::Borrowed(value),
            Node::Read(read) => self.read(*read),
            Node::Local(place) => self
                .locals
                .get(usize::from(*place))
                .cloned()
                .unwrap_or(MISSING),
            Node::Choose(parts) => match self.truth(&parts[0]) {
                Some(true) => self.value(&parts[1]),
                Some(false) => self.value(&parts[2]),
                None => MISSING,
            },
            Node::Calculate(calculation, sides) => self.calculated(*calculation, sides),
            Node::Apply(function, part) => match self.known(part) {
                Some(value) => Cow::Owned(self.apply(*function, &value)),
                None => MISSING,
            },
            Node::DaysSince(parts) => {
                Cow::Owned(self.days_since(parts).map_or(Value::Missing, Value::Int))
            }
            _ => Cow::Owned(self.truth(node).map_or(Value::Missing, Value::Bool)),
        }
    }

    /// The two operands, when both are known; the gaps of both when not.
    pub(super) fn both(
        &mut self,
        sides: &'a [Node; 2],
    ) -> Option<(Cow<'a, Value>, Cow<'a, Value>)> {
        let (a, b) = (self.value(&sides[0]), self.value(&sides[1]));
        (!a.is_missing() && !b.is_missing()).then_some((a, b))
    }

    fn known(&mut self, node: &'a Node) -> Option<Cow<'a, Value>> {
        let value = self.value(node);
        (!value.is_missing()).then_some(value)
    }

    fn read(&mut self, read: u16) -> Cow<'a, Value> {
        let facts = self.facts;
        let value = match self.reads.get(usize::from(read)) {
            Some(read) => facts.value(&read.slot),
            None => MISSING,
        };
        if value.is_missing() {
            self.gaps.push(Gap::Read(read));
        }
        value
    }

    fn flag(&mut self, node: &'a Node) -> Option<bool> {
        match *self.value(node) {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// Kleene's `&&` (`decisive` false) and `||` (`decisive` true): one decisive part settles it, whatever is unknown.
    fn until<T>(
        &mut self,
        decisive: bool,
        parts: impl Iterator<Item = T>,
        mut truth: impl FnMut(&mut Self, T) -> Option<bool>,
    ) -> Option<bool> {
        let noted = self.gaps.len();
        let mut settled = Some(!decisive);
        for part in parts {
            match truth(self, part) {
                Some(holds) if holds == decisive => {
                    self.gaps.truncate(noted);
                    return Some(decisive);
                }
                Some(_) => {}
                None => settled = None,
            }
        }
        settled
    }

    fn in_list(&mut self, item: &'a Node, list: &'a [Node]) -> Option<bool> {
        let item = self.known(item)?;
        self.until(true, list.iter(), |this, other| {
            let other = this.known(other)?;
            Some(holds(Comparison::Equal, &item, &other))
        })
    }

    fn each(&mut self, quantifier: Quantifier, each: &'a Loop) -> Option<bool> {
        let decisive = quantifier == Quantifier::Exists;
        self.until(decisive, each.items.iter(), |this, item| {
            this.locals.push(Cow::Borrowed(item));
            let holds = this.truth(&each.body);
            this.locals.pop();
            holds
        })
    }

    fn is_known(&mut self, part: &'a Node) -> bool {
        let noted = self.gaps.len();
        let known = !self.value(part).is_missing();
        self.gaps.truncate(noted);
        known
    }

    fn on_text<T>(&mut self, node: &'a Node, apply: impl Fn(&str) -> Option<T>) -> Option<T> {
        match &*self.known(node)? {
            Value::Text(text) => apply(text),
            _ => None,
        }
    }

    fn test(&mut self, test: TextTest, sides: &'a [Node; 2]) -> Option<bool> {
        let (a, b) = self.both(sides)?;
        let (text, part) = (a.as_text()?.as_str(), b.as_text()?.as_str());
        Some(match test {
            TextTest::StartsWith => text.starts_with(part),
            TextTest::EndsWith => text.ends_with(part),
            TextTest::Contains => text.contains(part),
        })
    }

    fn calculated(&mut self, calculation: Calculation, sides: &'a [Node; 2]) -> Cow<'a, Value> {
        let Some((a, b)) = self.both(sides) else {
            return MISSING;
        };
        match calculate(calculation, &a, &b) {
            Ok(value) => Cow::Owned(value),
            Err(reason) => {
                self.gaps.push(Gap::Reason(reason));
                MISSING
            }
        }
    }

    fn apply(&mut self, function: Function, value: &Value) -> Value {
        let result = apply(function, value, self.zone);
        if result.is_missing() {
            self.gaps.push(Gap::Reason("a number that is too large"));
        }
        result
    }

    fn days_since(&mut self, parts: &'a [Node; 2]) -> Option<i64> {
        let (clock, since) = self.both(parts)?;
        match (&*clock, &*since) {
            (Value::Instant(now), Value::Instant(since)) => Some(now.since(*since).div_euclid(DAY)),
            (Value::Date(today), Value::Date(since)) => Some(days_between(*since, *today)),
            _ => None,
        }
    }
}

const MISSING: Cow<'static, Value> = Cow::Owned(Value::Missing);

/// [`Value::Missing`] where a number does not fit, or the type is not one that the function takes.
fn apply(function: Function, value: &Value, zone: &TimeZone) -> Value {
    match (function, value) {
        (Function::Negate, Value::Int(whole)) => {
            whole.checked_neg().map_or(Value::Missing, Value::Int)
        }
        (Function::Negate, Value::Num(number)) => Value::Num(-number),
        (Function::Negate, Value::Money(minor)) => {
            minor.checked_neg().map_or(Value::Missing, Value::Money)
        }
        (Function::Negate, Value::Duration(micros)) => {
            micros.checked_neg().map_or(Value::Missing, Value::Duration)
        }
        (Function::Size, Value::Text(text)) => Value::Int(text.chars().count() as i64),
        (Function::Size, Value::List(items)) => Value::Int(items.len() as i64),
        (Function::LowerAscii, Value::Text(text)) => Value::Text(text.to_ascii_lowercase_smolstr()),
        (Function::ToNumber, value) => value.as_number().map_or(Value::Missing, Value::Num),
        (Function::ToInteger, Value::Int(whole)) => Value::Int(*whole),
        (Function::ToInteger, value) => value
            .as_number()
            .and_then(whole_part)
            .map_or(Value::Missing, Value::Int),
        (Function::StartOfDay, Value::Date(date)) => {
            start_of_day(*date, zone).map_or(Value::Missing, Value::Instant)
        }
        (Function::ValidEmail, Value::Text(text)) => Value::Bool(is_email(text)),
        (Function::ValidPhone, Value::Text(text)) => Value::Bool(is_phone(text)),
        _ => Value::Missing,
    }
}

fn whole_part(number: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    (number > -LIMIT && number < LIMIT).then_some(number as i64)
}

/// The first instant of `date` in `zone`; `None` beyond the calendar.
pub(super) fn start_of_day(date: jiff::civil::Date, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = date.to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_jiff(midnight.timestamp()))
}
