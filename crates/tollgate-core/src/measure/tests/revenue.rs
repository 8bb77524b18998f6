//! Figures of amounts and stages.

use super::{beside, measure, share};
use crate::measure::sample::{AMOUNT, CLOSE, OWNED_BY, deal_record, handoff, policy, scope, set};
use crate::measure::{Period, Scope};
use crate::policy::{KpiName, Policy, STAGE};
use crate::state::Record;
use crate::value::Value;
use jiff::civil::date;

/// Deals D-1, D-2, … in these stages.
fn deals(policy: &Policy, stages: &[&str]) -> Vec<Record> {
    let deal = |(number, stage): (usize, &&str)| {
        let mut record = deal_record(policy, &format!("D-{}", number + 1), "2026-01-05");
        set(
            policy,
            &mut record,
            "2026-02-10",
            STAGE,
            Value::Text((*stage).into()),
        );
        set(
            policy,
            &mut record,
            "2026-01-05",
            AMOUNT,
            Value::Money(10_000),
        );
        record
    };
    stages.iter().enumerate().map(deal).collect()
}

#[test]
fn win_rate_counts_the_decided_records_of_the_cohort() {
    let policy = policy();
    let handoffs: Vec<_> = (1..=4)
        .map(|number| handoff(number, "2026-03-02"))
        .collect();
    let records = deals(&policy, &["won", "lost", "won", "open", "won"]);
    let figure = measure(&scope(&policy), KpiName::WinRate, &handoffs, &records);
    assert_eq!(
        share(&figure),
        Some(0.666_666_667),
        "the fifth was never handed over"
    );
    assert_eq!(
        figure.derivation.left_out,
        [("neither won nor lost".into(), 1)]
    );
}

fn quarter(policy: &Policy) -> Scope<'_> {
    let zone = jiff::tz::TimeZone::UTC;
    let first = Period::of_days(date(2026, 1, 1), date(2026, 3, 31), &zone).unwrap();
    Scope {
        cohort: first,
        snapshot: first,
        ..scope(policy)
    }
}

/// A deal known since December, worth so much, due to close then, in this stage.
fn forecast_deal(
    policy: &Policy,
    id: &str,
    amount: i64,
    close: jiff::civil::Date,
    stage: &str,
) -> Record {
    let mut record = deal_record(policy, id, "2025-12-01");
    set(
        policy,
        &mut record,
        "2025-12-01",
        OWNED_BY,
        Value::Text("ana".into()),
    );
    set(
        policy,
        &mut record,
        "2025-12-01",
        AMOUNT,
        Value::Money(amount * 100),
    );
    set(policy, &mut record, "2025-12-01", CLOSE, Value::Date(close));
    set(
        policy,
        &mut record,
        "2025-12-01",
        STAGE,
        Value::Text(stage.into()),
    );
    record
}

#[test]
fn slip_rate_follows_the_opening_snapshot() {
    let policy = policy();
    let (march, may) = (date(2026, 3, 10), date(2026, 5, 1));
    let stays = forecast_deal(&policy, "D-1", 100, march, "open");
    let mut slips = forecast_deal(&policy, "D-2", 300, march, "open");
    set(&policy, &mut slips, "2026-02-01", CLOSE, Value::Date(may));
    let mut slips_after = forecast_deal(&policy, "D-3", 100, march, "open");
    set(
        &policy,
        &mut slips_after,
        "2026-04-01",
        CLOSE,
        Value::Date(may),
    );
    let later = forecast_deal(&policy, "D-4", 100, may, "open");
    let mut new = deal_record(&policy, "D-5", "2026-01-01");
    set(&policy, &mut new, "2026-01-01", CLOSE, Value::Date(march));
    let figure = measure(
        &quarter(&policy),
        KpiName::SlipRate,
        &[],
        &[stays, slips, slips_after, later, new],
    );
    assert_eq!(share(&figure), Some(0.333_333_333));
    assert_eq!(beside(&figure, "share of value"), Some(0.6));
}

