//! Conditions: checked expressions over slots, evaluated in three values.
//!
//! The policy's text becomes a [`Condition`] once, when the policy is checked; from then on nothing is parsed, looked up
//! by name or compiled.

mod calculate;
mod compare;
mod constant;
mod contact;
mod evaluate;
mod next_look;
mod pace;
mod range;
mod set;
mod slot;
mod tree;
mod truth;

use std::fmt;
use std::sync::Arc;

use jiff::tz::TimeZone;
use smol_str::SmolStr;

pub use compare::order;
pub use constant::fold;
pub use contact::{domain, is_email, is_phone};
use evaluate::Evaluation;
use next_look::Outlook;
pub use set::Set;
pub use slot::{DidWhat, Facts, HandoffFact, Read, Slot, Subject};
pub use tree::{Calculation, Comparison, Function, Loop, Node, Pattern, Quantifier, TextTest};
pub use truth::Truth;

use crate::time::Timestamp;
use crate::value::Value;

/// A checked condition, or an expression with a value; cloning copies nothing.
#[derive(Clone, PartialEq)]
pub struct Condition(Arc<Checked>);

#[derive(PartialEq)]
struct Checked {
    source: SmolStr,
    root: Node,
    reads: Box<[Read]>,
    /// It reads something that moves with time.
    reads_time: bool,
    zone: TimeZone,
}

impl Condition {
    /// The condition that `source` was checked into.
    ///
    /// [`Node::Read`] counts within `reads`, which come in any order, each slot once; `zone` is the workspace's, in which a
    /// date begins.
    pub fn new(
        source: impl Into<SmolStr>,
        mut root: Node,
        reads: Vec<Read>,
        zone: TimeZone,
    ) -> Self {
        let mut sorted = reads.clone();
        sorted.sort();
        let place = |read: &Read| {
            sorted
                .binary_search(read)
                .map_or(u16::MAX, |place| place as u16)
        };
        root.renumber(&reads.iter().map(place).collect::<Vec<u16>>());
        Self(Arc::new(Checked {
            source: source.into(),
            root,
            reads_time: sorted.iter().any(|read| read.slot.moves()),
            reads: sorted.into(),
            zone,
        }))
    }

    /// The text as the policy has it.
    pub fn source(&self) -> &SmolStr {
        &self.0.source
    }

    /// What it reads, sorted by slot and without repetition; the link fields it goes through among them.
    pub fn reads(&self) -> &[Read] {
        &self.0.reads
    }

    /// Whether it holds. `&&` and `||` are Kleene's: one false (true) part settles it, whatever is unknown.
    pub fn truth(&self, facts: &dyn Facts) -> Truth {
        let mut evaluation = self.evaluation(facts);
        match evaluation.truth(&self.0.root) {
            Some(true) => Truth::True,
            Some(false) => Truth::False,
            None => Truth::Unknown(evaluation.missing()),
        }
    }

    /// Its value, [`Value::Missing`] when unknown.
    pub fn value(&self, facts: &dyn Facts) -> Value {
        self.evaluation(facts).value(&self.0.root)
    }

    /// What it saw: each slot it reads, by name, with its value; the slots in their order.
    pub fn seen(&self, facts: &dyn Facts) -> Vec<(SmolStr, Value)> {
        self.reads()
            .iter()
            .map(|read| (read.name.clone(), facts.value(&read.slot).into_owned()))
            .collect()
    }

    /// Whether it reads `slot`.
    pub fn reads_slot(&self, slot: &Slot) -> bool {
        self.touches(|read| read == slot)
    }

    /// Whether a change of the slots that `changed` knows could alter the result.
    pub fn touches(&self, changed: impl Fn(&Slot) -> bool) -> bool {
        self.reads().iter().any(|read| changed(&read.slot))
    }

    /// Whether passing time alone could change the result.
    pub fn reads_time(&self) -> bool {
        self.0.reads_time
    }

    /// The earliest instant after `now` at which passing time alone could change the result; `None` when it never can.
    ///
    /// Never later than the change itself. `now` must be what `facts` hold in [`Slot::Now`].
    pub fn next_look(&self, facts: &dyn Facts, now: Timestamp) -> Option<Timestamp> {
        if !self.reads_time() {
            return None;
        }
        Outlook::new(self.reads(), &self.0.zone, facts, now).next_look(&self.0.root)
    }

    /// `Some(false)` when it can be proven that it is never true, `Some(true)` when it is true whatever the facts.
    pub fn always(&self) -> Option<bool> {
        constant::always(&self.0.root)
    }

    fn evaluation<'a>(&'a self, facts: &'a dyn Facts) -> Evaluation<'a> {
        Evaluation::new(self.reads(), &self.0.zone, facts)
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Condition").field(&self.0.source).finish()
    }
}
