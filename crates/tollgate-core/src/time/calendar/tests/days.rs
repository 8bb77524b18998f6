//! Budgets in calendar days and in working days, both ways.

use super::{NIGHT, OFFICE, given};

#[test]
fn calendar_days_keep_the_local_time() {
    let office = given(OFFICE);
    office.due("2026-03-06 15:45", "2d", "", "2026-03-08 15:45");
    office.due("2026-03-07 02:30", "1d", "", "2026-03-08 03:30");
    office.due("2026-10-31 01:30", "1d", "", "2026-11-01T01:30:00-04:00");
    office.due(
        "2026-03-06 15:45:00.5",
        "2d",
        "2026-03-07 00:00..2026-03-07 06:00",
        "2026-03-08 21:45:00.5",
    );
    office.due(
        "2026-03-06 15:45",
        "2d",
        "2026-03-08 15:45..",
        "2026-03-08 15:45",
    );
    office.due("2026-03-06 15:45", "2d", "2026-03-08 15:44..", "never");
    // A pause within what an earlier one added counts too; one that was over before does not.
    let chained = "2026-03-08 12:00..2026-03-09 00:00, 2026-03-09 01:00..2026-03-09 02:00, 2026-03-01 00:00..2026-03-02 00:00";
    office.due("2026-03-06 15:45", "2d", chained, "2026-03-09 04:45");
    office.back("2026-03-08 15:45", "2d", "", "2026-03-06 15:45");
    office.back(
        "2026-03-08 21:45",
        "2d",
        "2026-03-07 00:00..2026-03-07 06:00",
        "2026-03-06 15:45",
    );
}

#[test]
fn working_days_keep_the_local_time_within_the_days_hours() {
    let office = given(&format!(
        "{OFFICE}; holiday 2026-03-10; on 2026-03-12 10:00-11:00,15:00-16:00"
    ));
    office.due("2026-03-02 10:00", "2wd", "", "2026-03-04 10:00");
    office.due("2026-03-06 10:00", "1wd", "", "2026-03-09 10:00");
    office.due("2026-03-09 10:00", "1wd", "", "2026-03-11 10:00");
    // After closing becomes the closing, before opening the opening, in a break the break's start.
    office.due("2026-03-05 17:00", "1wd", "", "2026-03-06 16:00");
    office.due("2026-03-11 09:00", "1wd", "", "2026-03-12 10:00");
    office.due("2026-03-11 14:00", "1wd", "", "2026-03-12 11:00");
    office.due("2026-03-11 17:00", "1wd", "", "2026-03-12 16:00");
    // A start outside hours moves to the next opening first.
    office.due("2026-03-02 17:30", "1wd", "", "2026-03-04 08:30");
    office.due("2026-03-02 12:30", "1wd", "", "2026-03-03 13:00");
    office.due("2026-03-07 12:00", "5wd", "", "2026-03-17 08:30");
}

#[test]
fn working_days_end_at_a_boundary_like_any_budget() {
    let office = given(&format!("{OFFICE}; at next_opening"));
    office.due("2026-03-05 17:00", "1wd", "", "2026-03-09 08:30");
    office.due("2026-03-02 10:00", "1wd", "", "2026-03-03 10:00");
}

#[test]
fn a_pause_adds_the_working_time_it_covered_to_working_days() {
    let office = given(OFFICE);
    office.due(
        "2026-03-02 10:00",
        "2wd",
        "2026-03-03 10:00..2026-03-03 11:00",
        "2026-03-04 11:00",
    );
    office.due(
        "2026-03-02 10:00",
        "2wd",
        "2026-03-03 17:30..2026-03-04 08:30",
        "2026-03-04 10:00",
    );
    office.due(
        "2026-03-02 10:00",
        "2wd",
        "2026-03-03 00:00..2026-03-04 00:00",
        "2026-03-05 10:00",
    );
    office.due("2026-03-02 10:00", "2wd", "2026-03-03 00:00..", "never");
    office.due(
        "2026-03-02 10:00",
        "2wd",
        "2026-03-04 10:00..",
        "2026-03-04 10:00",
    );
    office.back(
        "2026-03-04 11:00",
        "2wd",
        "2026-03-03 10:00..2026-03-03 11:00",
        "2026-03-02 10:00",
    );
}

#[test]
fn working_days_count_backwards_too() {
    let office = given(&format!(
        "{OFFICE}; holiday 2026-03-10; on 2026-03-12 10:00-11:00,15:00-16:00"
    ));
    office.back("2026-03-04 10:00", "2wd", "", "2026-03-02 10:00");
    office.back("2026-03-11 08:30", "1wd", "", "2026-03-09 08:30");
    office.back("2026-03-06 16:00", "1wd", "", "2026-03-05 16:00");
    office.back("2026-03-07 12:00", "1wd", "", "2026-03-05 16:00");
    office.back("2026-03-13 08:30", "1wd", "", "2026-03-12 10:00");
    office.back("2026-03-13 14:00", "1wd", "", "2026-03-12 15:00");
    office.back("2026-03-13 16:00", "1wd", "", "2026-03-12 16:00");
    office.back("2026-03-16 17:00", "1wd", "", "2026-03-13 16:00");
}

#[test]
fn a_working_day_over_midnight_is_one_day() {
    let night = given(NIGHT);
    night.due("2026-03-03 03:00", "1wd", "", "2026-03-04 03:00");
    night.due("2026-03-07 03:00", "1wd", "", "2026-03-10 03:00");
    night.due("2026-03-06 23:00", "1wd", "", "2026-03-09 23:00");
    night.due("2026-03-02 12:00", "1wd", "", "2026-03-03 22:00");
    night.back("2026-03-10 03:00", "1wd", "", "2026-03-07 03:00");
    night.back("2026-03-10 06:00", "1wd", "", "2026-03-07 06:00");
}
