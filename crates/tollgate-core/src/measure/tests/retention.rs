//! Figures of a year, and of renewals.

use super::{beside, measure, share, with};
use crate::measure::sample::{AMOUNT, RENEWAL, at, deal_record, policy, scope, set};
use crate::policy::{KpiName, Opens, STAGE};
use crate::value::Value;
use jiff::civil::date;

#[test]
fn retention_keeps_the_cohort_of_the_start() {
    let policy = policy();
    let customer = |id: &str, then: i64, today: Option<i64>| {
        let mut record = deal_record(&policy, id, "2024-01-01");
        set(
            &policy,
            &mut record,
            "2024-01-01",
            AMOUNT,
            Value::Money(then),
        );
        match today {
            Some(today) => set(
                &policy,
                &mut record,
                "2026-01-01",
                AMOUNT,
                Value::Money(today),
            ),
            None => set(
                &policy,
                &mut record,
                "2026-01-01",
                STAGE,
                Value::Text("lost".into()),
            ),
        }
        record
    };
    let new = {
        let mut record = deal_record(&policy, "D-9", "2026-02-01");
        set(
            &policy,
            &mut record,
            "2026-02-01",
            AMOUNT,
            Value::Money(9_900),
        );
        record
    };
    let records = [
        customer("D-1", 10_000, Some(15_000)),
        customer("D-2", 10_000, Some(8_000)),
        customer("D-3", 5_000, None),
        new,
    ];
    assert_eq!(
        share(&measure(
            &scope(&policy),
            KpiName::GrossRevenueRetention,
            &[],
            &records
        )),
        Some(0.72)
    );
    let net = measure(&scope(&policy), KpiName::NetRevenueRetention, &[], &records);
    assert_eq!(share(&net), Some(0.92));
    assert_eq!(beside(&net, "customers"), Some(3.0));
}

#[test]
fn a_renewal_is_late_unless_accepted_by_ninety_days_before() {
    let mut policy = policy();
    let point = policy.points.get_mut(&"sdr".into()).unwrap();
    point.opens = Opens::Before {
        date: RENEWAL,
        by: crate::time::Budget::Days(120),
        only: None,
    };
    let renewal = |id: &str, on| {
        let mut record = deal_record(&policy, id, "2025-01-01");
        set(&policy, &mut record, "2025-01-01", RENEWAL, Value::Date(on));
        record
    };
    let accepted = |number, on: &str| {
        with(number, "2026-01-01", |handoff| {
            handoff.accepted_at = Some(at(on))
        })
    };
    // T−90 of 1 August is 3 May.
    let august = date(2026, 8, 1);
    let mut renewed = renewal("D-5", date(2026, 4, 1));
    set(
        &policy,
        &mut renewed,
        "2026-04-01",
        RENEWAL,
        Value::Date(date(2027, 4, 1)),
    );
    let records = [
        renewal("D-1", august),
        renewal("D-2", august),
        renewal("D-3", august),
        renewal("D-4", date(2026, 12, 1)),
        renewed,
    ];
    let handoffs = [
        accepted(1, "2026-05-03"),
        accepted(2, "2026-05-04"),
        accepted(5, "2025-12-20"),
    ];
    let figure = measure(
        &scope(&policy),
        KpiName::LateRenewalRate,
        &handoffs,
        &records,
    );
    assert_eq!(
        share(&figure),
        Some(0.5),
        "D-1 and the renewed D-5 in time, D-2 a day late, D-3 never"
    );
    assert_eq!(
        figure.derivation.left_out,
        [("more than 90 days ahead".into(), 2)]
    );
}
