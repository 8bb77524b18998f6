//! The types of expressions.

use std::fmt;

use smol_str::SmolStr;
use tollgate_core::value::{FieldType, Value};

/// What an expression comes to when nothing is missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    Bool,
    Int,
    Num,
    Money,
    Text,
    /// One of these texts.
    Choice(Vec<SmolStr>),
    Date,
    Instant,
    Duration,
    List(Box<Type>),
    Null,
    /// A problem was found inside, or nothing is known; goes with everything.
    Any,
}

impl Type {
    pub(super) fn of_field(field: &FieldType) -> Self {
        match field {
            FieldType::Text | FieldType::Email | FieldType::Phone | FieldType::Country => {
                Self::Text
            }
            FieldType::Person | FieldType::Link(_) => Self::Text,
            FieldType::Integer => Self::Int,
            FieldType::Number => Self::Num,
            FieldType::Money => Self::Money,
            FieldType::Boolean => Self::Bool,
            FieldType::Date => Self::Date,
            FieldType::Instant => Self::Instant,
            FieldType::Choice(choices) => Self::Choice(choices.clone()),
        }
    }

    pub(super) fn of_value(value: &Value) -> Self {
        match value {
            Value::Missing => Self::Any,
            Value::Bool(_) => Self::Bool,
            Value::Int(_) => Self::Int,
            Value::Num(_) => Self::Num,
            Value::Money(_) => Self::Money,
            Value::Text(_) => Self::Text,
            Value::Date(_) => Self::Date,
            Value::Instant(_) => Self::Instant,
            Value::Duration(_) => Self::Duration,
            Value::List(items) => {
                Self::List(Box::new(items.first().map_or(Self::Any, Self::of_value)))
            }
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Num | Self::Money | Self::Any)
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Choice(_) | Self::Any)
    }

    pub(super) fn is_bool(&self) -> bool {
        matches!(self, Self::Bool | Self::Any)
    }

    pub(super) fn is_time(&self) -> bool {
        matches!(self, Self::Date | Self::Instant)
    }

    /// The type that holds both; `None` when none does.
    pub(super) fn common(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any | Self::Null, known) | (known, Self::Any | Self::Null) => {
                Some(known.clone())
            }
            (a, b) if a == b => Some(a.clone()),
            (a, b) if a.is_text() && b.is_text() => Some(Self::Text),
            (a, b) if a.is_number() && b.is_number() => Some(Self::Num),
            _ => None,
        }
    }
}

/// With its article, as in "this is a text".
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "true or false",
            Self::Int => "a whole number",
            Self::Num => "a number",
            Self::Money => "an amount of money",
            Self::Text => "a text",
            Self::Choice(_) => "a choice",
            Self::Date => "a date",
            Self::Instant => "an instant",
            Self::Duration => "a duration",
            Self::List(_) => "a list",
            Self::Null => "`null`",
            Self::Any => "unknown",
        })
    }
}
