//! Shares of a cohort.

use super::{beside, disposed, measure, share, with};
use crate::measure::sample::{
    COUNTRY, EMAIL, at, clock, deal_record, handoff, policy, scope, set, stopped,
};
use crate::measure::{Dispositions, Period, Scope};
use crate::policy::{KpiName, Outcome, STAGE};
use crate::state::HandoffState;
use crate::value::Value;
use jiff::civil::date;

#[test]
fn sla_attainment_leaves_out_what_is_open_and_not_due_and_what_ended_first() {
    let policy = policy();
    let offered = "2026-06-01T11:30";
    let row = |number, made: crate::state::Clock| {
        with(number, offered, |handoff| handoff.clocks = vec![made])
    };
    let cancelled = |mut made: crate::state::Clock, breached| {
        made.cancelled = true;
        made.breached_at = if breached { made.due_at } else { None };
        made
    };
    let unpromised = crate::state::Clock {
        target: None,
        due_at: None,
        ..clock("accept", offered, 1)
    };
    let paused = crate::state::Clock {
        paused: vec![(at(offered), None)],
        ..clock("accept", offered, 1)
    };
    let rows = [
        row(1, stopped(clock("accept", offered, 10), 10, None)),
        row(2, stopped(clock("accept", offered, 10), 11, None)),
        row(3, clock("accept", offered, 10)),
        row(4, clock("accept", offered, 60)),
        row(5, cancelled(clock("accept", offered, 10), false)),
        row(6, cancelled(clock("accept", offered, 10), true)),
        row(7, unpromised),
        row(8, paused),
    ];
    let figure = measure(&scope(&policy), KpiName::SlaAttainment, &rows, &[]);
    assert_eq!(
        share(&figure),
        Some(0.25),
        "one met; one late, one overdue, one broken before it ended"
    );
    assert_eq!(
        figure.derivation.left_out,
        [
            ("ended before it was due".into(), 1),
            ("open and not yet due".into(), 2)
        ]
    );
}

#[test]
fn acceptance_return_and_rejection_are_shares_of_what_was_offered_in_the_period() {
    let policy = policy();
    let march =
        Period::of_days(date(2026, 3, 1), date(2026, 3, 31), scope(&policy).zone()).unwrap();
    let scope = Scope {
        cohort: march,
        ..scope(&policy)
    };
    let accepted = with(1, "2026-03-31T23:59", |handoff| {
        handoff.accepted_at = handoff.offered_at
    });
    let returned_once = with(2, "2026-03-01", |handoff| {
        handoff.returns = 1;
        handoff.accepted_at = handoff.offered_at;
    });
    let rows = [
        accepted,
        returned_once,
        disposed(3, Outcome::Rejected, "duplicate", true),
        disposed(4, Outcome::Rejected, "because", false),
        handoff(5, "2026-04-01"),
        with(6, "2026-03-05", |handoff| handoff.offered_at = None),
    ];
    let rate = |kpi| measure(&scope, kpi, &rows, &[]);
    assert_eq!(share(&rate(KpiName::AcceptanceRate)), Some(0.5));
    assert_eq!(share(&rate(KpiName::ReturnRate)), Some(0.25));
    let rejected = rate(KpiName::RejectionRate);
    assert_eq!(share(&rejected), Some(0.5));
    assert_eq!(beside(&rejected, "duplicate"), Some(0.25));
    assert_eq!(beside(&rejected, "without a standard reason"), Some(0.25));

    let mut dispositions = Dispositions::default();
    rows.iter().for_each(|row| dispositions.observe(row));
    assert_eq!(dispositions.share_without_standard_reason(), Some(0.5));
    assert_eq!(
        Dispositions::default().share_without_standard_reason(),
        None
    );
}

#[test]
fn conversion_waits_until_a_handoff_is_decided_or_due() {
    let policy = policy();
    let completed = with(1, "2026-05-01", |handoff| {
        handoff.state = HandoffState::Completed
    });
    let not_due = with(2, "2026-06-01T11:30", |handoff| {
        handoff.clocks = vec![clock("accept", "2026-06-01T11:30", 60)];
    });
    let due = with(3, "2026-05-01", |handoff| {
        handoff.clocks = vec![clock("accept", "2026-05-01", 60)]
    });
    let unpromised = handoff(4, "2026-06-01T11:59");
    let figure = measure(
        &scope(&policy),
        KpiName::ConversionRate,
        &[completed, not_due, due, unpromised],
        &[],
    );
    assert_eq!(share(&figure), Some(0.333_333_333));
    assert_eq!(
        figure.derivation.left_out,
        [("neither decided nor due".into(), 1)]
    );
}

#[test]
fn a_valid_lead_is_reachable_routable_alone_and_not_suppressed() {
    let policy = policy();
    let lead = |number: u32, email: &str, country: &str, created: &str| {
        let mut record = deal_record(&policy, &format!("D-{number}"), created);
        set(&policy, &mut record, created, EMAIL, Value::text(email));
        set(&policy, &mut record, created, COUNTRY, Value::text(country));
        record
    };
    let mut suppressed = lead(5, "e@acme.example", "US", "2026-01-01");
    suppressed.suppressed = true;
    let mut closed = lead(7, "f@acme.example", "US", "2026-01-01");
    set(
        &policy,
        &mut closed,
        "2026-01-02",
        STAGE,
        Value::Text("lost".into()),
    );
    let records = [
        lead(1, "a@acme.example", "US", "2026-01-01"),
        lead(2, "A@acme.example", "US", "2026-01-02"),
        lead(3, "not an address", "US", "2026-01-01"),
        lead(4, "d@acme.example", "", "2026-01-01"),
        suppressed,
        lead(6, "f@acme.example", "US", "2026-02-01"),
        closed,
    ];
    let mut handoffs: Vec<_> = (1..=6)
        .map(|number| handoff(number, "2026-03-02"))
        .collect();
    handoffs[1].offered_at = None;
    handoffs.push(with(7, "2026-03-02", |handoff| {
        handoff.state = HandoffState::Held
    }));
    let figure = measure(&scope(&policy), KpiName::ValidLeadRate, &handoffs, &records);
    assert_eq!(
        share(&figure),
        Some(0.333_333_333),
        "D-1 and D-6, whose twin was lost before it came"
    );
    for class in [
        "duplicate",
        "no usable e-mail or phone",
        "routing field missing",
        "suppressed",
    ] {
        assert_eq!(beside(&figure, class), Some(0.166_666_667), "{class}");
    }
    assert_eq!(figure.derivation.left_out, [("still held".into(), 1)]);
}
