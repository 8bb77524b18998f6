//! Each figure on a handful of rows, counted by hand.

use super::sample::{
    AMOUNT, CLOSE, COUNTRY, DAY, EMAIL, MINUTE, OWNED_BY, RENEWAL, at, clock, deal_record, handoff,
    policy, scope, set, stopped,
};
use super::{
    Breakdown, Dispositions, Figure, Funnel, Grouping, Handovers, Leakage, Measure, Milestones,
    Period, Quantity, Scope,
};
use crate::ids::RecordRef;
use crate::policy::{KpiName, KpiTarget, NextKind, Opens, Outcome, Policy, STAGE, Then};
use crate::state::{Disposition, Handoff, HandoffState, Record, Situation};
use crate::value::Value;
use jiff::civil::date;

/// The figure made from `handoffs`, then `records`; measuring in two halves and merging gives the same.
fn measure(scope: &Scope<'_>, kpi: KpiName, handoffs: &[Handoff], records: &[Record]) -> Figure {
    let rows = |records: &[Record]| {
        let mut rows = Situation::default();
        for record in records {
            rows.put_record(record.clone(), scope.kind);
        }
        rows
    };
    let all = rows(records);
    let mut whole = Measure::new(kpi);
    let mut halves = [Measure::new(kpi), Measure::new(kpi)];
    for (place, handoff) in handoffs.iter().enumerate() {
        whole.observe_handoff(scope, handoff);
        halves[place % 2].observe_handoff(scope, handoff);
    }
    // Records are looked at with all handoffs known.
    let [mut merged, other] = halves;
    merged.merge(other);
    let mut rest = Measure::new(kpi);
    for handoff in handoffs {
        rest.observe_handoff(scope, handoff);
    }
    for (place, record) in records.iter().enumerate() {
        whole.observe_record(scope, &all, record);
        if place % 2 == 0 {
            &mut merged
        } else {
            &mut rest
        }
        .observe_record(scope, &all, record);
    }
    let is_shared = whole.needs_records();
    let figure = whole.finish(scope, 50);
    if is_shared {
        merged.merge(rest);
    }
    assert_eq!(
        merged.finish(scope, 50),
        figure,
        "two halves make the whole"
    );
    figure
}

fn share(figure: &Figure) -> Option<f64> {
    figure
        .value
        .map(Quantity::as_number)
        .map(|share| (share * 1e9).round() / 1e9)
}

fn beside(figure: &Figure, name: &str) -> Option<f64> {
    let found = figure
        .derivation
        .beside
        .iter()
        .find(|(other, _)| other == name);
    let (_, value) = found.unwrap_or_else(|| panic!("`{name}` is not beside the figure"));
    value
        .map(Quantity::as_number)
        .map(|number| (number * 1e9).round() / 1e9)
}

fn with(number: u128, offered: &str, change: impl FnOnce(&mut Handoff)) -> Handoff {
    let mut handoff = handoff(number, offered);
    change(&mut handoff);
    handoff
}

#[test]
fn an_empty_cohort_has_no_figure_at_all() {
    let policy = policy();
    for kpi in KpiName::ALL {
        let figure = measure(&scope(&policy), *kpi, &[], &[]);
        assert_eq!(figure.value, None, "{}", kpi.as_str());
        for (name, value) in figure.derivation.beside {
            assert!(
                !value.is_some_and(|value| value.as_number().is_nan()),
                "{} {name}",
                kpi.as_str()
            );
        }
    }
}

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
    assert_eq!(beside(&figure, "p50 wall time"), Some(10.0 * MINUTE as f64));
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
        beside(&figure, "p50 wall time"),
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

