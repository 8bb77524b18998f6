//! Results in, progress out.

use tollgate_core::time::Timestamp;

use super::Round;
use crate::loops::outbox::{Endpoint, Filter, Schedule, Target};
use crate::ports::carrier::Outcome;
use crate::ports::outbox::{Circuit, Claim, Place, Undelivered};

const SECOND: i64 = 1_000_000;

fn claim(failures: u32) -> Claim {
    let target = Target::Webhook {
        url: "https://crm.example".to_owned(),
        secrets: Vec::new(),
    };
    Claim {
        endpoint: Endpoint {
            name: "crm".to_owned(),
            target,
            filter: Filter::default(),
            enabled: true,
        },
        ticket: 1,
        until: Timestamp::MAX,
        cursor: 10,
        circuit: Circuit {
            failures,
            wait_until: None,
        },
        due: Vec::new(),
    }
}

/// No jitter to speak of: a pause of 4 µs or less has none.
fn schedule() -> Schedule {
    Schedule {
        retry_first: 1,
        retry_max: 3,
        attempts_max: 3,
        failures_max: 2,
        open_first: 2,
        open_max: 3,
        wait_max: 60 * SECOND,
    }
}

/// What a row says: `8.0 tried 1, again at 5` or `8.0 tried 3, parked: why`.
fn tell(row: &Undelivered) -> String {
    let Place { sequence, part } = row.place;
    let then = match row.next_at {
        Some(at) => format!("again at {}", at.as_micros()),
        None => format!("parked: {}", row.last_error),
    };
    format!("{sequence}.{part} tried {}, {then}", row.attempts)
}

/// Sends the message 11.0, tried `before` times, at 100 µs under a circuit of `failures`; what is recorded in one line.
fn check(failures: u32, before: Option<u32>, outcome: Outcome, expected: &str) {
    let (claim, schedule) = (claim(failures), schedule());
    let mut round = Round::new("acme", &claim, &schedule);
    let place = Place {
        sequence: 11,
        part: 0,
    };
    let says = format!("{failures} failures, {before:?} before, {outcome:?}");
    round.take(place, before, outcome, Timestamp::from_micros(100));
    let over = if round.is_over() { "; over" } else { "" };
    let progress = round.finish();
    let mut told: Vec<_> = progress.undelivered.iter().map(tell).collect();
    told.extend(
        progress
            .settled
            .iter()
            .map(|place| format!("{}.{} settled", place.sequence, place.part)),
    );
    told.extend(progress.disabled_why.map(|why| format!("disabled: {why}")));
    let Circuit {
        failures,
        wait_until,
    } = progress.circuit;
    told.push(format!("{failures} failures"));
    told.extend(wait_until.map(|at| format!("waits until {}", at.as_micros())));
    assert_eq!(told.join("; ") + over, expected, "{says}");
}

fn failed() -> Outcome {
    Outcome::Failed {
        why: "it answered 500".to_owned(),
    }
}

fn busy(wait: Option<i64>) -> Outcome {
    Outcome::Busy {
        why: "it answered 429".to_owned(),
        wait,
    }
}

#[test]
fn what_is_delivered_leaves_nothing() {
    check(0, None, Outcome::Delivered, "0 failures");
    check(1, None, Outcome::Delivered, "0 failures");
    check(1, Some(2), Outcome::Delivered, "11.0 settled; 0 failures");
}

#[test]
fn what_fails_is_tried_again_until_it_is_parked() {
    check(0, None, failed(), "11.0 tried 1, again at 101; 1 failures");
    check(
        0,
        Some(1),
        failed(),
        "11.0 tried 2, again at 103; 1 failures",
    );
    check(
        0,
        Some(2),
        failed(),
        "11.0 tried 3, parked: it answered 500; 1 failures",
    );
    check(
        0,
        Some(u32::MAX),
        failed(),
        "11.0 tried 4294967295, parked: it answered 500; 1 failures",
    );
}

#[test]
fn failures_in_a_row_open_the_circuit_and_one_success_closes_it() {
    check(
        1,
        None,
        failed(),
        "11.0 tried 1, again at 101; 2 failures; waits until 102; over",
    );
    check(
        2,
        None,
        failed(),
        "11.0 tried 1, again at 101; 3 failures; waits until 103; over",
    );
    check(2, None, Outcome::Delivered, "0 failures; over");
}

#[test]
fn who_asks_for_patience_gets_it_for_everything() {
    check(
        0,
        None,
        busy(Some(30 * SECOND)),
        "11.0 tried 1, again at 30000100; 1 failures; waits until 30000100; over",
    );
    check(
        0,
        None,
        busy(Some(i64::MAX)),
        "11.0 tried 1, again at 60000100; 1 failures; waits until 60000100; over",
    );
    check(
        0,
        None,
        busy(None),
        "11.0 tried 1, again at 101; 1 failures; waits until 101; over",
    );
    check(
        0,
        Some(2),
        busy(Some(5)),
        "11.0 tried 3, parked: it answered 429; 1 failures; waits until 105; over",
    );
    check(
        0,
        None,
        busy(Some(-5)),
        "11.0 tried 1, again at 101; 1 failures; waits until 100; over",
    );
}

#[test]
fn one_message_that_cannot_be_delivered_says_nothing_of_the_endpoint() {
    let outcome = || Outcome::Undeliverable {
        why: "ana has no address".to_owned(),
    };
    check(
        1,
        None,
        outcome(),
        "11.0 tried 1, parked: ana has no address; 1 failures",
    );
}

#[test]
fn an_endpoint_that_is_gone_keeps_the_message() {
    let outcome = || Outcome::Gone {
        why: "it answered 410".to_owned(),
    };
    check(
        1,
        None,
        outcome(),
        "disabled: it answered 410; 1 failures; over",
    );
    check(
        1,
        Some(2),
        outcome(),
        "disabled: it answered 410; 1 failures; over",
    );
}

#[test]
fn the_cursor_never_goes_back() {
    let (claim, schedule) = (claim(0), schedule());
    let mut round = Round::new("acme", &claim, &schedule);
    round.reach(12);
    round.reach(9);
    assert_eq!(round.finish().cursor, 12);
}
