//! Sets of weekdays as the policy writes them: `mon-thu`, `fri`, `mon,wed`, `weekdays`, `daily`.

use std::str::FromStr;

use jiff::civil::Weekday;

/// A set of weekdays; read from text, never empty then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DaySet(u8);

/// Why a text is not a set of days.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a set of days: write `mon`, `mon-thu` or `mon,wed`, or one of `weekdays`, `weekend` and `daily`"
)]
pub struct DaySetError {
    /// The part of the text that was not understood.
    pub text: String,
}

impl DaySet {
    /// Every day of the week.
    pub const DAILY: Self = Self(0b111_1111);

    /// Whether `day` is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 >> day.to_monday_zero_offset() & 1 == 1
    }

    /// The days, Monday first, each as its distance from Monday (0 to 6).
    pub fn indices(self) -> impl Iterator<Item = usize> {
        (0..7).filter(move |day| self.0 >> day & 1 == 1)
    }
}

impl FromStr for DaySet {
    type Err = DaySetError;

    fn from_str(text: &str) -> Result<Self, DaySetError> {
        let mut set = Self::default();
        for part in text.split(',') {
            let days = days(&part.trim().to_lowercase());
            set.0 |= days.ok_or_else(|| DaySetError {
                text: part.trim().to_owned(),
            })?;
        }
        Ok(set)
    }
}

/// One part between commas as bits; a range may run over the end of the week, as in `sat-mon`.
fn days(part: &str) -> Option<u8> {
    match part {
        "daily" => return Some(DaySet::DAILY.0),
        "weekdays" => return Some(0b001_1111),
        "weekend" => return Some(0b110_0000),
        _ => {}
    }
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let (first, last) = (weekday(first.trim())?, weekday(last.trim())?);
    let count = (last + 7 - first) % 7 + 1;
    Some((first..first + count).fold(0, |bits, day| bits | 1 << (day % 7)))
}

/// A day by its English name or the name's first three letters, as its distance from Monday.
fn weekday(name: &str) -> Option<u32> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let place = NAMES
        .iter()
        .position(|full| name == *full || name == &full[..3])?;
    u32::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::DaySet;

    fn check(text: &str, expect: &[usize]) {
        let set: DaySet = text.parse().unwrap();
        assert_eq!(set.indices().collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn days_are_named_listed_and_ranged() {
        check("fri", &[4]);
        check("mon-thu", &[0, 1, 2, 3]);
        check("mon,wed", &[0, 2]);
        check("Mon - Tue, Saturday", &[0, 1, 5]);
        check("sat-mon", &[0, 5, 6]);
        check("weekdays", &[0, 1, 2, 3, 4]);
        check("weekend", &[5, 6]);
        check("daily", &[0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn the_part_that_is_no_day_is_named() {
        for (text, part) in [("mon,fry", "fry"), ("", ""), ("mon-", "mon-"), ("mon,", "")] {
            let error = text.parse::<DaySet>().unwrap_err();
            assert_eq!(error.text, part, "{text}");
        }
    }
}
