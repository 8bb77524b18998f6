//! The first line of an answer, by the rules at the edges.

use super::{run, text};

/// Splits at spaces, but not inside `'…'`.
fn words(line: &str) -> Vec<&str> {
    let quoted = line.split('\'').enumerate();
    quoted
        .flat_map(|(place, part)| match place % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

fn check(question: &str, expect: &str) {
    let output = run(&words(question));
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{question}: {err}");
    assert_eq!(out.lines().next().unwrap_or_default(), expect, "{question}");
}

/// That the question is refused, and what is said (spaces and breaks of lines aside).
fn refuse(question: &str, expect: &[&str]) {
    let output = run(&words(question));
    let plain = |text: &str| text.replace(['│', ' ', '\n'], "");
    let said = text(&output.stderr);
    assert!(
        !output.status.success() && output.stdout.is_empty(),
        "{question}"
    );
    for part in expect {
        assert!(plain(&said).contains(&plain(part)), "{question}: {said}");
    }
}

#[test]
fn a_budget_used_up_at_closing_is_due_at_closing_unless_the_calendar_says_otherwise() {
    check(
        "due --calendar office --from '2026-03-02 16:30' --within 1h",
        "due Mon 2026-03-02 17:30 -05:00 (2026-03-02T22:30:00Z)",
    );
    check(
        "due --calendar next_morning --from '2026-03-02 16:00' --within 1h",
        "due Tue 2026-03-03 09:00 -05:00 (2026-03-03T14:00:00Z)",
    );
    check(
        "due --calendar next_morning --from '2026-03-02 16:00' --within 59m",
        "due Mon 2026-03-02 16:59 -05:00 (2026-03-02T21:59:00Z)",
    );
}

#[test]
fn open_is_half_open() {
    check(
        "open --calendar office --from '2026-03-02 17:29:59.999999'",
        "open, closes Mon 2026-03-02 17:30 -05:00",
    );
    check(
        "open --calendar office --from '2026-03-02 17:30'",
        "closed, opens Tue 2026-03-03 08:30 -05:00 (2026-03-03T13:30:00Z)",
    );
    check(
        "open --calendar office --from '2026-03-02 08:30'",
        "open, closes Mon 2026-03-02 12:00 -05:00",
    );
    check(
        "open --calendar always --from '2026-03-02 08:30'",
        "open, and never closes",
    );
    check(
        "open --calendar one_week --from '2027-03-02 08:30'",
        "closed, and never opens again",
    );
}

#[test]
fn the_next_opening_of_an_open_calendar_is_the_instant_itself() {
    check(
        "next --calendar office --from '2026-03-02 08:30'",
        "open already at Mon 2026-03-02 08:30 -05:00 (2026-03-02T13:30:00Z), closes Mon 2026-03-02 12:00 -05:00",
    );
    check(
        "next --calendar office --from '2026-12-24 12:00'",
        "opens Tue 2026-12-29 08:30 -05:00 (2026-12-29T13:30:00Z)",
    );
    check(
        "next --calendar one_week --from '2027-03-02 08:30'",
        "never opens again",
    );
}

#[test]
fn breaks_overrides_and_holidays_win_in_this_order() {
    check(
        "elapsed --calendar office --from 2026-12-18 --to 2026-12-19",
        "elapsed 7h of working time, of 24h in all",
    );
    check(
        "elapsed --calendar office --from 2026-12-19 --to 2026-12-20",
        "elapsed 3h of working time, of 24h in all",
    );
    check(
        "elapsed --calendar office --from 2026-12-25 --to 2026-12-26",
        "elapsed 0s of working time, of 24h in all",
    );
    check(
        "elapsed --calendar office --from 2026-12-28 --to 2026-12-29",
        "elapsed 0s of working time, of 24h in all",
    );
    check(
        "elapsed --calendar office --from 2026-12-31 --to 2027-01-01",
        "elapsed 3h of working time, of 24h in all",
    );
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_begins() {
    // Thursday the 5th is a holiday: Wednesday's night stays, Thursday's is gone.
    check(
        "elapsed --calendar nights --from '2026-03-04 12:00' --to '2026-03-06 12:00'",
        "elapsed 8h of working time, of 48h in all",
    );
}

#[test]
fn real_seconds_count_where_clocks_are_changed() {
    check(
        "elapsed --calendar always --from 2026-03-08 --to 2026-03-09",
        "elapsed 23h of working time, of 23h in all",
    );
    check(
        "elapsed --calendar always --from 2026-11-01 --to 2026-11-02",
        "elapsed 25h of working time, of 25h in all",
    );
    // The hour from 02:00 to 03:00 vanishes on that Sunday.
    check(
        "next --calendar small_hours --from '2026-03-07 12:00'",
        "opens Mon 2026-03-09 02:00 -04:00 (2026-03-09T06:00:00Z)",
    );
}

#[test]
fn a_local_time_is_read_in_the_calendars_zone() {
    let nine = "due Mon 2026-03-02 09:30 -05:00 (2026-03-02T14:30:00Z)";
    for from in [
        "'2026-03-02 09:00'",
        "2026-03-02T14:00:00Z",
        "2026-03-02T15:00:00+01:00",
    ] {
        check(
            &format!("due --calendar office --from {from} --within 30m"),
            nine,
        );
    }
    // It does not exist: read as 03:30. It exists twice: read as the first.
    check(
        "due --calendar always --from '2026-03-08 02:30' --within 30m",
        "due Sun 2026-03-08 04:00 -04:00 (2026-03-08T08:00:00Z)",
    );
    check(
        "due --calendar always --from '2026-11-01 01:30' --within 1h",
        "due Sun 2026-11-01 01:30 -05:00 (2026-11-01T06:30:00Z)",
    );
}

#[test]
fn an_owners_calendar_keeps_the_time_of_whom_is_named() {
    let from = "next --calendar owners --from 2026-03-02T00:00:00Z";
    check(
        from,
        "opens Mon 2026-03-02 09:00 -05:00 (2026-03-02T14:00:00Z)",
    );
    check(
        &format!("{from} --person gil@acme.example"),
        "opens Mon 2026-03-02 09:00 +01:00 (2026-03-02T08:00:00Z)",
    );
    check(
        &format!("{from} --zone Asia/Kolkata"),
        "opens Mon 2026-03-02 09:00 +05:30 (2026-03-02T03:30:00Z)",
    );
    check(
        "next --calendar office --from 2026-03-02T00:00:00Z --zone Asia/Kolkata",
        "opens Mon 2026-03-02 08:30 -05:00 (2026-03-02T13:30:00Z)",
    );
}

#[test]
fn pauses_cost_the_working_time_that_they_cover() {
    let due = |rest: &str, expect: &str| {
        check(
            &format!("due --calendar office --from '2026-03-02 16:00' {rest}"),
            expect,
        )
    };
    due(
        "--within 2h --paused '2026-03-02 17:30..2026-03-03 08:30'",
        "due Tue 2026-03-03 09:00 -05:00 (2026-03-03T14:00:00Z)",
    );
    due(
        "--within 2h --paused '2026-03-02 17:00..2026-03-03 09:00'",
        "due Tue 2026-03-03 10:00 -05:00 (2026-03-03T15:00:00Z)",
    );
    // Half-open: a pause that begins when the budget is used up comes too late.
    due(
        "--within 1h --paused '2026-03-02 17:00..'",
        "due Mon 2026-03-02 17:00 -05:00 (2026-03-02T22:00:00Z)",
    );
    due("--within 61m --paused '2026-03-02 17:00..'", "never due");
    let twice = "--paused '2026-03-02 16:10..2026-03-02 16:30' --paused '2026-03-02 16:20..2026-03-02 16:40'";
    due(
        &format!("--within 30m {twice}"),
        "due Mon 2026-03-02 17:00 -05:00 (2026-03-02T22:00:00Z)",
    );
}

#[test]
fn days_are_counted_by_the_local_clock() {
    check(
        "due --calendar office --from '2026-03-06 16:30' --within 2d",
        "due Sun 2026-03-08 16:30 -04:00 (2026-03-08T20:30:00Z)",
    );
    check(
        "due --calendar office --from '2026-03-05 16:30' --within 1wd",
        "due Fri 2026-03-06 16:00 -05:00 (2026-03-06T21:00:00Z)",
    );
    check(
        "due --calendar office --from '2026-12-23 10:00' --within 2wd",
        "due Wed 2026-12-30 10:00 -05:00 (2026-12-30T15:00:00Z)",
    );
}

#[test]
fn zero_is_a_value() {
    let from = "--calendar office --from '2026-03-08 16:30'";
    check(
        &format!("due {from} --within 0m"),
        "due Sun 2026-03-08 16:30 -04:00 (2026-03-08T20:30:00Z)",
    );
    check(
        &format!("elapsed {from} --to '2026-03-08 16:30'"),
        "elapsed 0s of working time, of 0s in all",
    );
}

#[test]
fn back_is_due_backwards() {
    check(
        "back --calendar office --from '2026-03-03 09:00' --within 2h",
        "back to Mon 2026-03-02 16:00 -05:00 (2026-03-02T21:00:00Z)",
    );
}

#[test]
fn what_cannot_be_answered_is_refused_with_what_to_write() {
    let from = "--from '2026-03-02 09:00'";
    refuse(
        &format!("open --calendar offise {from}"),
        &[
            "the policy has no calendar `offise`",
            "did you mean `office`?",
        ],
    );
    refuse(
        &format!("open {from}"),
        &[
            "say which calendar",
            "its calendars are `always`, `nights` and `small_hours`",
        ],
    );
    refuse(
        &format!("due --calendar office {from} --within 5x"),
        &["`5x` is not a duration: write a whole number and a unit"],
    );
    refuse(
        "open --calendar office --from '2026-02-30 09:00'",
        &["--from: there is no day `2026-02-30`"],
    );
    refuse(
        "open --calendar office --from '2026-02-28 25:00'",
        &["there is no such time of day"],
    );
    refuse(
        "open --calendar office --from tomorrow",
        &["`tomorrow` is not an instant: write local time"],
    );
    refuse(
        &format!("open --calendar owners --zone Mars {from}"),
        &["`Mars` is not a time zone"],
    );
    refuse(
        &format!("elapsed --calendar office {from} --to '2026-03-01 09:00'"),
        &["comes before --from", "write the earlier instant"],
    );
    refuse(
        &format!("due --calendar office {from} --within 1h --paused noon"),
        &["`noon` is not a pause: write its two ends"],
    );
    let reversed = "--paused '2026-03-02 10:00..2026-03-02 09:00'";
    refuse(
        &format!("due --calendar office {from} --within 1h {reversed}"),
        &["ends before it begins"],
    );
    refuse(&format!("due --calendar office {from}"), &["--within <D>"]);
    refuse(
        &format!("open --calendar owners --zone UTC --person gil@acme.example {from}"),
        &["cannot be used with"],
    );
}
