//! The value of a field, and its type.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::time::Timestamp;

/// What a field holds, or a condition computes.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Nothing is known. A condition that reads it is unknown, not false.
    #[default]
    Missing,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Num(f64),
    /// Text: also e-mail addresses, phone numbers, countries, choices, links and people.
    Text(SmolStr),
    /// An amount in minor units (cents) of the workspace's currency.
    Money(i64),
    /// A civil date.
    Date(Date),
    /// A UTC instant.
    Instant(Timestamp),
    /// A length of time in microseconds.
    Duration(i64),
    /// Several values of one type.
    List(Arc<[Value]>),
}

impl Value {
    /// Text, or [`Value::Missing`] where it is blank.
    pub fn text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Missing,
            trimmed => Self::Text(trimmed.into()),
        }
    }

    /// True when nothing is known.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The text inside, for the types that hold text.
    pub fn as_text(&self) -> Option<&SmolStr> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number inside; money counts in major units. `None` for what is not a number.
    pub fn as_number(&self) -> Option<f64> {
        match *self {
            Self::Int(whole) => Some(whole as f64),
            Self::Num(number) => Some(number),
            Self::Money(minor) => Some(minor as f64 / 100.0),
            _ => None,
        }
    }

    /// The instant inside.
    pub fn as_instant(&self) -> Option<Timestamp> {
        match *self {
            Self::Instant(at) => Some(at),
            _ => None,
        }
    }

    /// The date inside.
    pub fn as_date(&self) -> Option<Date> {
        match *self {
            Self::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// As a person reads it; what is missing reads `-`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("-"),
            Self::Bool(yes) => yes.fmt(f),
            Self::Int(whole) => whole.fmt(f),
            Self::Num(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Money(minor) => write!(
                f,
                "{}{}.{:02}",
                if *minor < 0 { "-" } else { "" },
                minor.abs() / 100,
                minor.abs() % 100
            ),
            Self::Date(date) => date.fmt(f),
            Self::Instant(at) => at.fmt(f),
            Self::Duration(micros) => crate::time::Budget::Time(*micros).fmt(f),
            Self::List(items) => write_list(f, items),
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, items: &[Value]) -> fmt::Result {
    f.write_str("[")?;
    for (position, item) in items.iter().enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        write!(f, "{comma}{item}")?;
    }
    f.write_str("]")
}

/// What a field may hold. The several kinds of text differ in how they are checked and compared when they arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// An e-mail address, kept in lower case.
    Email,
    /// A phone number.
    Phone,
    /// An ISO 3166-1 alpha-2 country.
    Country,
    /// A person: the owner, an approver.
    Person,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// An amount of money in the workspace's currency.
    Money,
    /// True or false.
    Boolean,
    /// A civil date.
    Date,
    /// An instant.
    Instant,
    /// One of the listed texts.
    Choice(Vec<SmolStr>),
    /// The id of a record of another kind.
    Link(Link),
}

impl FieldType {
    /// True when a field of this type may hold `value`; which of the choices it is, is not asked.
    pub fn holds(&self, value: &Value) -> bool {
        matches!(
            (self, value),
            (_, Value::Missing)
                | (
                    Self::Text
                        | Self::Email
                        | Self::Phone
                        | Self::Country
                        | Self::Person
                        | Self::Choice(_)
                        | Self::Link(_),
                    Value::Text(_)
                )
                | (Self::Integer, Value::Int(_))
                | (Self::Number, Value::Int(_) | Value::Num(_))
                | (Self::Money, Value::Money(_))
                | (Self::Boolean, Value::Bool(_))
                | (Self::Date, Value::Date(_))
                | (Self::Instant, Value::Instant(_))
        )
    }
}

/// How one record points at another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The kind of the record it points at.
    pub to: crate::ids::RecordKind,
    /// The journey goes on there: a lead that became an opportunity.
    pub journey: bool,
    /// Activities on the linked record count as done on this one: calls are logged on the deal's contact.
    pub activities: bool,
}
