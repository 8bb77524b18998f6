//! Moments as people write them: `mon 09:00`, `+15m`, `2026-03-02 09:00`.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use tollgate_core::time::{Budget, Timestamp};

/// A moment as it was written, good to the second or only to the minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// How many microseconds it stands for: a minute for `09:00`, a second for `09:00:30`.
    pub grain: i64,
}

impl Moment {
    /// True when `at` lies within the minute or second that was written.
    pub fn covers(&self, at: Timestamp) -> bool {
        at >= self.at && at.since(self.at) < self.grain
    }
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// The start of a test: `2026-03-02T09:00 America/New_York`; the zone may be left out.
pub fn start(text: &str, home: &TimeZone) -> Result<(Timestamp, TimeZone), String> {
    let (moment, zone) = match text.trim().rsplit_once(' ') {
        Some((moment, zone)) if zone.contains('/') || zone == "UTC" => {
            let known = TimeZone::get(zone).map_err(|_| format!("`{zone}` is not a time zone"))?;
            (moment, known)
        }
        _ => (text.trim(), home.clone()),
    };
    let civil = date_time(moment)
        .ok_or_else(|| format!("`{text}` is not a start: write a date, a time and a zone, such as `2026-03-02T09:00 America/New_York`"))?;
    Ok((instant(civil.0, &zone)?, zone))
}

/// The moment that `text` names, as seen from `from` in `zone`.
///
/// `mon 09:00` and `09:00` are the next such moment, `from`'s own minute included; `+15m` and `+3d` count from `from`
/// in wall time; a date stands for itself, and its first instant where no time is written.
pub fn moment(text: &str, from: Timestamp, zone: &TimeZone) -> Result<Moment, String> {
    let text = text.trim();
    if let Some(ahead) = text.strip_prefix('+') {
        return Ok(Moment {
            at: moved(ahead, from, zone, 1)?,
            grain: MINUTE,
        });
    }
    if let Some((civil, grain)) = date_time(text) {
        return Ok(Moment {
            at: instant(civil, zone)?,
            grain,
        });
    }
    if let Some(at) = Timestamp::parse(text) {
        return Ok(Moment { at, grain: SECOND });
    }
    next_such(text, from, zone)?.ok_or_else(|| {
        format!(
            "`{text}` is not a moment: write `mon 09:00`, `09:00`, `+15m` or `2026-03-02 09:00`"
        )
    })
}

/// The same looking back: `mon 09:00` and `09:00` are the last such moment at or before `from`, `-15m` counts back.
pub fn moment_before(text: &str, from: Timestamp, zone: &TimeZone) -> Result<Moment, String> {
    let text = text.trim();
    if let Some(back) = text.strip_prefix('-') {
        return Ok(Moment {
            at: moved(back, from, zone, -1)?,
            grain: MINUTE,
        });
    }
    // The next such moment after eight days ago, seen again each day, the last that is not too late.
    let far = from.plus(-8 * 24 * 60 * MINUTE);
    let mut found = moment(text, far, zone)?;
    while let Ok(next) = moment(text, found.at.plus(found.grain), zone) {
        if next.at <= found.at || next.at > from {
            break;
        }
        found = next;
    }
    Ok(found)
}

/// The date that `text` names: `2026-03-02`, or `+30d` from the day of `from`.
pub fn date(text: &str, from: Timestamp, zone: &TimeZone) -> Result<Date, String> {
    let today = from.to_jiff().to_zoned(zone.clone()).date();
    let moved = |days: &str, sign: i64| {
        let days: i64 = days.strip_suffix('d')?.parse().ok()?;
        today
            .checked_add(Span::new().try_days(sign * days).ok()?)
            .ok()
    };
    let found = match text.split_at_checked(1) {
        Some(("+", days)) => moved(days, 1),
        Some(("-", days)) => moved(days, -1),
        _ => text.parse().ok(),
    };
    found.ok_or_else(|| {
        format!("`{text}` is not a date: write `2026-03-02`, or `+30d` from the day of the step")
    })
}

/// How `at` reads in `zone`, such as `mon 09:00` or, where it is not on the minute, `mon 09:00:00.000001`.
pub fn spoken(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_jiff().to_zoned(zone.clone());
    let day = DAYS
        .iter()
        .find(|(_, day)| *day == zoned.weekday())
        .map_or("", |(name, _)| name);
    let exact = zoned.second() == 0 && zoned.subsec_nanosecond() == 0;
    let time = if exact {
        zoned.strftime("%H:%M").to_string()
    } else {
        zoned.time().to_string()
    };
    format!("{day} {time}")
}

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

fn moved(text: &str, from: Timestamp, zone: &TimeZone, sign: i64) -> Result<Timestamp, String> {
    let budget: Budget = text.parse().map_err(|error| format!("{error}"))?;
    match budget {
        Budget::Time(micros) => Ok(from.plus(sign * micros)),
        Budget::Days(days) => {
            let days = Span::new()
                .try_days(sign * i64::from(days))
                .map_err(|error| error.to_string())?;
            let zoned = from.to_jiff().to_zoned(zone.clone());
            zoned
                .checked_add(days)
                .map(|at| Timestamp::from_jiff(at.timestamp()))
                .map_err(|error| error.to_string())
        }
        Budget::WorkingDays(_) => Err(format!(
            "`{text}`: working days depend on a calendar; write days or hours"
        )),
    }
}

/// A date with or without a time, and how much the text stands for.
fn date_time(text: &str) -> Option<(DateTime, i64)> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let (time, grain) = time_of_day(time)?;
    Some((DateTime::from_parts(date.parse().ok()?, time), grain))
}

