//! The weeks that are tabulated one by one, and the changes of clocks among them.

use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};

use super::Timestamp;

/// One day in microseconds.
pub(super) const DAY: i64 = 86_400_000_000;
/// One week in microseconds.
pub(super) const WEEK: i64 = 7 * DAY;
/// Monday 1970-01-05T00:00:00Z, where week 0 begins.
pub(super) const FIRST: i64 = 4 * DAY;
/// Weeks from there to Monday 2100-01-04.
pub(super) const WEEKS: usize = 6_783;

/// The date on which week 0 begins.
pub(super) const FIRST_DATE: Date = date(1970, 1, 5);

/// The instant at which week `week` begins.
pub(super) fn week_start(week: usize) -> i64 {
    FIRST + i64::try_from(week).expect("a few thousand weeks") * WEEK
}

/// The place of `date` among the days, 0 being [`FIRST_DATE`].
pub(super) fn day_index(date: Date) -> i64 {
    date.duration_since(FIRST_DATE).as_hours() / 24
}

/// The date at that place; `None` outside the years that jiff counts.
pub(super) fn day_at(index: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(index).ok()?;
    FIRST_DATE.checked_add(days).ok()
}

/// A change of a zone's offset.
pub(super) struct Change {
    /// When, in microseconds.
    pub(super) at: i64,
    /// The offset from then on.
    pub(super) offset: Offset,
}

/// How a zone's clocks are set over the horizon.
pub(super) struct Clocks {
    /// The offset at its start.
    pub(super) first: Offset,
    /// How it changes within, in order.
    pub(super) changes: Vec<Change>,
}

impl Clocks {
    /// The clocks of `zone`.
    pub(super) fn of(zone: &TimeZone) -> Self {
        let start = Timestamp::from_micros(FIRST).to_jiff();
        let end = Timestamp::from_micros(week_start(WEEKS)).to_jiff();
        let first = zone.to_offset(start);
        let mut last = first;
        let changes = zone
            .following(start)
            .take_while(|change| change.timestamp() < end)
            .filter(|change| std::mem::replace(&mut last, change.offset()) != change.offset())
            .map(|change| Change {
                at: change.timestamp().as_microsecond(),
                offset: change.offset(),
            })
            .collect();
        Self { first, changes }
    }

    /// Clocks that nothing depends on.
    pub(super) fn steady() -> Self {
        Self {
            first: Offset::UTC,
            changes: Vec::new(),
        }
    }
}