#[test]
fn forecast_accuracy_compares_the_snapshot_with_what_was_won() {
    let policy = policy();
    let march = date(2026, 3, 10);
    let mut won = forecast_deal(&policy, "D-1", 1000, march, "proposal");
    set(
        &policy,
        &mut won,
        "2026-02-01",
        STAGE,
        Value::Text("won".into()),
    );
    let open = forecast_deal(&policy, "D-2", 1000, march, "open");
    let mut unforeseen = deal_record(&policy, "D-3", "2026-02-01");
    set(
        &policy,
        &mut unforeseen,
        "2026-02-01",
        AMOUNT,
        Value::Money(25_000),
    );
    set(
        &policy,
        &mut unforeseen,
        "2026-02-02",
        OWNED_BY,
        Value::Text("ben".into()),
    );
    set(
        &policy,
        &mut unforeseen,
        "2026-02-02",
        STAGE,
        Value::Text("won".into()),
    );
    let figure = measure(
        &quarter(&policy),
        KpiName::ForecastAccuracy,
        &[],
        &[won, open, unforeseen],
    );
    // Forecast 500 + 200 for ana; won 1000 by ana and 250 by ben.
    assert_eq!(share(&figure), Some(0.56));
    assert_eq!(beside(&figure, "WAPE accuracy by owner"), Some(0.56));
    assert_eq!(beside(&figure, "bias"), Some(-0.44));
}

#[test]
fn forecast_accuracy_is_never_below_zero_and_none_when_nothing_was_won() {
    let policy = policy();
    let march = date(2026, 3, 10);
    let open = forecast_deal(&policy, "D-1", 9000, march, "proposal");
    let mut won = forecast_deal(&policy, "D-2", 100, march, "open");
    assert_eq!(
        measure(
            &quarter(&policy),
            KpiName::ForecastAccuracy,
            &[],
            std::slice::from_ref(&open)
        )
        .value,
        None
    );
    set(
        &policy,
        &mut won,
        "2026-03-01",
        STAGE,
        Value::Text("won".into()),
    );
    assert_eq!(
        share(&measure(
            &quarter(&policy),
            KpiName::ForecastAccuracy,
            &[],
            &[open, won]
        )),
        Some(0.0)
    );
}

#[test]
fn a_later_forecast_counts_what_is_already_won_in_full() {
    let policy = policy();
    let mut won = forecast_deal(&policy, "D-1", 1000, date(2026, 3, 10), "proposal");
    set(
        &policy,
        &mut won,
        "2026-01-10",
        STAGE,
        Value::Text("won".into()),
    );
    let scope = Scope {
        week: 4,
        ..quarter(&policy)
    };
    assert_eq!(
        share(&measure(&scope, KpiName::ForecastAccuracy, &[], &[won])),
        Some(1.0)
    );
}

#[test]
fn stage_inflation_is_zero_without_gates_and_shows_moves_and_calibration() {
    let policy = policy();
    let mut back = forecast_deal(&policy, "D-1", 100, date(2026, 7, 1), "proposal");
    set(
        &policy,
        &mut back,
        "2026-01-05",
        STAGE,
        Value::Text("open".into()),
    );
    let mut won = forecast_deal(&policy, "D-2", 100, date(2026, 1, 1), "proposal");
    set(
        &policy,
        &mut won,
        "2026-01-05",
        STAGE,
        Value::Text("won".into()),
    );
    let figure = measure(&scope(&policy), KpiName::StageInflation, &[], &[back, won]);
    assert_eq!(share(&figure), Some(0.0));
    assert_eq!(
        beside(&figure, "regression (backward / forward moves)"),
        Some(0.333_333_333)
    );
    // Open assumes 0.2 and proposal 0.5, and all of both was won.
    assert_eq!(
        beside(&figure, "calibration gap (assumed − realised)"),
        Some(-0.65)
    );
    assert_eq!(
        beside(&figure, "stale share of open value"),
        Some(1.0),
        "nothing was ever done on it"
    );
}
