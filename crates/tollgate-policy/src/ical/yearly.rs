//! Recurrence by the year: `FREQ=YEARLY;BYMONTH=11;BYDAY=4TH`.

use jiff::civil::{Date, Weekday, date};

/// The years that calendars tabulate.
const FIRST_YEAR: i16 = 1970;
const LAST_YEAR: i16 = 2099;

/// A rule by which an event comes back; what is empty is as in the event's start.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Yearly {
    interval: i16,
    count: Option<u32>,
    until: Option<Date>,
    months: Vec<i8>,
    /// Days of the month; negative ones count from its end.
    days: Vec<i8>,
    /// Weekdays, each with its place in the month, from the end where negative, 0 for all of them.
    weekdays: Vec<(i8, Weekday)>,
}

impl Yearly {
    /// The rule in an `RRULE`'s value; `date` reads what follows `UNTIL=`.
    pub(super) fn read<E: std::fmt::Display>(
        text: &str,
        date: impl Fn(&str) -> Result<Date, E>,
    ) -> Result<Self, String> {
        let mut rule = Self {
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            days: Vec::new(),
            weekdays: Vec::new(),
        };
        let mut yearly = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let wrong = || {
                format!(
                    "`{part}` is not understood: a holiday recurs by `FREQ=YEARLY` with `INTERVAL`, `COUNT`, `UNTIL`, `BYMONTH`, `BYMONTHDAY` and `BYDAY`"
                )
            };
            let part_upper = part.trim().to_ascii_uppercase();
            let (name, value) = part_upper.split_once('=').ok_or_else(wrong)?;
            match name {
                "FREQ" if value == "YEARLY" => yearly = true,
                "INTERVAL" => {
                    rule.interval = value
                        .parse()
                        .ok()
                        .filter(|years| *years > 0)
                        .ok_or_else(wrong)?
                }
                "COUNT" => rule.count = Some(value.parse().map_err(|_| wrong())?),
                "UNTIL" => rule.until = Some(date(value).map_err(|_| wrong())?),
                "BYMONTH" => {
                    rule.months = list(value, |month| number(month, 1, 12)).ok_or_else(wrong)?
                }
                "BYMONTHDAY" => {
                    rule.days = list(value, |day| number(day, -31, 31)).ok_or_else(wrong)?
                }
                "BYDAY" => rule.weekdays = list(value, weekday).ok_or_else(wrong)?,
                "WKST" => {}
                _ => return Err(wrong()),
            }
        }
        rule.checked(yearly)
    }

    fn checked(self, yearly: bool) -> Result<Self, String> {
        if !yearly {
            return Err("a holiday that recurs says `FREQ=YEARLY`".to_owned());
        }
        if self.months.is_empty() && !self.weekdays.is_empty() {
            return Err(
                "`BYDAY` needs `BYMONTH` beside it, such as `BYMONTH=11;BYDAY=4TH`".to_owned(),
            );
        }
        Ok(self)
    }

    /// The dates from `first` on, in order, within the years that calendars tabulate.
    pub(super) fn dates(&self, first: Date) -> Vec<Date> {
        let years = (first.year()..=LAST_YEAR).step_by(usize::try_from(self.interval).unwrap_or(1));
        let count = self.count.map_or(usize::MAX, |count| {
            usize::try_from(count).unwrap_or(usize::MAX)
        });
        years
            .flat_map(|year| self.in_year(year, first))
            .filter(|date| *date >= first)
            .take(count)
            .take_while(|date| self.until.is_none_or(|until| *date <= until))
            .filter(|date| date.year() >= FIRST_YEAR)
            .collect()
    }

    fn in_year(&self, year: i16, first: Date) -> Vec<Date> {
        let own = [first.month()];
        let months = if self.months.is_empty() {
            &own[..]
        } else {
            &self.months
        };
        let mut months = months.to_vec();
        months.sort_unstable();
        months.dedup();
        let days = |month| {
            let days = date(year, month, 1).days_in_month();
            (1..=days).map(move |day| date(year, month, day))
        };
        months
            .into_iter()
            .flat_map(days)
            .filter(|date| self.holds(*date, first))
            .collect()
    }

    fn holds(&self, date: Date, first: Date) -> bool {
        let (day, from_end) = (date.day(), date.day() - date.days_in_month() - 1);
        if self.days.is_empty() && self.weekdays.is_empty() {
            return day == first.day();
        }
        let (week, week_from_end) = ((day - 1) / 7 + 1, (from_end + 1) / 7 - 1);
        let by_day = |wanted: &(i8, Weekday)| {
            wanted.1 == date.weekday()
                && (wanted.0 == 0 || wanted.0 == week || wanted.0 == week_from_end)
        };
        (self.days.is_empty() || self.days.contains(&day) || self.days.contains(&from_end))
            && (self.weekdays.is_empty() || self.weekdays.iter().any(by_day))
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(|part| read(part.trim())).collect()
}

fn number(text: &str, min: i8, max: i8) -> Option<i8> {
    text.parse()
        .ok()
        .filter(|number| (min..=max).contains(number) && *number != 0)
}

/// `TH`, `4TH` or `-1MO`.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let (place, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let place = if place.is_empty() {
        0
    } else {
        number(place, -5, 5)?
    };
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let day = i8::try_from(names.iter().position(|known| *known == name)?).ok()?;
    Some((place, Weekday::from_monday_zero_offset(day).ok()?))
}
