//! A cell's text as the value of a field, by the field's declared type.

use jiff::civil::Date;
use smol_str::{SmolStr, format_smolstr};
use tollgate_core::value::{FieldType, Value};

use super::dates::DateForms;
use super::number::{self, NumberForm};
use super::row::Reject;

/// How a field's cells are written.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    /// How numbers are written.
    pub(crate) number: NumberForm,
    /// How dates and times are written.
    pub(crate) dates: DateForms,
}

/// `text`, which is not blank, as a value of the field `name`.
///
/// # Errors
/// Where it is no such value; the reason names the field, so that rows can be counted by it.
pub(crate) fn value(
    name: &str,
    of: &FieldType,
    text: &str,
    spelling: &Spelling,
) -> Result<Value, Reject> {
    let plain = || spelling.number.plain(text);
    let read = match of {
        FieldType::Text | FieldType::Phone | FieldType::Person | FieldType::Link(_) => {
            Some(Value::Text(text.into()))
        }
        FieldType::Email => Some(Value::Text(text.to_lowercase().into())),
        FieldType::Country => country(text).map(Value::Text),
        FieldType::Integer => plain()
            .and_then(|plain| number::whole(&plain))
            .map(Value::Int),
        FieldType::Number => plain().and_then(|plain| plain.parse().ok()).map(Value::Num),
        FieldType::Money => plain()
            .and_then(|plain| number::hundredths(&plain))
            .map(Value::Money),
        FieldType::Boolean => boolean(text).map(Value::Bool),
        FieldType::Date => spelling
            .dates
            .date(text)
            .map(|date: Date| Value::Date(date)),
        FieldType::Instant => spelling.dates.instant(text).map(Value::Instant),
        FieldType::Choice(of) => of
            .iter()
            .find(|choice| *choice == text)
            .cloned()
            .map(Value::Text),
    };
    read.ok_or_else(|| Reject::of(format_smolstr!("`{name}` is not {}", wanted(of)), text))
}

/// True or false, in the ways that systems write it; `None` for anything else.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "t" | "1" => Some(true),
        "false" | "no" | "n" | "f" | "0" => Some(false),
        _ => None,
    }
}

fn country(text: &str) -> Option<SmolStr> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then(|| text.to_ascii_uppercase().into())
}

fn wanted(of: &FieldType) -> SmolStr {
    match of {
        FieldType::Text
        | FieldType::Phone
        | FieldType::Person
        | FieldType::Link(_)
        | FieldType::Email => "a text".into(),
        FieldType::Country => "a country of two letters".into(),
        FieldType::Integer => "a whole number".into(),
        FieldType::Number => "a number".into(),
        FieldType::Money => "an amount".into(),
        FieldType::Boolean => "true or false".into(),
        FieldType::Date => "a date in a declared form, or there is no such date".into(),
        FieldType::Instant => "a time in a declared form, or there is no such time".into(),
        FieldType::Choice(of) => format_smolstr!("one of {}", some_of(of)),
    }
}

/// The first few of `names`, for a message.
pub(crate) fn some_of<T: AsRef<str>>(names: &[T]) -> String {
    let mut said: Vec<_> = names
        .iter()
        .take(8)
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    if names.len() > said.len() {
        said.push("…".to_owned());
    }
    said.join(", ")
}
