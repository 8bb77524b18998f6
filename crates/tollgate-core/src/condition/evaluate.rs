//! Evaluates a condition in three values: what is missing is unknown, and is named.

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
    locals: Vec<&'a Value>,
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
                self.on_both(sides, |a, b| Some(holds(*comparison, a, b)))
            }
            Node::InSet(item, set) => self.on(item, |_, item| Some(set.contains(item))),
            Node::InList(item, list) => self.in_list(item, list),
            Node::Test(test, sides) => self.on_both(sides, |text, part| tested(*test, text, part)),
            Node::Known(part) => Some(self.is_known(part)),
            Node::Matches(text, pattern) => self.on_text(text, |text| pattern.is_found_in(text)),
            Node::DomainIn(text, set) => self.on_text(text, |text| {
                domain(text).is_some_and(|domain| set.contains_text(&domain))
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
    pub(super) fn value(&mut self, node: &'a Node) -> Value {
        self.on(node, |_, value| Some(value.clone()))
            .unwrap_or_default()
    }

    /// The value of what is neither a constant nor a read.
    fn computed(&mut self, node: &'a Node) -> Value {
        match node {
            Node::Constant(value) => value.clone(),
            Node::Choose(parts) => match self.truth(&parts[0]) {
                Some(true) => self.value(&parts[1]),
                Some(false) => self.value(&parts[2]),
                None => Value::Missing,
            },
            Node::Calculate(calculation, sides) => self.calculated(*calculation, sides),
            Node::Apply(function, part) => self
                .on(part, |this, value| Some(this.apply(*function, value)))
                .unwrap_or_default(),
            Node::DaysSince(parts) => self
                .on_both(parts, days_since)
                .map_or(Value::Missing, Value::Int),
            _ => self.truth(node).map_or(Value::Missing, Value::Bool),
        }
    }

    /// What `then` makes of the value of `node`; `None` when that is unknown.
    ///
    /// The value is borrowed where it lies: moving it about costs more than the comparison it is for.
    #[inline]
    fn on<T>(
        &mut self,
        node: &'a Node,
        then: impl FnOnce(&mut Self, &Value) -> Option<T>,
    ) -> Option<T> {
        match node {
            Node::Constant(value) if !value.is_missing() => then(self, value),
            Node::Local(place) => {
                let item = *self.locals.get(usize::from(*place))?;
                then(self, item)
            }
            Node::Read(read) => {
                let facts = self.facts;
                let slot = &self.reads.get(usize::from(*read))?.slot;
                let value = facts.value(slot);
                if value.is_missing() {
                    self.gaps.push(Gap::Read(*read));
                    return None;
                }
                then(self, &value)
            }
            _ => {
                let value = self.computed(node);
                if value.is_missing() {
                    None
                } else {
                    then(self, &value)
                }
            }
        }
    }

    /// What `then` makes of both values; `None` when one is unknown, with the gaps of both.
    #[inline]
    pub(super) fn on_both<T>(
        &mut self,
        sides: &'a [Node; 2],
        then: impl FnOnce(&Value, &Value) -> Option<T>,
    ) -> Option<T> {
        let mut is_first_known = false;
        let result = self.on(&sides[0], |this, a| {
            is_first_known = true;
            this.on(&sides[1], |_, b| then(a, b))
        });
        if !is_first_known {
            self.on(&sides[1], |_, _| None::<()>);
        }
        result
    }

    fn flag(&mut self, node: &'a Node) -> Option<bool> {
        self.on(node, |_, value| match value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        })
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
        self.on(item, |this, item| {
            let is_item = |other: &Value| holds(Comparison::Equal, item, other);
            this.until(true, list.iter(), |this, other| {
                this.on(other, |_, other| Some(is_item(other)))
            })
        })
    }

    fn each(&mut self, quantifier: Quantifier, each: &'a Loop) -> Option<bool> {
        let decisive = quantifier == Quantifier::Exists;
        self.until(decisive, each.items.iter(), |this, item| {
            this.locals.push(item);
            let holds = this.truth(&each.body);
            this.locals.pop();
            holds
        })
    }

    fn is_known(&mut self, part: &'a Node) -> bool {
        let noted = self.gaps.len();
        let known = self.on(part, |_, _| Some(())).is_some();
        self.gaps.truncate(noted);
        known
    }

    fn on_text<T>(&mut self, node: &'a Node, apply: impl Fn(&str) -> T) -> Option<T> {
        self.on(node, |_, value| value.as_text().map(|text| apply(text)))
    }

    fn calculated(&mut self, calculation: Calculation, sides: &'a [Node; 2]) -> Value {
        match self.on_both(sides, |a, b| Some(calculate(calculation, a, b))) {
            Some(Ok(value)) => value,
            Some(Err(reason)) => {
                self.gaps.push(Gap::Reason(reason));
                Value::Missing
            }
            None => Value::Missing,
        }
    }

    fn apply(&mut self, function: Function, value: &Value) -> Value {
        let result = apply(function, value, self.zone);
        if result.is_missing() {
            self.gaps.push(Gap::Reason("a number that is too large"));
        }
        result
    }
}

fn days_since(clock: &Value, since: &Value) -> Option<i64> {
    match (clock, since) {
        (Value::Instant(now), Value::Instant(since)) => Some(now.since(*since).div_euclid(DAY)),
        (Value::Date(today), Value::Date(since)) => Some(days_between(*since, *today)),
        _ => None,
    }
}

fn tested(test: TextTest, text: &Value, part: &Value) -> Option<bool> {
    let (text, part) = (text.as_text()?.as_str(), part.as_text()?.as_str());
    Some(match test {
        TextTest::StartsWith => text.starts_with(part),
        TextTest::EndsWith => text.ends_with(part),
        TextTest::Contains => text.contains(part),
    })
}

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
