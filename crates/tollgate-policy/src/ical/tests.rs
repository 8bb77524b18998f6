//! What counts as a holiday, on small texts and on the published lists where they are at hand.

use std::io::Write as _;
use std::path::PathBuf;

use super::holidays;

/// An event of these lines, as `date summary` for each day.
fn check(lines: &[&str], expect: &[&str]) {
    let found = holidays(&calendar(lines)).unwrap();
    let found: Vec<String> = found
        .iter()
        .map(|(date, summary)| format!("{date} {summary}"))
        .collect();
    assert_eq!(found, expect, "{lines:?}");
}

fn check_error(lines: &[&str], expect: &str) {
    assert_eq!(
        holidays(&calendar(lines)).unwrap_err().to_string(),
        expect,
        "{lines:?}"
    );
}

/// The event begins on line 3.
fn calendar(lines: &[&str]) -> String {
    let event = lines.join("\r\n");
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn an_event_covers_its_days_up_to_its_end() {
    check(
        &["DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas Day"],
        &["2026-12-25 Christmas Day"],
    );
    check(
        &["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227"],
        &["2026-12-25 ", "2026-12-26 "],
    );
    check(
        &["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20261231"],
        &["2026-12-31 "],
    );
    check(
        &[
            "DTSTART;VALUE=DATE:20261231",
            "DURATION:P2D",
            "SUMMARY:Turn",
        ],
        &["2026-12-31 Turn", "2027-01-01 Turn"],
    );
    check(
        &["DTSTART:20261225", "DURATION:P1W"],
        &[
            "2026-12-25 ",
            "2026-12-26 ",
            "2026-12-27 ",
            "2026-12-28 ",
            "2026-12-29 ",
            "2026-12-30 ",
            "2026-12-31 ",
        ],
    );
}

#[test]
fn an_event_with_times_covers_the_days_it_touches() {
    check(
        &["DTSTART:20261225T000000Z", "DTEND:20261226T000000Z"],
        &["2026-12-25 "],
    );
    check(
        &[
            "DTSTART;TZID=\"Europe/Berlin: x\":20261224T140000",
            "DTEND:20261225T000100",
        ],
        &["2026-12-24 ", "2026-12-25 "],
    );
    check(
        &["DTSTART:20261224T140000", "DURATION:PT2H"],
        &["2026-12-24 "],
    );
}

#[test]
fn folded_lines_and_escapes_are_read_as_one_text() {
    check(
        &[
            "SUMMARY;LANGUAGE=en:Martin Luther\r\n  King\\, Jr.\\; a\\\\b\\n",
            "dtstart;value=date:20260119",
        ],
        &["2026-01-19 Martin Luther King, Jr.; a\\b"],
    );
}

#[test]
fn yearly_events_come_back() {
    let first = |lines: &[&str], count: usize| {
        let found = holidays(&calendar(lines)).unwrap();
        found
            .iter()
            .take(count)
            .map(|(date, _)| date.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        first(&["DTSTART:20241225", "RRULE:FREQ=YEARLY"], 3),
        "2024-12-25 2025-12-25 2026-12-25"
    );
    assert_eq!(
        holidays(&calendar(&["DTSTART:20241225", "RRULE:FREQ=YEARLY"]))
            .unwrap()
            .len(),
        76
    );
    assert_eq!(
        first(&["DTSTART:20240229", "RRULE:FREQ=YEARLY"], 2),
        "2024-02-29 2028-02-29"
    );
    let thanksgiving = "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20261231T000000Z";
    assert_eq!(
        first(&["DTSTART:20241128", thanksgiving], 9),
        "2024-11-28 2025-11-27 2026-11-26"
    );
    let memorial = "RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5;COUNT=3;WKST=SU";
    assert_eq!(
        first(&["DTSTART:20240527", memorial], 9),
        "2024-05-27 2025-05-26 2026-05-25"
    );
    let election = "RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8";
    assert_eq!(
        first(&["DTSTART:19961105", election], 3),
        "1996-11-05 2000-11-07 2004-11-02"
    );
    let last = "RRULE:FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=-1;COUNT=4";
    assert_eq!(
        first(&["DTSTART:20240229", last], 9),
        "2024-02-29 2024-12-31 2025-02-28 2025-12-31"
    );
    let except = [
        "DTSTART:20240101",
        "RRULE:FREQ=YEARLY;COUNT=3",
        "EXDATE:20250101",
        "RDATE:20240706,20240707",
    ];
    assert_eq!(
        first(&except, 9),
        "2024-01-01 2024-07-06 2024-07-07 2026-01-01"
    );
}

#[test]
fn cancelled_events_and_other_components_are_left_out() {
    check(&["DTSTART:20261225", "STATUS:CANCELLED"], &[]);
    check(
        &[
            "BEGIN:VALARM",
            "DTSTART:20200101",
            "SUMMARY:Wake up",
            "END:VALARM",
            "DTSTART:20261225",
            "SUMMARY:Day",
        ],
        &["2026-12-25 Day"],
    );
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    check_error(&["SUMMARY:Nothing"], "line 3: this event has no `DTSTART`");
    check_error(
        &["SUMMARY:x", "DTSTART:20261345"],
        "line 5: `20261345` is not a date: write it as `20261225`",
    );
    check_error(
        &["DTSTART:20260229"],
        "line 4: `20260229` is not a date: write it as `20261225`",
    );
    check_error(
        &["DTSTART:20261225", "SUMMARY:a\r\n b", "DTEND:20261224"],
        "line 7: `20261224` is before the event's start",
    );
    check_error(
        &["DTSTART:20261225", "DTEND:20300101"],
        "line 5: this event covers 1103 days: a holiday covers 366 at most",
    );
    check_error(
        &["DTSTART:20261225", "DURATION:soon"],
        "line 5: `soon` is not a duration: write it as `P1D`",
    );
    check_error(
        &["hello"],
        "line 4: `hello` is not iCalendar: a line is `NAME:VALUE`",
    );
    check_error(
        &["END:VALARM"],
        "line 3: `BEGIN:VEVENT` has no `END:VEVENT` of its own",
    );
    check_error(
        &["DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY=4TH"],
        "line 5: `BYDAY` needs `BYMONTH` beside it, such as `BYMONTH=11;BYDAY=4TH`",
    );
    check_error(
        &["DTSTART:20261225", "RRULE:COUNT=2"],
        "line 5: a holiday that recurs says `FREQ=YEARLY`",
    );
    let weekly = holidays(&calendar(&["DTSTART:20261225", "RRULE:FREQ=WEEKLY"])).unwrap_err();
    assert!(
        weekly
            .to_string()
            .starts_with("line 5: `FREQ=WEEKLY` is not understood: "),
        "{weekly}"
    );
    let page = holidays("<html></html>").unwrap_err().to_string();
    assert!(page.starts_with("line 1: "), "{page}");
    let page = holidays("X:1\nBEGIN:VCALENDAR").unwrap_err().to_string();
    assert_eq!(
        page,
        "line 1: an iCalendar file begins with `BEGIN:VCALENDAR`"
    );
    let cut = holidays("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n")
        .unwrap_err()
        .to_string();
    assert_eq!(cut, "line 2: `BEGIN:VEVENT` has no `END:VEVENT` of its own");
    assert_eq!(holidays("").unwrap(), []);
}

#[test]
fn no_damaged_text_is_a_panic() {
    let text = calendar(&[
        "DTSTART;VALUE=DATE:20240229",
        "DTEND;TZID=\"a:b\":20240302T010203Z",
        "RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=4;UNTIL=20300101;BYMONTH=2;BYMONTHDAY=-1;BYDAY=1MO,TH",
        "SUMMARY:Day\\, longer\r\n than one line",
        "EXDATE:20260228",
        "DURATION:P1D",
    ]);
    for (place, was) in text.char_indices() {
        let (before, after) = (&text[..place], &text[place + was.len_utf8()..]);
        let _ = holidays(before);
        for put in ["", ":", ";", "=", "-", "9", "é", "\n", "\""] {
            let _ = holidays(&format!("{before}{put}{after}"));
        }
    }
}

#[test]
fn the_published_lists_are_read_whole() {
    for (country, days, one) in [
        ("US", 145, "2026-11-26 Thanksgiving Day"),
        ("DE", 109, "2026-12-25 "),
        ("GB", 86, "2026-12-25 "),
        ("BR", 112, "2026-09-07 "),
    ] {
        let path = shared().join(format!("data/reference/holidays_{country}_2016_2027.ics"));
        let Ok(text) = std::fs::read_to_string(&path) else {
            // Straight to the stream: the harness would keep what `eprintln!` says to itself.
            let skipped = format!(
                "SKIPPED: no {}; TOLLGATE_SHARED names its folder
",
                path.display()
            );
            std::io::stderr().write_all(skipped.as_bytes()).unwrap();
            continue;
        };
        let found = holidays(&text).unwrap();
        assert_eq!(found.len(), days, "{country}");
        let written = |(date, summary): &(jiff::civil::Date, String)| format!("{date} {summary}");
        assert!(
            found.iter().map(written).any(|day| day.starts_with(one)),
            "{country}: {one}"
        );
    }
}

fn shared() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("TOLLGATE_SHARED").map_or_else(beside, PathBuf::from)
}
