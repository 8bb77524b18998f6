//! The checked form of a condition: a small typed tree over slots, inert until it is evaluated.
//!
//! Whoever builds a tree has checked the types; a tree whose types do not fit is evaluated to unknown or false, never to
//! a panic.

use std::sync::Arc;

use super::set::Set;
use crate::value::Value;

/// One step of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A value that is known beforehand.
    Constant(Value),
    /// A slot, by its place in the condition's reads.
    Read(u16),
    /// The variable of an enclosing loop: 0 is the outermost.
    Local(u8),
    /// Whether anything is known of the operand; itself never unknown.
    Known(Box<Node>),
    /// `!`
    Not(Box<Node>),
    /// `&&` of all, true when there are none.
    All(Box<[Node]>),
    /// `||` of all, false when there are none.
    Any(Box<[Node]>),
    /// `condition ? first : second`
    Choose(Box<[Node; 3]>),
    /// `==`, `<` and their kin.
    Compare(Comparison, Box<[Node; 2]>),
    /// `operand in [constants]`
    InSet(Box<Node>, Set),
    /// `operand in [expressions]`
    InList(Box<Node>, Box<[Node]>),
    /// `+`, `-` and their kin.
    Calculate(Calculation, Box<[Node; 2]>),
    /// A test on two texts.
    Test(TextTest, Box<[Node; 2]>),
    /// Whether the pattern is found in the text.
    Matches(Box<Node>, Pattern),
    /// A function of one value.
    Apply(Function, Box<Node>),
    /// Whether the domain of an e-mail address is in the set.
    DomainIn(Box<Node>, Set),
    /// Whole days from the instant or date to `now` or `today`, rounded down: the clock first, then since when.
    DaysSince(Box<[Node; 2]>),
    /// Whether the body holds for some item, or for every item.
    Loop(Quantifier, Box<Loop>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// How two values are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calculation {
    /// `+`; also joins two texts.
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; between whole numbers it drops the fraction, as CEL does.
    Divide,
    /// `/` that keeps the fraction, for values that are measured rather than counted.
    Ratio,
    /// `%`
    Remainder,
}

/// A test on two texts, byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// The first starts with the second.
    StartsWith,
    /// The first ends with the second.
    EndsWith,
    /// The first contains the second.
    Contains,
}

/// A function of one value; unknown when its argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `-x`
    Negate,
    /// The number of characters of a text, or of items of a list.
    Size,
    /// ASCII letters in lower case.
    LowerAscii,
    /// A number with a fraction.
    ToNumber,
    /// A whole number, the fraction dropped.
    ToInteger,
    /// The first instant of a date in the workspace's zone.
    StartOfDay,
    /// Whether a text is an e-mail address that mail can be sent to.
    ValidEmail,
    /// Whether a text is a phone number that can be called.
    ValidPhone,
}

/// Which items must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Exists,
    /// Every one.
    ForAll,
}

/// A loop over constants.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// What is looped over.
    pub items: Arc<[Value]>,
    /// What is asked of each item; it reads no fact that moves with time.
    pub body: Node,
}

impl Node {
    /// The most steps that evaluating it takes.
    pub fn steps(&self) -> usize {
        let below: usize = children(self)
            .into_iter()
            .map(Self::steps)
            .fold(0, usize::saturating_add);
        match self {
            Self::Loop(_, each) => below.saturating_mul(each.items.len()).saturating_add(1),
            _ => below.saturating_add(1),
        }
    }

    /// Whether it reads a slot whose place among the reads `is_meant`.
    pub fn any_read(&self, is_meant: &dyn Fn(u16) -> bool) -> bool {
        match self {
            Self::Read(read) => is_meant(*read),
            _ => children(self)
                .into_iter()
                .any(|part| part.any_read(is_meant)),
        }
    }

    /// Gives every read the place that `places` has for it.
    pub(super) fn renumber(&mut self, places: &[u16]) {
        if let Self::Read(read) = self {
            *read = places.get(usize::from(*read)).copied().unwrap_or(*read);
        }
        match self {
            Self::Constant(_) | Self::Read(_) | Self::Local(_) => {}
            Self::Known(part) | Self::Not(part) | Self::InSet(part, _) | Self::Matches(part, _) => {
                part.renumber(places)
            }
            Self::Apply(_, part) | Self::DomainIn(part, _) => part.renumber(places),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter_mut().for_each(|part| part.renumber(places))
            }
            Self::Choose(parts) => parts.iter_mut().for_each(|part| part.renumber(places)),
            Self::Compare(_, sides)
            | Self::Calculate(_, sides)
            | Self::Test(_, sides)
            | Self::DaysSince(sides) => {
                sides.iter_mut().for_each(|side| side.renumber(places));
            }
            Self::InList(item, list) => {
                item.renumber(places);
                list.iter_mut().for_each(|part| part.renumber(places));
            }
            Self::Loop(_, each) => each.body.renumber(places),
        }
    }
}

/// The nodes directly below `node`.
pub(super) fn children(node: &Node) -> Vec<&Node> {
    match node {
        Node::Constant(_) | Node::Read(_) | Node::Local(_) => Vec::new(),
        Node::Known(part) | Node::Not(part) | Node::InSet(part, _) | Node::Matches(part, _) => {
            vec![part]
        }
        Node::Apply(_, part) | Node::DomainIn(part, _) => vec![part],
        Node::All(parts) | Node::Any(parts) => parts.iter().collect(),
        Node::Choose(parts) => parts.iter().collect(),
        Node::Compare(_, sides)
        | Node::Calculate(_, sides)
        | Node::Test(_, sides)
        | Node::DaysSince(sides) => sides.iter().collect(),
        Node::InList(item, list) => std::iter::once(&**item).chain(list).collect(),
        Node::Loop(_, each) => vec![&each.body],
    }
}

/// A regular expression, compiled when the condition is checked.
#[derive(Clone, Debug)]
pub struct Pattern(regex_lite::Regex);

impl Pattern {
    /// Compiles `text`; the error says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, String> {
        regex_lite::Regex::new(text)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// Whether it is found anywhere in `text`.
    pub fn is_found_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}
