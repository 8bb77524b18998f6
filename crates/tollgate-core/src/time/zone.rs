//! Time zones by name, and what a local time means where clocks are changed.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Why a text is not a time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{name}` is not a time zone: write a name from the IANA list, such as `Europe/Berlin` or `UTC`"
)]
pub struct ZoneError {
    /// The name as it was given.
    pub name: String,
}

/// The time zone called `name` in the IANA list, such as `America/New_York`.
///
/// Reads the list that is compiled in, never the machine's own, so that every machine that runs the
/// same program computes the same due instants.
pub fn zone(name: &str) -> Result<TimeZone, ZoneError> {
    TimeZoneDatabase::bundled()
        .get(name)
        .map_err(|_| ZoneError {
            name: name.to_owned(),
        })
}

/// The instant, in microseconds UTC, at which `zone` reads `second` seconds after midnight of `date`.
///
/// `second` may reach into the days after. A local time that does not exist moves forward by the gap,
/// one that exists twice is its first occurrence. `None` outside the years that jiff counts.
pub(super) fn instant(zone: &TimeZone, date: Date, second: u32) -> Option<i64> {
    const DAY: u32 = 86_400;
    let date = date
        .checked_add(jiff::Span::new().days(second / DAY))
        .ok()?;
    let of_day = second % DAY;
    let part = |value: u32| i8::try_from(value).expect("hours, minutes and seconds are under 60");
    let local = date.at(
        part(of_day / 3600),
        part(of_day / 60 % 60),
        part(of_day % 60),
        0,
    );
    let resolved = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    Some(resolved.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::{instant, zone};
    use crate::time::Timestamp;

    fn check(name: &str, local: &str, expect: &str) {
        let local: jiff::civil::DateTime = local.parse().unwrap();
        let second = local
            .time()
            .duration_since(jiff::civil::Time::midnight())
            .as_secs();
        let found = instant(
            &zone(name).unwrap(),
            local.date(),
            u32::try_from(second).unwrap(),
        );
        assert_eq!(
            Timestamp::from_micros(found.unwrap()).to_string(),
            expect,
            "{name} {local}"
        );
    }

    #[test]
    fn a_missing_local_time_moves_forward_by_the_gap() {
        check(
            "America/New_York",
            "2026-03-08T02:30",
            "2026-03-08T07:30:00Z",
        );
        check(
            "Australia/Lord_Howe",
            "2026-10-04T02:10",
            "2026-10-03T15:40:00Z",
        );
        check(
            "America/Sao_Paulo",
            "2018-11-04T00:00",
            "2018-11-04T03:00:00Z",
        );
        check("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00:00Z");
    }

    #[test]
    fn a_repeated_local_time_is_its_first_occurrence() {
        check(
            "America/New_York",
            "2026-11-01T01:30",
            "2026-11-01T05:30:00Z",
        );
        check("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z");
    }

    #[test]
    fn an_unknown_zone_is_named_in_the_error() {
        let error = zone("Europe/Atlantis").unwrap_err().to_string();
        assert!(
            error.starts_with("`Europe/Atlantis` is not a time zone: "),
            "{error}"
        );
    }
}
