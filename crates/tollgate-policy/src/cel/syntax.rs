//! The syntax tree of a condition, with the place of every part in the text.

use tollgate_core::condition::{Calculation, Comparison, Quantifier};

/// A part of the text, in bytes: start, and end (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    /// The least span over both.
    pub(super) fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Syntax {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Literal(Literal),
    Name(String),
    Select(Box<Syntax>, Word),
    /// `has(operand)`; the operand is a selection.
    Has(Box<Syntax>),
    Not(Box<Syntax>),
    Negate(Box<Syntax>),
    All(Vec<Syntax>),
    Any(Vec<Syntax>),
    Choose(Box<[Syntax; 3]>),
    Compare(Comparison, Box<[Syntax; 2]>),
    In(Box<[Syntax; 2]>),
    Calculate(Calculation, Box<[Syntax; 2]>),
    Call {
        name: Word,
        target: Option<Box<Syntax>>,
        arguments: Vec<Syntax>,
    },
    List(Vec<Syntax>),
    Loop {
        quantifier: Quantifier,
        list: Box<Syntax>,
        variable: String,
        body: Box<Syntax>,
    },
    /// Something that CEL has and the policy language has not.
    Unsupported(&'static str),
}

/// A name at a place.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    Num(f64),
    Text(String),
}
