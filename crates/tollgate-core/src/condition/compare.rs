//! How two values compare: by content, numbers whatever their kind.

use std::cmp::Ordering;

use super::tree::Comparison;
use crate::value::Value;

/// How `a` stands to `b`; `None` when they do not compare (different types, not a number).
///
/// Whole numbers, numbers and money in major units compare exactly with one another.
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Some(a.as_str().cmp(b.as_str())),
        (Value::Int(a), Value::Int(b)) | (Value::Money(a), Value::Money(b)) => Some(a.cmp(b)),
        (Value::Num(a), Value::Num(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Num(b)) => whole_to_number(*a, *b),
        (Value::Num(a), Value::Int(b)) => whole_to_number(*b, *a).map(Ordering::reverse),
        (Value::Money(a), Value::Int(b)) => Some(i128::from(*a).cmp(&(i128::from(*b) * 100))),
        (Value::Int(a), Value::Money(b)) => Some((i128::from(*a) * 100).cmp(&i128::from(*b))),
        (Value::Money(a), Value::Num(b)) => (*a as f64 / 100.0).partial_cmp(b),
        (Value::Num(a), Value::Money(b)) => a.partial_cmp(&(*b as f64 / 100.0)),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Instant(a), Value::Instant(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Compares without the rounding that a conversion to `f64` would bring above 2^53.
fn whole_to_number(whole: i64, number: f64) -> Option<Ordering> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if number.is_nan() {
        return None;
    }
    if number >= LIMIT {
        return Some(Ordering::Less);
    }
    if number < -LIMIT {
        return Some(Ordering::Greater);
    }
    let by_fraction = if number.fract() > 0.0 {
        Ordering::Less
    } else if number.fract() < 0.0 {
        Ordering::Greater
    } else {
        Ordering::Equal
    };
    Some(whole.cmp(&(number as i64)).then(by_fraction))
}

/// Whether `a` and `b` compare as `comparison` says; values that do not compare are only unequal.
pub(super) fn holds(comparison: Comparison, a: &Value, b: &Value) -> bool {
    if let (Value::Text(a), Value::Text(b), Comparison::Equal) = (a, b, comparison) {
        return a == b;
    }
    let order = order(a, b);
    match comparison {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::AtMost => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::More => order == Some(Ordering::Greater),
        Comparison::AtLeast => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}
