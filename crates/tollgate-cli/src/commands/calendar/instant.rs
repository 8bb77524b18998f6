//! Instants as people and programs write them.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use tollgate_core::time::Timestamp;

use super::words;

/// An instant as it was read.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) at: Timestamp,
    /// How a local time was read that does not exist, or exists twice.
    pub(super) note: Option<String>,
}

/// The instant that RFC 3339 text says; the error is for people.
pub(super) fn exact(text: &str) -> Result<Timestamp, String> {
    match Timestamp::parse(text) {
        Some(at) => counted(at, text),
        None if text.parse::<DateTime>().is_ok() => Err(format!(
            "`{text}` has no offset from UTC: write it as in `2026-03-02T09:00:00Z` or `2026-03-02T09:00:00+01:00`"
        )),
        None => Err(no_instant(
            text,
            "write RFC 3339, such as `2026-03-02T09:00:00Z`",
        )),
    }
}

/// The instant that is said as RFC 3339, as local time in `zone`, or as `now`.
pub(super) fn read(text: &str, zone: &TimeZone) -> Result<Said, String> {
    let text = text.trim();
    if text == "now" {
        let at = Timestamp::from_jiff(jiff::Timestamp::now());
        return Ok(Said { at, note: None });
    }
    if let Some(at) = Timestamp::parse(text) {
        let at = counted(at, text)?;
        return Ok(Said { at, note: None });
    }
    let help = "write local time such as `2026-03-02 09:00`, RFC 3339 such as `2026-03-02T09:00:00Z`, or `now`";
    // A local time with an offset that could not be used is not to be read without it.
    let is_local = !text
        .get(11..)
        .unwrap_or_default()
        .contains(['+', '-', 'Z', 'z', '[']);
    let local: DateTime = match text.parse() {
        Ok(local) if is_local => local,
        _ => return Err(no_instant(text, help)),
    };
    let resolved = zone.to_ambiguous_timestamp(local);
    let note = note(local, resolved.offset(), zone);
    let at = resolved.compatible().map_err(|_| no_instant(text, help))?;
    let at = counted(Timestamp::from_jiff(at), text)?;
    Ok(Said { at, note })
}

/// How a local time was read that clocks skip or repeat.
fn note(local: DateTime, offset: AmbiguousOffset, zone: &TimeZone) -> Option<String> {
    let (time, day) = (words::time(local.time()), words::day(local.date()));
    let place = words::zone(zone);
    match offset {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, .. } => {
            let read = before.to_timestamp(local).ok()?.to_zoned(zone.clone());
            let read = words::time(read.time());
            Some(format!(
                "{time} does not exist on {day} in {place}, where clocks skip it: read as {read}"
            ))
        }
        AmbiguousOffset::Fold { before, after } => {
            let (first, second) = (words::offset(before), words::offset(after));
            Some(format!(
                "{time} comes twice on {day} in {place}: read as the first, at {first}; the second is {}T{time}{second}",
                local.date()
            ))
        }
    }
}

/// The instant, if it is one that Tollgate counts with.
fn counted(at: Timestamp, text: &str) -> Result<Timestamp, String> {
    if (Timestamp::MIN..=Timestamp::MAX).contains(&at) {
        Ok(at)
    } else {
        Err(format!(
            "`{text}` is too far away: write an instant from the year 1 to 9998"
        ))
    }
}

/// Why the text is no instant, as near as can be said.
fn no_instant(text: &str, help: &str) -> String {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let date = text
        .get(..10)
        .filter(|date| date.split('-').all(digits) && date.split('-').count() == 3);
    let hour = text
        .get(11..13)
        .filter(|hour| digits(hour))
        .and_then(|hour| hour.parse::<u8>().ok());
    match (date, hour) {
        (Some(date), _) if date.parse::<Date>().is_err() => {
            format!("there is no day `{date}`: {help}")
        }
        (Some(_), Some(24..)) => {
            format!("there is no such time of day as in `{text}`: hours go from 00 to 23")
        }
        _ => format!("`{text}` is not an instant: {help}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{exact, read};

    fn check(text: &str, expect: &str) {
        let zone = tollgate_core::time::zone("America/New_York").unwrap();
        let found = match read(text, &zone) {
            Ok(said) => [Some(said.at.to_string()), said.note]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" | "),
            Err(error) => error,
        };
        assert!(found.starts_with(expect), "{text}: {found}");
    }

    #[test]
    fn an_instant_is_local_or_exact() {
        check("2026-03-02 09:00", "2026-03-02T14:00:00Z");
        check("2026-03-02T09:00:00.5", "2026-03-02T14:00:00.5Z");
        check("2026-03-02", "2026-03-02T05:00:00Z");
        check("2026-03-02T09:00:00+01:00", "2026-03-02T08:00:00Z");
        check(
            "2026-03-08 02:30",
            "2026-03-08T07:30:00Z | 02:30 does not exist on Sun 2026-03-08 in America/New_York, where clocks skip it: read as 03:30",
        );
        check(
            "2026-11-01 01:30",
            "2026-11-01T05:30:00Z | 01:30 comes twice on Sun 2026-11-01 in America/New_York: read as the first, at -04:00; the second is 2026-11-01T01:30-05:00",
        );
    }

    #[test]
    fn what_is_no_instant_says_why() {
        check(
            "2026-02-30 09:00",
            "there is no day `2026-02-30`: write local time",
        );
        check("2026-13-01", "there is no day `2026-13-01`");
        check(
            "2026-03-02 24:00",
            "there is no such time of day as in `2026-03-02 24:00`",
        );
        check("tomorrow", "`tomorrow` is not an instant: write local time");
        check("", "`` is not an instant");
        check("äöüäöüäöüäöü", "`äöüäöüäöüäöü` is not an instant");
        check(
            "9999-12-31T23:59:59-12:00",
            "`9999-12-31T23:59:59-12:00` is ",
        );
        check(
            "9999-06-01T00:00:00Z",
            "`9999-06-01T00:00:00Z` is too far away",
        );
        let error = exact("2026-03-02 09:00").unwrap_err();
        assert!(
            error.starts_with("`2026-03-02 09:00` has no offset"),
            "{error}"
        );
    }
}
