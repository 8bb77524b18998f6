//! How days, times and lengths are written in answers.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use tollgate_core::time::{Budget, Pause, Timestamp};

/// `2026-03-02T09:00:00Z`, with six digits after the second where they are not all zero.
pub(super) fn utc(at: Timestamp) -> String {
    let whole = at.as_micros() % 1_000_000 == 0;
    let at = at.to_jiff();
    if whole {
        format!("{at:.0}")
    } else {
        format!("{at:.6}")
    }
}

/// `Mon 2026-03-02`
pub(super) fn day(date: Date) -> String {
    date.strftime("%a %Y-%m-%d").to_string()
}

/// `09:00`, with seconds where there are any.
pub(super) fn time(time: Time) -> String {
    let format = match (time.second(), time.subsec_nanosecond()) {
        (0, 0) => "%H:%M",
        (_, 0) => "%H:%M:%S",
        _ => "%H:%M:%S%.6f",
    };
    time.strftime(format).to_string()
}

/// `-05:00`
pub(super) fn offset(offset: Offset) -> String {
    let seconds = offset.seconds().abs();
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{sign}{hours:02}:{minutes:02}"),
        rest => format!("{sign}{hours:02}:{minutes:02}:{rest:02}"),
    }
}

/// `Mon 2026-03-02 09:00 -05:00`
pub(super) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_jiff().to_zoned(zone.clone());
    format!(
        "{} {} {}",
        day(local.date()),
        time(local.time()),
        offset(local.offset())
    )
}

/// `Mon 2026-03-02 09:00 -05:00 (2026-03-02T14:00:00Z)`
pub(super) fn moment_and_utc(at: Timestamp, zone: &TimeZone) -> String {
    format!("{} ({})", moment(at, zone), utc(at))
}

/// `10:00 – 11:00`: the ends of something that begins on a day which is said beside it.
pub(super) fn ends(from: Timestamp, to: Timestamp, zone: &TimeZone) -> String {
    let (from, to) = (
        from.to_jiff().to_zoned(zone.clone()),
        to.to_jiff().to_zoned(zone.clone()),
    );
    let opens = time(from.time());
    let after = to.date().duration_since(from.date()).as_hours() / 24;
    let closes = match (after, time(to.time())) {
        (0, closes) => closes,
        (1, closes) if closes == "00:00" => "24:00".to_owned(),
        (1..7, closes) => format!("{} {closes}", to.strftime("%a")),
        (_, closes) => format!("{} {closes}", day(to.date())),
    };
    format!("{opens} – {closes}")
}

/// `Mon 2026-03-02 10:00 – 11:00`, or `from Mon 2026-03-02 10:00 on` while it goes on.
pub(super) fn pause(pause: &Pause, zone: &TimeZone) -> String {
    let from = pause.from.to_jiff().to_zoned(zone.clone());
    match pause.to {
        Some(to) => format!("{} {}", day(from.date()), ends(pause.from, to, zone)),
        None => format!("from {} {} on", day(from.date()), time(from.time())),
    }
}

/// `2h30m`, of microseconds.
pub(super) fn length(micros: i64) -> String {
    Budget::Time(micros).to_string()
}

/// The zone's name in the IANA list.
pub(super) fn zone(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// `1 span`, `2 spans`
pub(super) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The text in lines of 80 characters at most where words allow it, after `first` and then `later`.
pub(super) fn wrapped(text: &str, first: &str, later: &str) -> Vec<String> {
    const WIDTH: usize = 80;
    let (mut lines, mut line, mut is_begun) = (Vec::new(), first.to_owned(), false);
    for word in text.split(' ') {
        if is_begun && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, later.to_owned()));
            is_begun = false;
        }
        if is_begun {
            line.push(' ');
        }
        line.push_str(word);
        is_begun = true;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::{ends, length, moment, offset, utc};
    use jiff::tz::{Offset, TimeZone};
    use tollgate_core::time::Timestamp;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn microseconds_are_written_where_there_are_any() {
        assert_eq!(utc(at("2026-03-02T09:00:00Z")), "2026-03-02T09:00:00Z");
        assert_eq!(
            utc(at("2026-03-02T09:00:00.5Z")),
            "2026-03-02T09:00:00.500000Z"
        );
        assert_eq!(utc(at("0001-01-01T00:00:00Z")), "0001-01-01T00:00:00Z");
        let micro = moment(at("2026-03-02T09:00:00.000001Z"), &TimeZone::UTC);
        assert_eq!(micro, "Mon 2026-03-02 09:00:00.000001 +00:00");
    }

    #[test]
    fn ends_on_other_days_say_which() {
        let check = |to: &str, expect: &str| {
            assert_eq!(
                ends(at("2026-03-06T22:00:00Z"), at(to), &TimeZone::UTC),
                expect
            )
        };
        check("2026-03-06T23:30:00Z", "22:00 – 23:30");
        check("2026-03-07T00:00:00Z", "22:00 – 24:00");
        check("2026-03-07T06:00:00Z", "22:00 – Sat 06:00");
        check("2026-03-16T06:00:05Z", "22:00 – Mon 2026-03-16 06:00:05");
    }

    #[test]
    fn offsets_and_lengths_are_written_in_full() {
        assert_eq!(offset(Offset::from_seconds(-16_200).unwrap()), "-04:30");
        assert_eq!(offset(Offset::from_seconds(3_208).unwrap()), "+00:53:28");
        assert_eq!(length(9_000_000_000), "2h30m");
        assert_eq!(length(0), "0s");
    }
}
