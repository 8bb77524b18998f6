//! Arithmetic on values, where whatever cannot be told is a reason, not a panic.

use jiff::Span;
use jiff::civil::Date;

use super::tree::Calculation;
use crate::time::Timestamp;
use crate::value::Value;

/// The microseconds of 24 hours.
pub(super) const DAY: i64 = 86_400_000_000;

const OVERFLOW: &str = "a number that is too large";
const BY_ZERO: &str = "a division by zero";
const MISMATCH: &str = "values that do not go together";

/// `a` and `b` combined; the error names why there is no result.
pub(super) fn calculate(
    calculation: Calculation,
    a: &Value,
    b: &Value,
) -> Result<Value, &'static str> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => whole(calculation, *a, *b),
        (Value::Money(a), Value::Money(b)) if calculation == Calculation::Add => {
            a.checked_add(*b).map(Value::Money).ok_or(OVERFLOW)
        }
        (Value::Money(a), Value::Money(b)) if calculation == Calculation::Subtract => {
            a.checked_sub(*b).map(Value::Money).ok_or(OVERFLOW)
        }
        (Value::Text(a), Value::Text(b)) if calculation == Calculation::Add => {
            Ok(Value::Text(smol_str::format_smolstr!("{a}{b}")))
        }
        _ => match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => number(calculation, a, b),
            _ => on_time(calculation, a, b),
        },
    }
}

fn whole(calculation: Calculation, a: i64, b: i64) -> Result<Value, &'static str> {
    let result = match calculation {
        Calculation::Ratio => return number(calculation, a as f64, b as f64),
        Calculation::Divide | Calculation::Remainder if b == 0 => return Err(BY_ZERO),
        Calculation::Add => a.checked_add(b),
        Calculation::Subtract => a.checked_sub(b),
        Calculation::Multiply => a.checked_mul(b),
        Calculation::Divide => a.checked_div(b),
        Calculation::Remainder => a.checked_rem(b),
    };
    result.map(Value::Int).ok_or(OVERFLOW)
}

fn number(calculation: Calculation, a: f64, b: f64) -> Result<Value, &'static str> {
    let result = match calculation {
        Calculation::Divide | Calculation::Ratio if b == 0.0 => return Err(BY_ZERO),
        Calculation::Remainder => return Err(MISMATCH),
        Calculation::Add => a + b,
        Calculation::Subtract => a - b,
        Calculation::Multiply => a * b,
        Calculation::Divide | Calculation::Ratio => a / b,
    };
    if result.is_finite() {
        Ok(Value::Num(result))
    } else {
        Err(OVERFLOW)
    }
}

fn on_time(calculation: Calculation, a: &Value, b: &Value) -> Result<Value, &'static str> {
    let adds = calculation == Calculation::Add;
    if !adds && calculation != Calculation::Subtract {
        return Err(MISMATCH);
    }
    match (a, b) {
        (Value::Duration(a), Value::Duration(b)) => {
            let result = if adds {
                a.checked_add(*b)
            } else {
                a.checked_sub(*b)
            };
            result.map(Value::Duration).ok_or(OVERFLOW)
        }
        (Value::Instant(a), Value::Instant(b)) if !adds => Ok(Value::Duration(a.since(*b))),
        (Value::Date(a), Value::Date(b)) if !adds => {
            Ok(Value::Duration(days_between(*b, *a) * DAY))
        }
        (at, Value::Duration(by)) if adds => moved(at, *by),
        (Value::Duration(by), at) if adds => moved(at, *by),
        (at, Value::Duration(by)) => moved(at, by.checked_neg().ok_or(OVERFLOW)?),
        _ => Err(MISMATCH),
    }
}

/// An instant moves by the exact time; a date by its whole days, rounded down.
fn moved(at: &Value, by: i64) -> Result<Value, &'static str> {
    match at {
        Value::Instant(at) => moved_instant(*at, by).map(Value::Instant).ok_or(OVERFLOW),
        Value::Date(date) => moved_date(*date, by.div_euclid(DAY))
            .map(Value::Date)
            .ok_or(OVERFLOW),
        _ => Err(MISMATCH),
    }
}

fn moved_instant(at: Timestamp, by: i64) -> Option<Timestamp> {
    let moved = Timestamp::from_micros(at.as_micros().checked_add(by)?);
    (Timestamp::MIN..=Timestamp::MAX)
        .contains(&moved)
        .then_some(moved)
}

fn moved_date(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Civil days from `earlier` to `later`; negative when it comes after.
pub(super) fn days_between(earlier: Date, later: Date) -> i64 {
    i64::from((later - earlier).get_days())
}
