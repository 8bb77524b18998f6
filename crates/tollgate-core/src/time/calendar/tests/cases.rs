//! The rules at the edges, one test for each sentence of the policy language's meaning.

use super::{NIGHT, OFFICE, given};

/// The longest day of the week in either half of the year is the Sunday on which clocks change.
const SUNDAYS: &str = "America/New_York; open sun 00:00-24:00";

#[test]
fn working_time_skips_what_is_closed() {
    let office = given(OFFICE);
    office.due("2026-03-02 09:00", "15m", "", "2026-03-02 09:15");
    office.due("2026-03-02 11:50", "15m", "", "2026-03-02 13:05");
    office.due("2026-03-06 15:45", "1h", "", "2026-03-09 09:15");
    office.due("2026-03-07 12:00", "4h", "", "2026-03-09 13:30");
    office.due(
        "2026-03-02 09:00:00.000001",
        "1h",
        "",
        "2026-03-02 10:00:00.000001",
    );
    office.elapsed("2026-03-02 00:00", "2026-03-09 00:00", "", "39h30m");
    office.elapsed("2026-03-07 00:00", "2026-03-09 08:30", "", "0s");
    office.elapsed("2026-03-02 10:00", "2026-03-02 09:00", "", "-1h");
}

#[test]
fn openness_is_half_open() {
    let office = given(OFFICE);
    for (at, open) in [
        ("2026-03-02 08:29:59.999999", false),
        ("2026-03-02 08:30", true),
        ("2026-03-02 17:29:59.999999", true),
        ("2026-03-02 17:30", false),
        ("2026-03-02 12:00", false),
        ("2026-03-07 09:00", false),
    ] {
        office.open(at, open);
    }
    office.next("2026-03-02 17:30", "2026-03-03 08:30");
    office.next("2026-03-02 10:00", "2026-03-02 10:00");
    office.next("2026-03-06 16:00", "2026-03-09 08:30");
}

#[test]
fn a_budget_used_up_exactly_at_closing_is_due_at_closing() {
    let office = given(OFFICE);
    office.due("2026-03-02 16:30", "1h", "", "2026-03-02 17:30");
    office.due("2026-03-02 11:00", "1h", "", "2026-03-02 12:00");
    office.due("2026-03-06 15:00", "1h", "", "2026-03-06 16:00");
}

#[test]
fn or_at_the_next_opening_where_the_calendar_says_so() {
    let office = given(&format!("{OFFICE}; at next_opening"));
    office.due("2026-03-02 16:30", "1h", "", "2026-03-03 08:30");
    office.due("2026-03-02 11:00", "1h", "", "2026-03-02 13:00");
    office.due("2026-03-06 15:00", "1h", "", "2026-03-09 08:30");
    office.due("2026-03-02 09:00", "1h", "", "2026-03-02 10:00");
    // A pause is no closing, but the opening moved to has to be one at which time counts.
    office.due(
        "2026-03-02 09:00",
        "1h",
        "2026-03-02 10:00..2026-03-02 11:00",
        "2026-03-02 10:00",
    );
    office.due(
        "2026-03-02 16:30",
        "1h",
        "2026-03-03 08:00..2026-03-03 09:00",
        "2026-03-03 09:00",
    );
    office.due("2026-03-02 16:30", "1h", "2026-03-02 17:30..", "never");
    office.back("2026-03-03 08:30", "1h", "", "2026-03-02 16:30");
}

#[test]
fn nothing_is_due_at_once_even_outside_hours() {
    for rules in [OFFICE.to_owned(), format!("{OFFICE}; at next_opening")] {
        for budget in ["0s", "0d", "0wd"] {
            for start in ["2026-03-02 09:00", "2026-03-02 17:30", "2026-03-07 12:00"] {
                given(&rules).due(start, budget, "", start);
                given(&rules).back(start, budget, "2026-03-01 00:00..", start);
            }
        }
    }
}

#[test]
fn real_seconds_count_when_clocks_change() {
    let sundays = given(SUNDAYS);
    sundays.elapsed("2026-11-01 00:00", "2026-11-02 00:00", "", "25h");
    sundays.elapsed("2026-03-08 00:00", "2026-03-09 00:00", "", "23h");
    sundays.elapsed("2026-03-01 00:00", "2026-03-02 00:00", "", "24h");
    sundays.due("2026-11-01 00:00", "24h30m", "", "2026-11-01 23:30");
    given("Australia/Lord_Howe; open sun 00:00-24:00").elapsed(
        "2026-04-05 00:00",
        "2026-04-06 00:00",
        "",
        "24h30m",
    );
}

