//! The calendar against the naive model, for random rules around changes of clocks in several zones.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::model::{Model, Rules};
use crate::time::{Budget, Calendar, DayHours, DaySet, HourSpan, Pause, Span, Timestamp, zone};

/// Days of which something is known: clocks change, whole days vanish, or nothing happens at all.
const PLACES: [(&str, Date); 14] = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/New_York", date(1987, 4, 5)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(1996, 10, 27)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2018, 2, 18)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Apia", date(2011, 9, 24)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Asia/Kolkata", date(2026, 3, 8)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Europe/London", date(2099, 10, 25)),
];
const DAY: i64 = 86_400_000_000;
/// Until when clocks change in the table: 2100-01-01T00:00:00Z.
const TABLE_ENDS: Timestamp = Timestamp::from_micros(4_102_444_800_000_000);
/// How far the model reaches either way of the day in question.
const REACH: i32 = 16;

fn hours() -> impl Strategy<Value = DayHours> {
    let time = |min: u32, max: u32| (min..=max).prop_map(|quarter| quarter * 15);
    let span = (time(0, 95), time(0, 96)).prop_filter_map("opens and closes", |(opens, closes)| {
        let write = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        format!("{}-{}", write(opens), write(closes))
            .parse::<HourSpan>()
            .ok()
    });
    prop::collection::vec(span, 0..3).prop_map(DayHours)
}

fn days() -> impl Strategy<Value = DaySet> {
    prop::sample::select(vec![
        "daily", "weekdays", "sun", "fri-mon", "tue,thu", "mon", "sat",
    ])
    .prop_map(|days| days.parse().unwrap())
}

fn rules() -> impl Strategy<Value = (Rules, Date)> {
    let near = || -6i32..7;
    (
        prop::sample::select(PLACES.to_vec()),
        prop::collection::vec((days(), hours()), 1..4),
        prop::collection::vec((days(), hours()), 0..2),
        prop::collection::vec((near(), hours()), 0..3),
        prop::collection::vec(near(), 0..3),
    )
        .prop_map(|((zone, middle), hours, breaks, hours_on, holidays)| {
            let on = |days: i32| middle.saturating_add(jiff::Span::new().days(days));
            let hours_on = hours_on
                .into_iter()
                .map(|(days, hours)| (on(days), hours))
                .collect();
            let holidays = holidays.into_iter().map(on).collect::<BTreeSet<_>>();
            (
                Rules {
                    zone,
                    hours,
                    breaks,
                    hours_on,
                    holidays,
                },
                middle,
            )
        })
}

/// Microseconds from the day in question to somewhere within a week of it, minutes preferred.
fn offset() -> impl Strategy<Value = i64> {
    let minute = (-7 * 1440..7 * 1440i64).prop_map(|minute| minute * 60_000_000);
    let any = -7 * DAY..7 * DAY;
    prop_oneof![minute, any]
}

fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec(
        (offset(), 1..2 * DAY).prop_map(|(from, long)| (from, from + long)),
        0..4,
    )
}

fn calendar(rules: &Rules) -> Calendar {
    Calendar::prepare(&rules.calendar_rules(), &zone(rules.zone).unwrap())
}

/// Midnight in UTC of the day in question, which all offsets count from.
fn midnight(middle: Date) -> i64 {
    middle.duration_since(date(1970, 1, 1)).as_hours() * 3_600_000_000
}

fn shift(middle: i64, pauses: &[(i64, i64)]) -> Vec<(i64, i64)> {
    pauses
        .iter()
        .map(|(from, to)| (middle + from, middle + to))
        .collect()
}

