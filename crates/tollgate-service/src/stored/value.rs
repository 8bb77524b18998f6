//! Stored forms of values, instants, dates and budgets.

use jiff::civil::Date;
use serde_json_borrow::Value as Json;
use smol_str::SmolStr;
use tollgate_core::time::{Budget, Timestamp};
use tollgate_core::value::Value;

use super::basic::put_all;
use super::macros::{stored_enum, variant};
use super::text::{put_text, put_whole};
use super::{Stored, StoredError};

/// Microseconds since 1970.
impl Stored for Timestamp {
    fn put(&self, out: &mut String) {
        put_whole(out, self.as_micros());
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        let micros = json
            .as_i64()
            .ok_or_else(|| StoredError::expected("an instant in microseconds"))?;
        Ok(Self::from_micros(micros))
    }
}

/// `2026-03-02`.
impl Stored for Date {
    fn put(&self, out: &mut String) {
        use std::fmt::Write as _;
        write!(out, "\"{self}\"").expect("writing into a String cannot fail");
    }
    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        let date = json.as_str().and_then(|text| text.parse().ok());
        date.ok_or_else(|| StoredError::expected("a date"))
    }
}

stored_enum! {
    Budget { "time" = Time(micros), "days" = Days(days), "working_days" = WorkingDays(days) }
}

/// Nothing, truth, whole numbers, text and lists are as JSON has them; the others say what they are.
impl Stored for Value {
    fn put(&self, out: &mut String) {
        let mut tagged = |tag: &str, inner: &dyn Fn(&mut String)| {
            out.push_str(tag);
            inner(out);
            out.push('}');
        };
        match self {
            Self::Num(number) => tagged("{\"num\":", &|out| number.put(out)),
            Self::Money(minor) => tagged("{\"money\":", &|out| put_whole(out, *minor)),
            Self::Date(date) => tagged("{\"date\":", &|out| date.put(out)),
            Self::Instant(at) => tagged("{\"at\":", &|out| at.put(out)),
            Self::Duration(micros) => tagged("{\"lasts\":", &|out| put_whole(out, *micros)),
            Self::Missing => out.push_str("null"),
            Self::Bool(yes) => yes.put(out),
            Self::Int(whole) => put_whole(out, *whole),
            Self::Text(text) => put_text(out, text),
            Self::List(items) => put_all(out, items),
        }
    }

    fn get(json: &Json<'_>) -> Result<Self, StoredError> {
        Ok(match json {
            Json::Null => Self::Missing,
            Json::Bool(yes) => Self::Bool(*yes),
            Json::Number(_) => Self::Int(i64::get(json)?),
            Json::Str(text) => Self::Text(SmolStr::from(&**text)),
            Json::Array(_) => Self::List(Vec::get(json)?.into()),
            Json::Object(_) => return tagged(json),
        })
    }

    fn is_absent(&self) -> bool {
        self.is_missing()
    }

    fn absent() -> Option<Self> {
        Some(Self::Missing)
    }
}

fn tagged(json: &Json<'_>) -> Result<Value, StoredError> {
    let (tag, inner) = variant(json)?;
    Ok(match tag {
        "num" => Value::Num(f64::get(inner)?),
        "money" => Value::Money(i64::get(inner)?),
        "date" => Value::Date(Date::get(inner)?),
        "at" => Value::Instant(Timestamp::get(inner)?),
        "lasts" => Value::Duration(i64::get(inner)?),
        _ => return Err(StoredError::expected("a value").within(tag)),
    })
}
