//! Moves between stages, and handovers, of a period.

use crate::ids::RecordRef;
use crate::measure::sample::{DAY, at, deal_record, handoff, policy, set};
use crate::measure::{Handovers, Moves, Period};
use crate::policy::{OWNER, Policy, STAGE};
use crate::state::Record;
use crate::value::Value;

fn march() -> Period {
    Period {
        from: at("2026-03-01"),
        to: at("2026-04-01"),
    }
}

/// A deal whose field held each of `values` from the day beside it on.
fn deal(policy: &Policy, id: &str, slot: u16, values: &[(&str, &str)]) -> Record {
    let mut record = deal_record(policy, id, values[0].0);
    for (when, value) in values {
        set(
            policy,
            &mut record,
            when,
            slot,
            Value::Text((*value).into()),
        );
    }
    record
}

/// Each way in words, with how often, how long half stood before, in days, how many came back, and how many opened a handoff.
fn told(moves: Moves, policy: &Policy) -> Vec<(String, u64, Option<i64>, u64, u64)> {
    let told = moves.finish(policy).into_iter().map(|((from, to), moved)| {
        let from = from.map_or("nowhere".into(), |from| from.stage);
        let days = moved.median().map(|stood| stood / DAY);
        let way = format!("{from} → {}", to.stage);
        (way, moved.count, days, moved.returned, moved.handed)
    });
    told.collect()
}

#[test]
fn moves_are_counted_by_where_from_and_where_to_in_the_period_in_which_they_came() {
    let policy = policy();
    let kind = &policy.kinds[&"deal".into()];
    let stages = |id: &str, values: &[(&str, &str)]| deal(&policy, id, STAGE, values);
    let mut moves = Moves::within(march());
    // It opens while the deal is proposed, for the second time.
    let mut opened = handoff(1, "2026-03-20");
    opened.record = RecordRef::new("deal", "D-1");
    moves.observe_handoff(&opened);
    moves.observe_record(
        kind,
        &stages(
            "D-1",
            &[
                ("2026-02-20", "open"),
                ("2026-03-02", "proposal"),
                ("2026-03-05", "open"),
                ("2026-03-15", "proposal"),
                ("2026-04-02", "won"),
            ],
        ),
    );
    let expected = [
        ("open → proposal".to_owned(), 2, Some(10), 1, 1),
        ("proposal → open".to_owned(), 1, Some(3), 0, 0),
    ];
    assert_eq!(told(moves, &policy), expected);
}

#[test]
fn a_journey_goes_on_in_its_next_record_from_the_stage_in_which_the_one_before_stood() {
    let policy = policy();
    let kind = &policy.kinds[&"deal".into()];
    let first = deal(
        &policy,
        "D-1",
        STAGE,
        &[("2026-03-01", "open"), ("2026-03-09", "won")],
    );
    let mut second = deal(&policy, "D-2", STAGE, &[("2026-03-10", "open")]);
    second.journey = first.key.clone();
    let (mut moves, mut other) = (Moves::within(march()), Moves::within(march()));
    moves.observe_record(kind, &second);
    other.observe_record(kind, &first);
    moves.merge(other);
    let expected = [
        ("nowhere → open".to_owned(), 1, None, 0, 0),
        ("open → won".to_owned(), 1, Some(8), 0, 0),
        ("won → open".to_owned(), 1, Some(1), 0, 0),
    ];
    assert_eq!(told(moves, &policy), expected);
}

#[test]
fn handovers_of_a_period_are_those_that_came_in_it() {
    let policy = policy();
    let kind = &policy.kinds[&"deal".into()];
    let record = deal(
        &policy,
        "D-1",
        OWNER,
        &[
            ("2026-02-01", "ana"),
            ("2026-03-04", "ben"),
            ("2026-04-09", "cho"),
        ],
    );
    let old = deal(
        &policy,
        "D-2",
        OWNER,
        &[("2026-01-01", "ana"), ("2026-01-02", "ben")],
    );
    let mut handovers = Handovers::within(march());
    handovers.observe_record(kind, &record);
    handovers.observe_record(kind, &old);
    let matrix = handovers.finish();
    let pair = (("ana".into(), "ben".into()), 1);
    assert_eq!(matrix.pairs, [pair].into());
    assert_eq!(
        matrix.journeys, 1,
        "D-2 neither began nor was handed over in it"
    );
}
