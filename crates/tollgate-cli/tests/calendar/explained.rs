//! Whole explanations, as they are read.

use super::{run, text};

fn check(name: &str, args: &[&str]) {
    let output = run(args);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{err}");
    let too_long = out.lines().skip(1).find(|line| line.chars().count() > 80);
    assert!(
        args.contains(&"--json") || too_long.is_none(),
        "wider than 80: {too_long:?}"
    );
    let args: Vec<String> = args
        .iter()
        .map(|arg| {
            if arg.contains(' ') {
                format!("'{arg}'")
            } else {
                (*arg).to_owned()
            }
        })
        .collect();
    insta::assert_snapshot!(
        name,
        format!("$ tollgate calendar {}\n{out}", args.join(" "))
    );
}

#[test]
fn holidays_overrides_and_closed_days_are_named() {
    check(
        "holidays",
        &[
            "due",
            "--calendar",
            "office",
            "--from",
            "2026-12-23 16:00",
            "--within",
            "8h",
        ],
    );
    check(
        "open_on_a_holiday",
        &["open", "--calendar", "office", "--from", "2026-12-24 16:00"],
    );
    check(
        "next_after_lunch",
        &["next", "--calendar", "office", "--from", "2026-03-02 12:30"],
    );
}

#[test]
fn changes_of_clocks_are_named() {
    check(
        "spring",
        &[
            "elapsed",
            "--calendar",
            "always",
            "--from",
            "2026-03-07 22:00",
            "--to",
            "2026-03-08 22:00",
        ],
    );
    check(
        "skipped",
        &[
            "due",
            "--calendar",
            "small_hours",
            "--from",
            "2026-03-08 02:30",
            "--within",
            "30m",
        ],
    );
    check(
        "nights",
        &[
            "elapsed",
            "--calendar",
            "nights",
            "--from",
            "2026-03-04 12:00",
            "--to",
            "2026-03-10 12:00",
        ],
    );
}

#[test]
fn pauses_are_cut_and_named() {
    let pauses = [
        "--paused",
        "2026-03-02 10:00..2026-03-02 10:30",
        "--paused",
        "2026-03-02 18:00..2026-03-02 19:00",
    ];
    let due = [
        "due",
        "--calendar",
        "office",
        "--from",
        "2026-03-02 09:00",
        "--within",
        "9h",
    ];
    check("pauses", &[&due[..], &pauses].concat());
    check(
        "endless_pause",
        &[&due[..], &["--paused", "2026-03-02 10:00.."]].concat(),
    );
    let days = [
        "due",
        "--calendar",
        "office",
        "--from",
        "2026-03-07 09:00",
        "--within",
        "3wd",
    ];
    check(
        "working_days",
        &[
            &days[..],
            &["--paused", "2026-03-09 09:00..2026-03-10 09:00"],
        ]
        .concat(),
    );
    let days = [
        "due",
        "--calendar",
        "office",
        "--from",
        "2026-03-07 09:00",
        "--within",
        "30d",
    ];
    check(
        "calendar_days",
        &[
            &days[..],
            &["--paused", "2026-03-09 09:00..2026-03-10 09:00"],
        ]
        .concat(),
    );
}

#[test]
fn a_promise_that_outlives_its_calendar_says_so() {
    check(
        "outlived",
        &[
            "due",
            "--calendar",
            "one_week",
            "--from",
            "2026-12-01 10:00",
            "--within",
            "8h",
        ],
    );
}

#[test]
fn boundaries_are_named() {
    check(
        "at_closing",
        &[
            "due",
            "--calendar",
            "office",
            "--from",
            "2026-03-06 15:30",
            "--within",
            "30m",
        ],
    );
    check(
        "next_opening",
        &[
            "due",
            "--calendar",
            "next_morning",
            "--from",
            "2026-03-06 16:30",
            "--within",
            "30m",
        ],
    );
    check(
        "back",
        &[
            "back",
            "--calendar",
            "office",
            "--from",
            "2026-03-09 09:00",
            "--within",
            "3h",
        ],
    );
}

#[test]
fn of_many_spans_the_first_and_last_are_shown() {
    check(
        "long",
        &[
            "due",
            "--calendar",
            "office",
            "--from",
            "2026-03-02 09:00",
            "--within",
            "2000h",
        ],
    );
    check(
        "long_working_days",
        &[
            "due",
            "--calendar",
            "office",
            "--from",
            "2026-03-02 09:00",
            "--within",
            "300wd",
        ],
    );
}

#[test]
fn programs_get_the_same_as_json() {
    check(
        "json",
        &[
            "due",
            "--calendar",
            "office",
            "--from",
            "2026-12-24 16:00",
            "--within",
            "8h",
            "--json",
        ],
    );
}

#[test]
fn all_spans_are_shown_when_asked() {
    let due = [
        "due",
        "--calendar",
        "office",
        "--from",
        "2026-03-02 09:00",
        "--within",
        "2000h",
    ];
    let lines = |args: &[&str]| text(&run(args).stdout).lines().count();
    assert!(lines(&[&due[..], &["--all"]].concat()) > 500);
    assert!(lines(&due) < 30);
}
