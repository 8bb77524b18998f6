//! The stored form: how the core's types are written down as JSON, and read back.
//!
//! The form is canonical: one value has exactly one text (fields in the order listed, no spaces, nothing written for
//! what is absent, empty or zero), since digests are taken over it.

mod basic;
mod event;
mod macros;
mod record;
mod state;
mod text;
mod value;

use std::fmt;

use serde_json_borrow::Value as Json;

pub use event::{EVENT_TAGS, EventTag, tag_of};
pub use record::{get_record, put_record};

/// A type with a stored form.
pub trait Stored: Sized {
    /// Writes the stored form at the end of `out`.
    fn put(&self, out: &mut String);

    /// Reads the stored form back.
    ///
    /// # Errors
    /// What is in the wrong place, and where: the database holds something that Tollgate did not write.
    fn get(json: &Json<'_>) -> Result<Self, StoredError>;

    /// True when a field holding this is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// What a field that was left out stands for; `None` where it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// The stored form of `value`.
pub fn to_text(value: &impl Stored) -> String {
    let mut out = String::with_capacity(256);
    value.put(&mut out);
    out
}

/// The value whose stored form is `text`.
///
/// # Errors
/// `text` is not JSON, or not of this type.
pub fn from_text<T: Stored>(text: &str) -> Result<T, StoredError> {
    T::get(&parse(text)?)
}

/// `text` as JSON.
fn parse(text: &str) -> Result<Json<'_>, StoredError> {
    serde_json::from_str(text).map_err(|_| StoredError::expected("JSON"))
}

/// Why a stored text cannot be read: where it is wrong, and what should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredError {
    /// The place, outermost first: `clocks`, `2`, `due_at`.
    path: Vec<String>,
    expected: &'static str,
}

impl StoredError {
    /// At this place `expected` should be.
    pub fn expected(expected: &'static str) -> Self {
        Self {
            path: Vec::new(),
            expected,
        }
    }

    /// The same fault, seen from one place further out.
    pub(crate) fn within(mut self, place: impl ToString) -> Self {
        self.path.insert(0, place.to_string());
        self
    }
}

impl fmt::Display for StoredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_slice() {
            [] => write!(f, "{} was expected", self.expected),
            path => write!(f, "{} was expected in `{}`", self.expected, path.join(".")),
        }
    }
}

impl std::error::Error for StoredError {}

#[cfg(test)]
mod tests;
