//! Calendars that always or never open, the ends of the table, and the ends of time.

use super::{OFFICE, given};
use crate::time::{Budget, Calendar, CalendarRules, Timestamp, zone};

#[test]
fn always_open_keeps_the_local_time_of_days() {
    let always = given("America/New_York; open daily 00:00-24:00");
    always.due("2026-03-07 12:00", "2wd", "", "2026-03-09 12:00");
    always.due("2026-03-07 12:00", "2d", "", "2026-03-09 12:00");
    always.due("2026-03-07 12:00", "24h", "", "2026-03-08 13:00");
    always.back("2026-03-09 00:00", "1wd", "", "2026-03-08 00:00");
}

#[test]
fn always_open_is_wall_time_in_one_span() {
    let always = Calendar::always(&zone("Europe/Berlin").unwrap());
    let (from, to) = (
        Timestamp::parse("1950-01-01T00:00:00Z"),
        Timestamp::parse("2150-06-01T00:00:00.5Z"),
    );
    let (from, to) = (from.unwrap(), to.unwrap());
    let wall = to.since(from);
    assert_eq!(always.elapsed(from, to, &[]), wall);
    assert_eq!(always.due(from, Budget::Time(wall), &[]), Some(to));
    assert_eq!(always.back(to, Budget::Time(wall), &[]), Some(from));
    assert_eq!(always.next_opening(from), Some(from));
    let spans: Vec<_> = always.explain(from, to, &[]).collect();
    assert_eq!(
        spans
            .iter()
            .map(|span| (span.opens, span.closes))
            .collect::<Vec<_>>(),
        [(from, to)]
    );
}

#[test]
fn a_calendar_that_never_opens_promises_nothing() {
    let never = given("Europe/Berlin; open mon 09:00-10:00; break mon 08:00-12:00");
    for budget in ["1us", "1h", "1wd"] {
        never.due("2026-03-02 09:00", budget, "", "never");
        never.back("2026-03-02 09:00", budget, "", "never");
    }
    never.next("2026-03-02 09:00", "never");
    never.due("2026-03-02 09:00", "1d", "", "2026-03-03 09:00");
    let once = given("Europe/Berlin; on 2026-03-02 09:00-10:00");
    once.due("2026-03-01 09:00", "1h", "", "2026-03-02 10:00");
    once.due("2026-03-01 09:00", "1h1us", "", "never");
    once.due("2026-03-01 09:00", "1wd", "", "never");
    once.back("2030-03-01 09:00", "1h", "", "2026-03-02 09:00");
    once.back("2030-03-01 09:00", "1h1us", "", "never");
}

#[test]
fn beyond_the_table_the_weekly_hours_go_on() {
    let far = given("Europe/Berlin; open mon-fri 09:00-17:00; holiday 2150-03-02");
    far.due(
        "2150-03-02T09:00:00+01:00",
        "1h",
        "",
        "2150-03-02T10:00:00+01:00",
    );
    far.elapsed("1900-01-01T00:00:00Z", "1900-01-08T00:00:00Z", "", "40h");
    far.due("2099-12-30 16:30", "16h", "", "2100-01-01 16:30");
    far.due("2099-12-30 16:30", "41h", "", "2100-01-07 09:30");
    far.back("2100-01-07 09:30", "41h", "", "2099-12-30 16:30");
}

#[test]
fn no_question_panics_or_runs_on() {
    let extremes = [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX];
    let instants = extremes
        .into_iter()
        .map(Timestamp::from_micros)
        .chain([Timestamp::MIN, Timestamp::MAX]);
    let budgets = [
        Budget::Time(i64::MIN),
        Budget::Time(1),
        Budget::Time(i64::MAX),
        Budget::Days(u32::MAX),
        Budget::WorkingDays(1),
        Budget::WorkingDays(u32::MAX),
    ];
    let office = given(OFFICE).calendar;
    let empty = Calendar::prepare(&CalendarRules::default(), &zone("UTC").unwrap());
    for at in instants {
        let pauses = [crate::time::Pause {
            from: at,
            to: Some(Timestamp::from_micros(i64::MAX)),
        }];
        for calendar in [&office, &empty] {
            calendar.is_open(at);
            calendar.next_opening(at);
            calendar.elapsed(Timestamp::MIN, at, &pauses);
            calendar.explain(at, Timestamp::MAX, &[]).take(3).count();
            for budget in budgets {
                calendar.due(at, budget, &[]);
                calendar.back(at, budget, &pauses);
                calendar.due(at, budget, &pauses);
            }
        }
    }
    assert_eq!(
        office.due(Timestamp::MAX, Budget::Time(3_600_000_000), &[]),
        None
    );
    assert_eq!(
        office.due(Timestamp::MAX, Budget::Days(u32::MAX), &[]),
        None
    );
    assert_eq!(
        office.back(Timestamp::MIN, Budget::WorkingDays(3), &[]),
        None
    );
}