fn time_of_day(text: &str) -> Option<(Time, i64)> {
    let colons = text.matches(':').count();
    let time: Time = text.parse().ok()?;
    match colons {
        1 => Some((time, MINUTE)),
        2 if text.contains('.') => Some((time, 1)),
        2 => Some((time, SECOND)),
        _ => None,
    }
}

fn instant(civil: DateTime, zone: &TimeZone) -> Result<Timestamp, String> {
    let zoned = civil
        .to_zoned(zone.clone())
        .map_err(|error| error.to_string())?;
    Ok(Timestamp::from_jiff(zoned.timestamp()))
}

fn next_such(text: &str, from: Timestamp, zone: &TimeZone) -> Result<Option<Moment>, String> {
    let (day, time) = match text.split_once(' ') {
        Some((day, time)) => match DAYS.iter().find(|(name, _)| *name == day) {
            Some((_, day)) => (Some(*day), time.trim()),
            None => return Ok(None),
        },
        None => (None, text),
    };
    let Some((time, grain)) = time_of_day(time) else {
        return Ok(None);
    };
    let here: Zoned = from.to_jiff().to_zoned(zone.clone());
    for ahead in 0..=7 {
        let date = here
            .date()
            .checked_add(Span::new().days(ahead))
            .map_err(|error| error.to_string())?;
        let at = instant(DateTime::from_parts(date, time), zone)?;
        if day.is_none_or(|day| date.weekday() == day) && at.plus(grain) > from {
            return Ok(Some(Moment { at, grain }));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let zone = TimeZone::get("America/New_York").unwrap();
        let (from, _) = start("2026-03-06T16:30", &zone).unwrap();
        let found = match moment(text, from, &zone) {
            Ok(moment) => moment
                .at
                .to_jiff()
                .to_zoned(zone)
                .strftime("%Y-%m-%d %H:%M:%S")
                .to_string(),
            Err(message) => message,
        };
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn a_weekday_is_the_next_one_and_this_minute_counts() {
        check("fri 16:30", "2026-03-06 16:30:00");
        check("fri 16:29", "2026-03-13 16:29:00");
        check("mon 09:00", "2026-03-09 09:00:00");
        check("17:00", "2026-03-06 17:00:00");
        check("09:00:05", "2026-03-07 09:00:05");
    }

    #[test]
    fn a_plus_counts_from_the_step_before_and_days_are_civil() {
        check("+15m", "2026-03-06 16:45:00");
        check("+3d", "2026-03-09 16:30:00"); // the night of the 8th has 23 hours
    }

    #[test]
    fn a_date_stands_for_itself() {
        check("2026-03-02", "2026-03-02 00:00:00");
        check("2026-03-02 09:15", "2026-03-02 09:15:00");
        check("2026-03-02T14:00:00Z", "2026-03-02 09:00:00");
    }

    #[test]
    fn what_is_no_moment_is_said_so() {
        check(
            "soon",
            "`soon` is not a moment: write `mon 09:00`, `09:00`, `+15m` or `2026-03-02 09:00`",
        );
        check(
            "+2wd",
            "`2wd`: working days depend on a calendar; write days or hours",
        );
    }

    #[test]
    fn a_start_names_its_zone() {
        let home = TimeZone::UTC;
        assert_eq!(
            start("2026-03-02T09:00 Europe/Berlin", &home).unwrap().0,
            Timestamp::parse("2026-03-02T08:00:00Z").unwrap()
        );
        assert_eq!(
            start("2026-03-02 09:00", &home).unwrap().0,
            Timestamp::parse("2026-03-02T09:00:00Z").unwrap()
        );
        assert!(start("tomorrow", &home).is_err());
    }
}
