//! The period of a report, as it is written on the command line.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use miette::miette;
use tollgate_core::measure::{Period, start_of};
use tollgate_core::time::Timestamp;

/// The period that was asked for; all of history where nothing was said.
///
/// # Errors
/// It is not a period, or ends before it begins.
pub(super) fn parse(
    period: Option<&str>,
    from: Option<Date>,
    to: Option<Date>,
    zone: &TimeZone,
) -> miette::Result<Period> {
    if let Some(text) = period {
        let (first, last) = days(text).ok_or_else(|| {
            miette!("`{text}` is not a period: write a month, quarter or year, such as `2026-03`, `2026-Q1` or `2026`")
        })?;
        return Ok(Period::of_days(first, last, zone).unwrap_or(Period::EVER));
    }
    if let (Some(from), Some(to)) = (from, to) {
        let period = Period::of_days(from, to, zone);
        return period
            .ok_or_else(|| miette!("the period ends on {to}, before it begins on {from}"));
    }
    let after = to.and_then(|to| to.checked_add(1.day()).ok());
    Ok(Period {
        from: from.map_or(Timestamp::MIN, |from| start_of(from, zone)),
        to: after.map_or(Timestamp::MAX, |after| start_of(after, zone)),
    })
}

/// The first and last day of `2026-03`, `2026-Q1` or `2026`.
fn days(text: &str) -> Option<(Date, Date)> {
    let (year, part) = text
        .split_once('-')
        .map_or((text, None), |(year, part)| (year, Some(part)));
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    let (month, months) = match part {
        None => (1, 12),
        Some(part) => match part.strip_prefix(['Q', 'q']) {
            Some(quarter) => (
                quarter
                    .parse::<i8>()
                    .ok()
                    .filter(|quarter| (1..=4).contains(quarter))?
                    * 3
                    - 2,
                3,
            ),
            None => (part.parse().ok()?, 1),
        },
    };
    let first = Date::new(year, month, 1).ok()?;
    let last = first
        .checked_add(i64::from(months).months())
        .ok()?
        .checked_sub(1.day())
        .ok()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn a_period_is_a_month_a_quarter_or_a_year() {
        for (text, expect) in [
            ("2026-03", Some("2026-03-01 2026-03-31")),
            ("2024-02", Some("2024-02-01 2024-02-29")),
            ("2026-Q4", Some("2026-10-01 2026-12-31")),
            ("2026", Some("2026-01-01 2026-12-31")),
            ("2026-13", None),
            ("2026-Q5", None),
            ("26", None),
            ("march", None),
            ("", None),
        ] {
            let found = days(text).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.as_deref(), expect, "{text}");
        }
    }
}