#[test]
fn a_local_time_that_does_not_exist_moves_forward_by_the_gap() {
    let early = given("America/New_York; open sun 02:30-05:00");
    early.open("2026-03-08 03:15", false);
    early.open("2026-03-08 03:30", true);
    early.elapsed("2026-03-08 00:00", "2026-03-09 00:00", "", "1h30m");
    // Midnight itself is missing in Sao Paulo on that day.
    let all_day = given("America/Sao_Paulo; open sun 00:00-24:00");
    all_day.next("2018-11-03 12:00", "2018-11-04 01:00");
    all_day.elapsed("2018-11-03 12:00", "2018-11-05 12:00", "", "23h");
}

#[test]
fn a_local_time_that_exists_twice_is_its_first_occurrence() {
    let once = given("America/New_York; open sun 01:15-01:45");
    once.open("2026-11-01T01:30:00-04:00", true);
    once.open("2026-11-01T01:30:00-05:00", false);
    once.elapsed("2026-11-01 00:00", "2026-11-02 00:00", "", "30m");
    given("America/New_York; open sun 01:00-02:00").elapsed(
        "2026-11-01 00:00",
        "2026-11-02 00:00",
        "",
        "2h",
    );
}

#[test]
fn a_window_that_becomes_empty_vanishes() {
    let vanishing = given("America/New_York; open sun 02:00-03:00");
    vanishing.elapsed("2026-03-08 00:00", "2026-03-09 00:00", "", "0s");
    vanishing.elapsed("2026-03-15 00:00", "2026-03-16 00:00", "", "1h");
    // Its opening moves past its closing.
    given("America/New_York; open sun 02:30-03:15").elapsed(
        "2026-03-08 00:00",
        "2026-03-09 00:00",
        "",
        "0s",
    );
    // That Sunday is then no working day either.
    vanishing.due("2026-03-01 02:30", "1wd", "", "2026-03-15 02:30");
}

#[test]
fn spans_run_over_midnight_and_belong_to_the_day_they_begin_on() {
    let night = given(NIGHT);
    night.elapsed("2026-03-06 12:00", "2026-03-09 12:00", "", "8h");
    night.open("2026-03-07 05:59", true);
    night.open("2026-03-07 23:00", false);
    night.open("2026-03-09 05:00", false);
    night.due("2026-03-06 23:00", "8h", "", "2026-03-09 23:00");
}

#[test]
fn overlapping_spans_count_once() {
    let doubled = given(
        "UTC; open mon 08:00-12:00,10:00-14:00; open daily 22:00-06:00; open tue 00:00-09:00",
    );
    doubled.elapsed("2026-03-02 06:00", "2026-03-02 22:00", "", "6h");
    doubled.elapsed("2026-03-02 22:00", "2026-03-03 12:00", "", "11h");
}

#[test]
fn breaks_cut_hours_by_their_own_day() {
    let cut = given(
        "UTC; open mon-fri 09:00-17:00; open sat 20:00-04:00; break daily 12:00-13:00; break sun 01:00-02:00; break wed 09:00-17:00",
    );
    cut.elapsed("2026-03-02 00:00", "2026-03-03 00:00", "", "7h");
    cut.elapsed("2026-03-07 00:00", "2026-03-09 00:00", "", "7h");
    cut.open("2026-03-08 01:30", false);
    cut.due("2026-03-02 11:30", "1h", "", "2026-03-02 13:30");
    cut.elapsed("2026-03-04 00:00", "2026-03-05 00:00", "", "0s");
    cut.due("2026-03-03 10:00", "1wd", "", "2026-03-05 10:00");
}

#[test]
fn dated_overrides_replace_the_days_hours_and_breaks_cut_them() {
    let dated = given(
        "Europe/Berlin; open mon-fri 09:00-17:00; break daily 10:00-10:30; on 2026-12-31 09:00-12:00; on 2026-12-26 10:00-14:00; on 2026-12-30 closed",
    );
    dated.elapsed("2026-12-31 00:00", "2027-01-01 00:00", "", "2h30m");
    dated.elapsed("2026-12-26 00:00", "2026-12-27 00:00", "", "3h30m");
    dated.elapsed("2026-12-30 00:00", "2026-12-31 00:00", "", "0s");
    dated.due("2026-12-29 16:30", "1h", "", "2026-12-31 09:30");
}

