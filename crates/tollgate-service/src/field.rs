//! A field's value as JSON, in the form in which other systems send it and are given it.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use smol_str::SmolStr;
use tollgate_core::policy::Policy;
use tollgate_core::value::{FieldType, Value};

use crate::import::{DateForms, NumberForm, Reject, Spelling, typed_value};

/// `json` as a value of the field `name`; `null` and blank text say that the field is empty.
///
/// Dates are `2026-03-02`, instants RFC 3339, amounts major units of the workspace's currency; a text is taken for the
/// number or date that it spells. Local times are those of the workspace's zone.
///
/// # Errors
/// What should be there instead, naming the field.
pub fn from_json(
    policy: &Policy,
    name: &str,
    of: &FieldType,
    json: &Json,
) -> Result<Value, SmolStr> {
    let text = match json {
        Json::Null => return Ok(Value::Missing),
        Json::String(text) if text.trim().is_empty() => return Ok(Value::Missing),
        Json::String(text) => text.trim().to_owned(),
        Json::Bool(yes) => yes.to_string(),
        Json::Number(number) => number.to_string(),
        Json::Array(_) | Json::Object(_) => {
            return Err(format!(
                "`{name}` is a list or an object: send a text, a number, true, false or null"
            )
            .into());
        }
    };
    typed_value(name, of, &text, &spelling(&policy.workspace.zone)).map_err(|reject| {
        let Reject { reason, value } = reject;
        format!("{reason}: `{value}`").into()
    })
}

/// `value` as JSON: `null` where nothing is known.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Bool(yes) => Json::from(*yes),
        Value::Int(whole) => Json::from(*whole),
        Value::Num(number) => Json::from(*number),
        Value::Money(minor) => Json::from(*minor as f64 / 100.0),
        Value::Text(_) | Value::Date(_) | Value::Instant(_) => Json::from(value.to_string()),
        Value::Duration(micros) => Json::from(*micros),
        Value::List(values) => values.iter().map(to_json).collect(),
    }
}

fn spelling(zone: &TimeZone) -> Spelling {
    Spelling {
        number: NumberForm::default(),
        dates: DateForms {
            forms: [].into(),
            zone: zone.clone(),
            time: Time::midnight(),
        },
    }
}
