//! Spans of hours as the policy writes them: `08:30-12:00`, `22:00-06:00`, `closed`.

use std::fmt;
use std::str::FromStr;

const DAY: u32 = 86_400;

/// A half-open span of local time that begins on one day and may run over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourSpan {
    opens: u32,
    closes: u32,
}

impl HourSpan {
    /// The whole day, `00:00-24:00`.
    pub const WHOLE_DAY: Self = Self {
        opens: 0,
        closes: DAY,
    };

    /// Seconds from the day's midnight to the opening: 0 to 86,399.
    pub const fn opens(self) -> u32 {
        self.opens
    }

    /// Seconds from the same midnight to the closing: after the opening, by a day at most.
    pub const fn closes(self) -> u32 {
        self.closes
    }
}

/// What one day's hours are; empty means closed. Spans may overlap, and count once.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DayHours(pub Vec<HourSpan>);

/// Why a text is not a span of hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// There is no dash between two times.
    #[error(
        "`{0}` is not a span of hours: write when it opens and when it closes, such as `08:30-17:00`"
    )]
    Span(String),
    /// One of the two is not a time of day.
    #[error(
        "`{0}` is not a time of day: write hours and minutes, such as `08:30`; only a closing may be `24:00`"
    )]
    Time(String),
    /// It opens and closes at the same time.
    #[error(
        "`{0}` opens and closes at the same time: write `00:00-24:00` for the whole day, or `closed`"
    )]
    Empty(String),
}

impl FromStr for HourSpan {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, HoursError> {
        let text = text.trim();
        let (opens, closes) = text
            .split_once(['-', '–'])
            .ok_or_else(|| HoursError::Span(text.to_owned()))?;
        let (opens, closes) = (time(opens, DAY - 1)?, time(closes, DAY)?);
        match closes {
            same if same == opens => Err(HoursError::Empty(text.to_owned())),
            earlier if earlier < opens => Ok(Self {
                opens,
                closes: earlier + DAY,
            }),
            later => Ok(Self {
                opens,
                closes: later,
            }),
        }
    }
}

impl FromStr for DayHours {
    type Err = HoursError;

    /// Spans between commas, or `closed`.
    fn from_str(text: &str) -> Result<Self, HoursError> {
        if text.trim().eq_ignore_ascii_case("closed") {
            return Ok(Self::default());
        }
        text.split(',')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// `08:30` or `08:30:15` in seconds after midnight, `max` at most.
fn time(text: &str, max: u32) -> Result<u32, HoursError> {
    let text = text.trim();
    seconds(text)
        .filter(|second| *second <= max)
        .ok_or_else(|| HoursError::Time(text.to_owned()))
}

fn seconds(text: &str) -> Option<u32> {
    let mut parts = text.split(':');
    let hour = number(parts.next()?, 1)?;
    let minute = number(parts.next()?, 2)?;
    let second = parts.next().map_or(Some(0), |part| number(part, 2))?;
    let whole = parts.next().is_none() && minute < 60 && second < 60;
    whole.then_some(hour * 3600 + minute * 60 + second)
}

/// One or two digits, `digits` at least.
fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (digits..=2).contains(&text.len()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The text that reads back as the same span.
impl fmt::Display for HourSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_time(f, self.opens)?;
        f.write_str("-")?;
        write_time(
            f,
            if self.closes > DAY {
                self.closes - DAY
            } else {
                self.closes
            },
        )
    }
}

fn write_time(f: &mut fmt::Formatter<'_>, second: u32) -> fmt::Result {
    write!(f, "{:02}:{:02}", second / 3600, second / 60 % 60)?;
    match second % 60 {
        0 => Ok(()),
        rest => write!(f, ":{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{DayHours, HourSpan};

    fn check(text: &str, opens: u32, closes: u32) {
        let span: HourSpan = text.parse().unwrap();
        assert_eq!((span.opens(), span.closes()), (opens, closes), "{text}");
        assert_eq!(span.to_string().parse(), Ok(span), "{text} reads back");
    }

    #[test]
    fn a_span_has_an_opening_and_a_closing() {
        check("08:30-12:00", 30_600, 43_200);
        check("9:00 - 17:00:30", 32_400, 61_230);
        check("00:00-24:00", 0, 86_400);
        check("22:00-06:00", 79_200, 108_000);
        check("22:00-24:00", 79_200, 86_400);
        check("22:00-00:00", 79_200, 86_400);
    }

    #[test]
    fn a_text_that_is_no_span_says_which_part_is_wrong() {
        for (text, start) in [
            ("08:30", "`08:30` is not a span of hours"),
            ("8-17", "`8` is not a time of day"),
            ("08:30-25:00", "`25:00` is not a time of day"),
            ("24:00-06:00", "`24:00` is not a time of day"),
            ("08:60-09:00", "`08:60` is not a time of day"),
            ("08:3-09:00", "`08:3` is not a time of day"),
            ("+8:30-09:00", "`+8:30` is not a time of day"),
            (
                "09:00-09:00",
                "`09:00-09:00` opens and closes at the same time",
            ),
        ] {
            let error = text.parse::<HourSpan>().unwrap_err().to_string();
            assert!(error.starts_with(start), "{text}: {error}");
        }
    }

    #[test]
    fn a_day_has_several_spans_or_is_closed() {
        assert_eq!("closed".parse(), Ok(DayHours::default()));
        let day: DayHours = "08:30-12:00, 13:00-17:30".parse().unwrap();
        assert_eq!(day.0.len(), 2);
        assert!("08:30-12:00,".parse::<DayHours>().is_err());
    }
}