fn as_pauses(pauses: &[(i64, i64)]) -> Vec<Pause> {
    pauses
        .iter()
        .map(|(from, to)| Pause {
            from: at(*from),
            to: Some(at(*to)),
        })
        .collect()
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn elapsed_due_and_openness_agree_with_the_model(
        (rules, day) in rules(),
        instants in prop::collection::vec((offset(), offset(), 1..10 * DAY / 3), 8),
        pauses in pauses(),
    ) {
        let (calendar, middle) = (calendar(&rules), midnight(day));
        let model = Model::new(&rules, calendar.zone(), day, REACH);
        // Further on, the model's last days lack what begins after them.
        let known = |found: &i64| *found < middle + (i64::from(REACH) - 4) * DAY;
        let paused = shift(middle, &pauses);
        let pauses = as_pauses(&paused);
        for (from, to, budget) in instants {
            let (from, to) = (middle + from.min(to), middle + from.max(to));
            prop_assert_eq!(calendar.elapsed(at(from), at(to), &[]), model.elapsed(from, to, &[]));
            prop_assert_eq!(calendar.elapsed(at(from), at(to), &pauses), model.elapsed(from, to, &paused));
            prop_assert_eq!(calendar.is_open(at(from)), model.is_open(from));
            if let Some(next) = model.next_opening(from).filter(known) {
                prop_assert_eq!(calendar.next_opening(at(from)), Some(at(next)));
            }
            if let Some(due) = model.due(from, budget, &paused).filter(known) {
                prop_assert_eq!(calendar.due(at(from), Budget::Time(budget), &pauses), Some(at(due)));
            }
        }
    }

    #[test]
    fn what_is_added_is_between_and_leads_back(
        (rules, day) in rules(),
        starts in prop::collection::vec((offset(), 1..4000 * DAY), 8),
        pauses in pauses(),
    ) {
        let (calendar, middle) = (calendar(&rules), midnight(day));
        let paused = shift(middle, &pauses);
        let pauses = as_pauses(&paused);
        for (start, budget) in starts {
            let start = at(middle + start);
            let Some(due) = calendar.due(start, Budget::Time(budget), &pauses) else { continue };
            prop_assert_eq!(calendar.elapsed(start, due, &pauses), budget);
            prop_assert_eq!(calendar.elapsed(due, start, &pauses), -budget);
            prop_assert_eq!(calendar.elapsed(start, due.plus(-1), &pauses), budget - 1);
            let back = calendar.back(due, Budget::Time(budget), &pauses);
            let counts = calendar.elapsed(start, start.plus(1), &pauses) == 1;
            prop_assert!(back == Some(start) || !counts && back > Some(start));
            let later = calendar.due(start.plus(1), Budget::Time(budget), &pauses);
            prop_assert!(later >= Some(due));
            let longer = calendar.due(start, Budget::Time(budget + 1), &pauses);
            prop_assert!(longer.is_none() || longer > Some(due));
        }
    }

    #[test]
    fn a_pause_adds_what_it_covers_and_spans_add_up(
        (rules, day) in rules(),
        (from, to) in (offset(), offset()),
        (cut, long) in (offset(), 1..2 * DAY),
    ) {
        let (calendar, middle) = (calendar(&rules), midnight(day));
        let (from, to) = (at(middle + from.min(to)), at(middle + from.max(to)));
        let (cut, end) = (at(middle + cut), at(middle + cut + long));
        let pauses = [Pause { from: cut, to: Some(end) }];
        let whole = calendar.elapsed(from, to, &[]);
        let left = calendar.elapsed(from, to, &pauses);
        let covered = calendar.elapsed(cut.clamp(from, to), end.clamp(from, to), &[]);
        prop_assert_eq!(whole, left + covered);
        let spans: Vec<_> = calendar.explain(from, to, &pauses).collect();
        prop_assert_eq!(spans.iter().map(|span| span.micros()).sum::<i64>(), left);
        let apart = |pair: &[Span]| pair[0].closes < pair[1].opens || pair[0].closes == cut;
        prop_assert!(spans.windows(2).all(apart));
    }

    #[test]
    fn working_days_move_on_and_keep_to_hours(
        (rules, day) in rules(),
        starts in prop::collection::vec(offset(), 8),
        n in 1u32..400,
    ) {
        let calendar = calendar(&rules);
        for start in starts {
            let start = at(midnight(day) + start);
            let due = calendar.due(start, Budget::WorkingDays(n), &[]).filter(|due| *due < TABLE_ENDS);
            let Some(due) = due else { continue };
            let closing = calendar.elapsed(due.plus(-1), due, &[]) == 1;
            prop_assert!(calendar.is_open(due) || closing, "{} is outside hours", due);
            let from = calendar.next_opening(start).unwrap();
            prop_assert!(due > from);
            prop_assert_eq!(calendar.due(from, Budget::WorkingDays(n), &[]), Some(due));
            prop_assert!(calendar.due(start, Budget::WorkingDays(n + 1), &[]) >= Some(due));
        }
    }
}
