//! A period: the span of instants whose handoffs make a cohort.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, civil};

use crate::time::Timestamp;

/// A span of instants, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first instant in it.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
}

impl Period {
    /// All of history.
    pub const EVER: Self = Self {
        from: Timestamp::MIN,
        to: Timestamp::MAX,
    };

    /// From the start of `first` to the end of `last` in `zone`; `None` when `last` comes before `first`.
    pub fn of_days(first: Date, last: Date, zone: &TimeZone) -> Option<Self> {
        let after = last.checked_add(1.day()).ok()?;
        (first <= last).then(|| Self {
            from: start_of(first, zone),
            to: start_of(after, zone),
        })
    }

    /// The latest whole fiscal quarter that ended at or before `now`.
    ///
    /// `fiscal_year_starts` is the month, 1 to 12, in which quarters are counted from.
    pub fn quarter_before(now: Timestamp, fiscal_year_starts: u8, zone: &TimeZone) -> Self {
        let today = date_in(now, zone);
        let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
        let into_quarter = (months - (i32::from(fiscal_year_starts) - 1)).rem_euclid(3);
        let this = months - into_quarter;
        Self {
            from: start_of(first_of(this - 3), zone),
            to: start_of(first_of(this), zone),
        }
    }

    /// The twelve months that end where this period ends, or at `now` where that comes first.
    pub fn year_to_end(self, now: Timestamp, zone: &TimeZone) -> Self {
        let to = self.to.min(now);
        let year_ago = to.to_jiff().to_zoned(zone.clone()).checked_sub(1.year());
        Self {
            from: year_ago.map_or(Timestamp::MIN, |at| Timestamp::from_jiff(at.timestamp())),
            to,
        }
    }

    /// True when `at` lies in it.
    pub fn contains(self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    /// True when the start of `on` in `zone` lies in it.
    pub fn contains_date(self, on: Date, zone: &TimeZone) -> bool {
        self.contains(start_of(on, zone))
    }

    /// True when it is longer than the longest quarter.
    pub fn is_longer_than_a_quarter(self) -> bool {
        const QUARTER_MAX: i64 = 93 * 86_400_000_000;
        self.to.since(self.from) > QUARTER_MAX
    }

    /// True for [`Self::EVER`].
    pub fn is_ever(self) -> bool {
        self == Self::EVER
    }
}

/// The first instant of `on` in `zone`.
pub fn start_of(on: Date, zone: &TimeZone) -> Timestamp {
    let clamp = if on.year() < 1 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    on.to_zoned(zone.clone())
        .map_or(clamp, |at| Timestamp::from_jiff(at.timestamp()))
}

/// The date at `at` in `zone`.
pub fn date_in(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at.to_jiff()).date()
}

/// The first day of the month counted from January of the year 0.
fn first_of(month: i32) -> Date {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    Date::new(year as i16, month as i8, 1).unwrap_or(civil::date(1, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::Period;
    use crate::time::Timestamp;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    fn check(period: Period, from: &str, to: &str) {
        assert_eq!(
            (period.from.to_string(), period.to.to_string()),
            (from.to_owned(), to.to_owned())
        );
    }

    #[test]
    fn the_last_day_is_in_the_period_and_daylight_saving_is_kept() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let march = Period::of_days(date(2026, 3, 1), date(2026, 3, 31), &zone).unwrap();
        check(march, "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z");
        assert_eq!(
            Period::of_days(date(2026, 3, 2), date(2026, 3, 1), &zone),
            None
        );
    }

    #[test]
    fn the_quarter_before_is_the_last_whole_one_of_the_fiscal_year() {
        let quarter = |now: &str, starts| {
            Period::quarter_before(Timestamp::parse(now).unwrap(), starts, &TimeZone::UTC)
        };
        check(
            quarter("2026-05-20T10:00:00Z", 1),
            "2026-01-01T00:00:00Z",
            "2026-04-01T00:00:00Z",
        );
        check(
            quarter("2026-05-20T10:00:00Z", 2),
            "2026-02-01T00:00:00Z",
            "2026-05-01T00:00:00Z",
        );
        check(
            quarter("2026-01-31T23:00:00Z", 2),
            "2025-08-01T00:00:00Z",
            "2025-11-01T00:00:00Z",
        );
        check(
            quarter("2026-04-01T00:00:00Z", 1),
            "2026-01-01T00:00:00Z",
            "2026-04-01T00:00:00Z",
        );
    }

    #[test]
    fn a_year_ends_with_the_period_or_now() {
        let now = Timestamp::parse("2026-05-20T10:00:00Z").unwrap();
        check(
            Period::EVER.year_to_end(now, &TimeZone::UTC),
            "2025-05-20T10:00:00Z",
            "2026-05-20T10:00:00Z",
        );
    }
}
