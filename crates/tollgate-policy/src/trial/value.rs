//! Field values as tests write them, read by the type that the policy declares.

use jiff::tz::TimeZone;
use tollgate_core::ids::{FieldName, RecordKind};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::time::Timestamp;
use tollgate_core::value::{FieldType, Value};

use super::{moment, sentence};

/// The step's instant and zone, from which relative dates count.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    /// The step's instant.
    pub at: Timestamp,
    /// The zone in which it is written.
    pub zone: &'a TimeZone,
}

/// The field `name` of a record of `kind`, holding what `text` says; blank text clears it.
///
/// # Errors
/// What is wrong, for people: an unknown kind or field, or a text that is not of the field's type.
pub fn field(
    policy: &Policy,
    kind: &RecordKind,
    name: &str,
    text: &str,
    from: From<'_>,
) -> Result<(FieldName, Value), String> {
    let kind = policy
        .kind(kind)
        .ok_or_else(|| format!("`{kind}` is not a kind of record in this policy"))?;
    let slot = kind.slot(&FieldName::from(name)).ok_or_else(|| {
        format!(
            "`{}` has no field `{name}`; it has {}",
            kind.name,
            names(kind)
        )
    })?;
    let read = read(policy, &kind.field(slot).of, text.trim(), from);
    let value = read.map_err(|wanted| format!("`{name}`: `{text}` is not {wanted}"))?;
    Ok((FieldName::from(name), value))
}

fn names(kind: &Kind) -> String {
    let names: Vec<_> = kind
        .fields
        .iter()
        .map(|field| format!("`{}`", field.name))
        .collect();
    names.join(", ")
}

/// The value; the error is what it should have been.
fn read(policy: &Policy, of: &FieldType, text: &str, from: From<'_>) -> Result<Value, String> {
    if text.is_empty() {
        return Ok(Value::Missing);
    }
    match of {
        FieldType::Boolean => text
            .parse()
            .map(Value::Bool)
            .map_err(|_| "`true` or `false`".into()),
        FieldType::Integer => text
            .parse()
            .map(Value::Int)
            .map_err(|_| "a whole number".into()),
        FieldType::Number => number(text)
            .map(Value::Num)
            .ok_or_else(|| "a number".into()),
        FieldType::Money => money(text)
            .map(Value::Money)
            .ok_or_else(|| "an amount, such as `1200` or `99.50`".into()),
        FieldType::Date => {
            let date = moment::date(text, from.at, from.zone);
            date.map(Value::Date)
                .map_err(|_| "a date, such as `2026-03-02` or `+30d`".into())
        }
        FieldType::Instant => {
            let moment = moment::moment(text, from.at, from.zone);
            moment
                .map(|moment| Value::Instant(moment.at))
                .map_err(|_| "a moment, such as `mon 09:00`".into())
        }
        FieldType::Choice(choices) if !choices.iter().any(|choice| choice == text) => {
            Err(format!("one of {}", choices.join(", ")))
        }
        FieldType::Email => Ok(Value::text(&text.to_lowercase())),
        FieldType::Country => Ok(Value::text(&text.to_uppercase())),
        FieldType::Person => Ok(Value::Text(
            sentence::person(policy, text).as_text().clone(),
        )),
        FieldType::Text | FieldType::Phone | FieldType::Choice(_) | FieldType::Link(_) => {
            Ok(Value::text(text))
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Minor units; a third decimal is refused, not rounded.
fn money(text: &str) -> Option<i64> {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    let negative = major.starts_with('-');
    if !minor.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let minor: i64 = match minor.len() {
        1 => minor
            .parse::<u8>()
            .ok()
            .map(|tenths| i64::from(tenths) * 10)?,
        2 => minor.parse::<u8>().ok().map(i64::from)?,
        _ => return None,
    };
    let major = major.parse::<i64>().ok()?.checked_mul(100)?;
    major.checked_add(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_at_most_two_decimals_and_its_sign_counts_for_both_parts() {
        let check = |text: &str, expect| assert_eq!(money(text), expect, "{text}");
        check("1200", Some(120_000));
        check("99.5", Some(9_950));
        check("99.05", Some(9_905));
        check("-0.50", Some(-50));
        check("1.234", None);
        check("1.+5", None);
        check("", None);
    }
}
