//! How long something may take: `15m`, `4h`, `90d` (calendar days) or `2wd` (working days).

use std::fmt;
use std::str::FromStr;

/// A length of time as the policy writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Budget {
    /// Working time in microseconds: `30s`, `15m`, `4h`.
    Time(i64),
    /// Civil days in the calendar's zone, whether anyone works or not: `90d`, `2w`.
    Days(u32),
    /// Days on which the calendar opens: `2wd`.
    WorkingDays(u32),
}

/// Why a text is not a budget.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a duration: write a whole number and a unit, such as `15m`, `4h`, `90d` (calendar days) or `2wd` (working days)"
)]
pub struct BudgetError {
    /// The text as it was given.
    pub text: String,
}

impl FromStr for Budget {
    type Err = BudgetError;

    fn from_str(text: &str) -> Result<Self, BudgetError> {
        parse(text.trim()).ok_or_else(|| BudgetError {
            text: text.to_owned(),
        })
    }
}

/// Units may follow one another, the largest first, as in `1h30m`; days stand alone.
fn parse(text: &str) -> Option<Budget> {
    let whole = |unit: &str| text.strip_suffix(unit)?.parse::<u32>().ok();
    if let Some(days) = whole("wd") {
        return Some(Budget::WorkingDays(days));
    }
    if let Some(days) = whole("d") {
        return Some(Budget::Days(days));
    }
    if let Some(weeks) = whole("w") {
        return weeks.checked_mul(7).map(Budget::Days);
    }
    time(text).map(Budget::Time)
}

/// `1h30m` in microseconds; `None` when a unit is unknown, repeated or out of order.
fn time(text: &str) -> Option<i64> {
    const UNITS: [(&str, i64); 5] = [
        ("h", 3_600_000_000),
        ("ms", 1_000),
        ("us", 1),
        ("m", 60_000_000),
        ("s", 1_000_000),
    ];
    let (mut rest, mut total, mut below) = (text, 0i64, i64::MAX);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, tail) = rest.split_at(digits);
        let (unit, size) = UNITS.into_iter().find(|(unit, _)| tail.starts_with(unit))?;
        if size >= below {
            return None;
        }
        below = size;
        total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(size)?)?;
        rest = &tail[unit.len()..];
    }
    (!text.is_empty()).then_some(total)
}

/// The shortest text that reads back as the same budget.
impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Days(days) => write!(f, "{days}d"),
            Self::WorkingDays(days) => write!(f, "{days}wd"),
            Self::Time(0) => f.write_str("0s"),
            Self::Time(micros) => write_time(f, micros),
        }
    }
}

fn write_time(f: &mut fmt::Formatter<'_>, micros: i64) -> fmt::Result {
    let mut rest = micros;
    for (unit, size) in [
        ("h", 3_600_000_000),
        ("m", 60_000_000),
        ("s", 1_000_000),
        ("ms", 1_000),
        ("us", 1),
    ] {
        if rest >= size {
            write!(f, "{}{unit}", rest / size)?;
            rest %= size;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<Budget>) {
        assert_eq!(text.parse::<Budget>().ok(), expect, "{text}");
        if let Some(budget) = expect {
            assert_eq!(budget.to_string().parse(), Ok(budget), "{text} reads back");
        }
    }

    #[test]
    fn a_budget_is_a_number_and_a_unit() {
        check("15m", Some(Budget::Time(900_000_000)));
        check("1h30m", Some(Budget::Time(5_400_000_000)));
        check("250ms", Some(Budget::Time(250_000)));
        check("2d", Some(Budget::Days(2)));
        check("2w", Some(Budget::Days(14)));
        check("2wd", Some(Budget::WorkingDays(2)));
        check("0s", Some(Budget::Time(0)));
        for text in [
            "",
            "15",
            "m",
            "-5m",
            "1.5h",
            "30m1h",
            "5 minutes",
            "99999999999999h",
            "5m5m",
        ] {
            check(text, None);
        }
    }
}
