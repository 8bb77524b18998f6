//! How long things took.

use super::{beside, measure, with};
use crate::measure::sample::{MINUTE, at, clock, handoff, policy, scope, stopped};
use crate::measure::times::{Times, Took};
use crate::measure::{Quantity, SortedTimes};
use crate::policy::{KpiName, KpiTarget};
use crate::state::HandoffState;

#[test]
fn time_to_first_touch_counts_what_is_not_touched_yet_as_longer_and_drops_nothing() {
    let policy = policy();
    let touched = |number, minutes, working| {
        with(number, "2026-03-02T09:00", |handoff| {
            handoff.touched_at = Some(at("2026-03-02T09:00").plus(minutes * MINUTE));
            handoff.clocks = vec![stopped(
                clock("first_touch", "2026-03-02T09:00", 60),
                minutes,
                Some(working),
            )];
        })
    };
    let waiting = with(9, "2026-03-02T09:00", |handoff| {
        handoff.clocks = vec![clock("first_touch", "2026-03-02T09:00", 60)];
    });
    let withdrawn = with(8, "2026-03-02T09:00", |handoff| {
        handoff.state = HandoffState::Withdrawn
    });
    let rows = [
        touched(1, 0, 0),
        touched(2, 10, 5),
        touched(3, 120, 30),
        waiting,
        withdrawn,
    ];
    let figure = measure(&scope(&policy), KpiName::TimeToFirstTouch, &rows, &[]);
    // Of 0, 5, 30 working minutes and one not yet, the median lies between 5 and 30.
    assert_eq!(figure.value, Some(Quantity::Time(35 * MINUTE / 2)));
    assert_eq!(
        beside(&figure, "p50 wall time, of those touched"),
        Some(10.0 * MINUTE as f64)
    );
    assert_eq!(beside(&figure, "not yet"), Some(0.25));
    assert_eq!(
        beside(&figure, "within target"),
        Some(0.5),
        "two in time, one late, one overdue"
    );
    assert_eq!(
        figure.derivation.left_out,
        [("ended before it happened".into(), 1)]
    );
}

#[test]
fn a_median_among_what_has_not_happened_yet_is_no_figure_and_misses_its_target() {
    let policy = policy();
    let touched = with(1, "2026-03-02T09:00", |handoff| {
        handoff.touched_at = handoff.offered_at
    });
    let rows = [
        touched,
        handoff(2, "2026-03-02T09:00"),
        handoff(3, "2026-03-02T09:00"),
    ];
    let figure = measure(&scope(&policy), KpiName::TimeToFirstTouch, &rows, &[]);
    assert_eq!(figure.value, None);
    assert_eq!(
        beside(&figure, "p50 wall time, of those touched"),
        Some(0.0),
        "zero is a value"
    );
    let target = KpiTarget {
        text: "p50 <= 10m".into(),
        percentile: 50,
        at_most: true,
        bound: 6e8,
    };
    assert_eq!(figure.meets(&target), Some(false));
    let none = measure(&scope(&policy), KpiName::TimeToFirstTouch, &[], &[]);
    assert_eq!(none.meets(&target), None);
}

#[test]
fn speed_to_lead_runs_from_the_arrival_to_the_first_touch_in_whichever_handoff() {
    let policy = policy();
    let received = |number, later: &str| {
        with(number, "2026-03-02T09:00", |handoff| {
            handoff.received_at = at(later);
            handoff.state = HandoffState::Completed;
        })
    };
    let elsewhere = with(1, "2026-03-02T09:05", |handoff| {
        handoff.point = "another".into();
        handoff.touched_at = Some(at("2026-03-02T09:10"));
    });
    let rows = [
        received(1, "2026-03-02T08:30"),
        elsewhere,
        received(2, "2026-03-02T08:30"),
    ];
    let figure = measure(&scope(&policy), KpiName::SpeedToLead, &rows, &[]);
    assert_eq!(figure.value, Some(Quantity::Time(40 * MINUTE)));
    assert_eq!(
        figure.derivation.left_out,
        [("ended before it happened".into(), 1)]
    );
}

#[test]
fn time_to_accept_ends_with_any_decision() {
    let policy = policy();
    let decided = |number, minutes, state| {
        with(number, "2026-03-02T09:00", |handoff| {
            handoff.state = state;
            handoff.decided_at = Some(at("2026-03-02T09:00").plus(minutes * MINUTE));
        })
    };
    let rows = [
        decided(1, 10, HandoffState::Accepted),
        decided(2, 20, HandoffState::Rejected),
    ];
    let figure = measure(&scope(&policy), KpiName::TimeToAccept, &rows, &[]);
    assert_eq!(figure.value, Some(Quantity::Time(15 * MINUTE)));
}

#[test]
fn a_histogram_counts_each_time_once_in_the_first_span_that_holds_it() {
    let mut times = Times::default();
    let minutes = [0, 1, 1, 5, 6, 90];
    for wall in minutes.map(|minutes| minutes * MINUTE) {
        times.add(Took::So {
            working: None,
            wall,
        });
    }
    times.add(Took::NotYet);
    let edges = [MINUTE, 5 * MINUTE, 60 * MINUTE];
    assert_eq!(times.sorted().histogram(&edges), [3, 1, 1, 1]);
    assert_eq!(SortedTimes::default().histogram(&edges), [0, 0, 0, 0]);
}