#[test]
fn holidays_win_over_hours_and_overrides() {
    let closed = given(
        "Europe/Berlin; open mon-fri 09:00-17:00; on 2026-12-25 09:00-12:00; holiday 2026-12-25; holiday 2026-12-24",
    );
    closed.elapsed("2026-12-24 00:00", "2026-12-28 00:00", "", "0s");
    closed.due("2026-12-23 16:30", "1h", "", "2026-12-28 09:30");
    closed.due("2026-12-23 16:30", "1wd", "", "2026-12-28 16:30");
}

#[test]
fn a_holiday_takes_what_begins_on_it_and_leaves_the_night_before() {
    let night = given(&format!(
        "{NIGHT}; holiday 2026-12-25; on 2026-12-22 23:00-01:00"
    ));
    night.open("2026-12-25 03:00", true);
    night.open("2026-12-25 23:00", false);
    night.open("2026-12-26 03:00", false);
    night.open("2026-12-22 03:00", true);
    night.elapsed("2026-12-22 12:00", "2026-12-23 12:00", "", "2h");
}

#[test]
fn pauses_cost_only_the_hours_they_cover() {
    let office = given(OFFICE);
    let lunch = "2026-03-02 12:00..2026-03-02 13:00";
    office.due("2026-03-02 11:00", "2h", lunch, "2026-03-02 14:00");
    office.due(
        "2026-03-02 11:00",
        "2h",
        "2026-03-02 11:30..2026-03-02 13:30",
        "2026-03-02 15:00",
    );
    let overlapping = "2026-03-02 15:00..2026-03-02 16:00, 2026-03-02 14:00..2026-03-02 15:30";
    office.due("2026-03-02 13:00", "2h", overlapping, "2026-03-02 17:00");
    office.elapsed("2026-03-02 13:00", "2026-03-02 17:00", overlapping, "2h");
    office.back("2026-03-02 17:00", "2h", overlapping, "2026-03-02 13:00");
    // Used up when the pause begins, it is due then; the pause's end is after.
    office.due(
        "2026-03-02 09:00",
        "1h",
        "2026-03-02 10:00..2026-03-02 11:00",
        "2026-03-02 10:00",
    );
    office.due(
        "2026-03-02 09:00",
        "1h",
        "2026-03-02 10:00..",
        "2026-03-02 10:00",
    );
    office.due("2026-03-02 09:00", "1h", "2026-03-02 09:59..", "never");
    office.due(
        "2026-03-02 09:00",
        "1h",
        "2026-03-02 08:00..2026-03-02 09:30",
        "2026-03-02 10:30",
    );
}

#[test]
fn counting_back_leads_to_where_the_budget_began() {
    let office = given(OFFICE);
    office.back("2026-03-09 09:15", "1h", "", "2026-03-06 15:45");
    office.back("2026-03-02 09:30", "1h", "", "2026-03-02 08:30");
    office.back("2026-03-03 09:00", "30m", "", "2026-03-03 08:30");
    office.back("2026-03-07 12:00", "1h", "", "2026-03-06 15:00");
    office.back(
        "2026-03-02 14:00",
        "1h",
        "2026-03-02 12:30..",
        "2026-03-02 11:00",
    );
    office.back(
        "2026-03-02 14:00",
        "2h",
        "2026-03-02 11:30..2026-03-02 13:30",
        "2026-03-02 10:00",
    );
}

#[test]
fn explaining_names_every_span_counted() {
    let office = given(&format!("{OFFICE}; holiday 2026-03-05"));
    let (from, to) = (office.at("2026-03-04 16:00"), office.at("2026-03-06 10:00"));
    let pauses = office.pauses("2026-03-06 09:00..2026-03-06 09:30");
    let spans: Vec<_> = office.calendar.explain(from, to, &pauses).collect();
    let expect = [
        ("2026-03-04 16:00", "2026-03-04 17:30"),
        ("2026-03-06 08:30", "2026-03-06 09:00"),
        ("2026-03-06 09:30", "2026-03-06 10:00"),
    ];
    let found: Vec<_> = spans.iter().map(|span| (span.opens, span.closes)).collect();
    assert_eq!(
        found,
        expect.map(|(opens, closes)| (office.at(opens), office.at(closes)))
    );
    assert_eq!(office.calendar.explain(to, from, &[]).count(), 0);
}