fn disposed(number: u128, outcome: Outcome, reason: &str, standard: bool) -> Handoff {
    with(number, "2026-03-02T09:00", |handoff| {
        handoff.state = match outcome {
            Outcome::Returned => HandoffState::Returned,
            Outcome::Rejected => HandoffState::Rejected,
            Outcome::Recycled => HandoffState::Recycled,
        };
        handoff.decided_at = Some(at("2026-03-02T10:00"));
        handoff.disposition = Some(Disposition {
            outcome,
            reason: reason.into(),
            standard,
            next: NextKind::Close,
            then: Then::Nothing,
            owner: None,
            until: None,
            note: None,
        });
    })
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
            &[open.clone()]
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

#[test]
fn the_funnel_counts_the_cohort_and_what_is_open_now() {
    let policy = policy();
    let march = Period::of_days(
        date(2026, 3, 1),
        date(2026, 3, 31),
        &jiff::tz::TimeZone::UTC,
    )
    .unwrap();
    let scope = Scope {
        cohort: march,
        ..scope(&policy)
    };
    let open = |number, minutes| {
        with(number, "2026-05-31T12:00", |handoff| {
            handoff.clocks = vec![clock("accept", "2026-06-01T11:00", minutes)];
        })
    };
    let rows = [
        with(1, "2026-03-02", |handoff| {
            handoff.state = HandoffState::Completed
        }),
        disposed(2, Outcome::Recycled, "later", true),
        open(3, 30),
        open(4, 80),
        open(5, 81),
    ];
    let mut funnel = Funnel::default();
    rows.iter().for_each(|row| funnel.observe(&scope, row));
    assert_eq!(
        (funnel.offered, funnel.completed, funnel.recycled),
        (2, 1, 1)
    );
    assert_eq!(
        (funnel.open, funnel.at_risk, funnel.breached),
        (3, 1, 1),
        "three quarters of 80 minutes have passed"
    );
}

#[test]
fn milestones_add_up_where_the_time_went() {
    let policy = policy();
    let mut first = stopped(clock("accept", "2026-03-02", 60), 30, None);
    first
        .segments
        .add(crate::state::Segment::Queue, 20 * MINUTE);
    first
        .segments
        .add(crate::state::Segment::Working, 10 * MINUTE);
    let mut second = clock("first_touch", "2026-03-02", 60);
    second
        .segments
        .add(crate::state::Segment::Working, 5 * MINUTE);
    let mut milestones = Milestones::default();
    milestones.observe(
        &scope(&policy),
        &with(1, "2026-03-02", |handoff| {
            handoff.clocks = vec![first, second]
        }),
    );
    let found = milestones.finish(&scope(&policy));
    let names: Vec<_> = found.iter().map(|one| one.milestone.as_str()).collect();
    assert_eq!(
        names,
        ["first_touch", "accept"],
        "in the order of the policy"
    );
    assert_eq!(found[1].segments.queue, 20 * MINUTE);
    assert_eq!(found[1].segments.total(), 30 * MINUTE);
    assert_eq!(found[0].times.not_yet, 1);
}

#[test]
fn a_breakdown_groups_by_owner_field_and_iso_week() {
    let policy = policy();
    let row = |number, offered: &str, owner: Option<&str>| {
        with(number, offered, |handoff| {
            handoff.owner = owner.map(Into::into);
            handoff.dimensions = vec![("source".into(), "web".into())];
        })
    };
    let mut breakdown = Breakdown::default();
    // 2025-12-29 is in the first week of 2026.
    for row in [
        row(1, "2025-12-29", Some("ana")),
        row(2, "2026-01-05", Some("ana")),
        row(3, "2026-01-05", None),
    ] {
        breakdown.observe(&scope(&policy), &row);
    }
    let groups = breakdown.finish();
    let shown = |grouping: &Grouping| -> Vec<_> {
        groups[grouping]
            .iter()
            .map(|group| (group.value.as_deref(), group.funnel.offered))
            .collect()
    };
    assert_eq!(shown(&Grouping::Owner), [(Some("ana"), 2), (None, 1)]);
    assert_eq!(
        shown(&Grouping::Week),
        [(Some("2026-W01"), 1), (Some("2026-W02"), 2)]
    );
    assert_eq!(shown(&Grouping::Field("source".into())), [(Some("web"), 3)]);
}

#[test]
fn leakage_compares_the_cohort_within_its_promises_with_the_breached_one() {
    let policy = policy();
    let row = |number, minutes, completed| {
        with(number, "2026-03-02", |handoff| {
            handoff.clocks = vec![stopped(clock("accept", "2026-03-02", 10), minutes, None)];
            handoff.state = if completed {
                HandoffState::Completed
            } else {
                HandoffState::Rejected
            };
        })
    };
    let mut leakage = Leakage::default();
    assert_eq!(leakage.handoffs_lost(), None);
    for row in [
        row(1, 5, true),
        row(2, 5, true),
        row(3, 20, true),
        row(4, 20, false),
    ] {
        leakage.observe(&scope(&policy), &row);
    }
    assert_eq!(leakage.handoffs_lost(), Some(1.0));
}

#[test]
fn handovers_are_counted_between_owners_who_followed_one_another() {
    let policy = policy();
    let kind = &policy.kinds[&"deal".into()];
    let owned = |id: &str, journey: &str, created: &str, owners: &[(&str, &str)]| {
        let mut record = deal_record(&policy, id, created);
        record.journey = RecordRef::new("deal", journey);
        for (when, owner) in owners {
            set(
                &policy,
                &mut record,
                when,
                OWNED_BY,
                Value::Text((*owner).into()),
            );
        }
        record
    };
    let mut handovers = Handovers::default();
    // Ana hands D-1 to ben by a handoff; the CRM says so a day later; the deal goes on as D-2 with cho.
    handovers.observe_handoff(&with(1, "2026-03-02", |handoff| {
        handoff.sender = Some("ana".into());
        handoff.owner = Some("ben".into());
        handoff.accepted_at = Some(at("2026-03-02").plus(DAY));
    }));
    // Dan sends a lead that he then works himself.
    handovers.observe_handoff(&with(9, "2026-03-02", |handoff| {
        handoff.sender = Some("dan".into());
        handoff.owner = Some("dan".into());
        handoff.state = HandoffState::Completed;
    }));
    handovers.observe_record(
        kind,
        &owned(
            "D-1",
            "D-1",
            "2026-03-01",
            &[("2026-03-01", "ana"), ("2026-03-04", "ben")],
        ),
    );
    handovers.observe_record(
        kind,
        &owned("D-2", "D-1", "2026-03-05", &[("2026-03-05", "cho")]),
    );
    handovers.observe_record(
        kind,
        &owned("D-9", "D-9", "2026-03-01", &[("2026-03-01", "ana")]),
    );
    let matrix = handovers.finish();
    let pairs: Vec<_> = matrix
        .pairs
        .iter()
        .map(|((from, to), count)| (from.as_str(), to.as_str(), *count))
        .collect();
    assert_eq!(
        pairs,
        [("ana", "ben", 1), ("ben", "cho", 1), ("dan", "dan", 1)]
    );
    assert_eq!((matrix.journeys, matrix.mean()), (2, Some(1.0)));
    assert_eq!(Handovers::default().finish().mean(), None);
}
