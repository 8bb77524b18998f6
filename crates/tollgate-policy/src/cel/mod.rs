//! Conditions as the policy writes them: CEL text, checked against what its names mean, into the core's conditions.
//!
//! Text → own syntax tree ([`parse`]) → types checked and names resolved ([`check`]) → [`Condition`].

mod calculate;
mod check;
mod compare;
mod functions;
mod loops;
mod names;
mod parse;
mod scope;
mod slips;
mod syntax;
mod types;

#[cfg(test)]
mod tests;

use tollgate_core::condition::Condition;

use crate::suggest;

pub use scope::{KindShape, Scope};

/// What an expression must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// True or false.
    Truth,
    /// A value of this class.
    Value(Class),
}

/// The values that an expression may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A single value of any type.
    Any,
    /// Text: a person, a queue, a country.
    Text,
    /// A number or an amount. Such an expression measures, so its `/` keeps the fraction between whole numbers too.
    Number,
    /// A date or an instant.
    When,
}

/// What is wrong with a condition, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CelProblem {
    /// Where it starts, in bytes from the start of the text.
    pub start: usize,
    /// Where it ends, exclusive; never before `start`.
    pub end: usize,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// The condition that `text` says, with every name resolved in `scope`.
///
/// # Errors
/// All problems at once, in the order of the text. A text that is not CEL gives only the problems of its form.
pub fn compile(text: &str, scope: &Scope<'_>, want: Want) -> Result<Condition, Vec<CelProblem>> {
    let syntax = parse::parse(text)?;
    check::check(text, &syntax, scope, want)
}
