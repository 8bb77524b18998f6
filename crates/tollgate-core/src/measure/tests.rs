//! Each figure on a handful of rows, counted by hand.

mod groups;
mod moves;
mod rates;
mod retention;
mod revenue;
mod times;

use crate::measure::sample::{at, handoff, policy, scope};
use crate::measure::{Figure, Measure, Quantity, Records, Scope};
use crate::policy::{KpiName, NextKind, Outcome, Then};
use crate::state::{Disposition, Handoff, HandoffState, Record, Situation};

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
    // Records are looked at with all handoffs known, and so is what else happened to them.
    let [mut merged, other] = halves;
    merged.merge(other);
    let mut rest = Measure::new(kpi);
    for handoff in handoffs {
        rest.observe_handoff(scope, handoff);
    }
    for handoff in handoffs {
        whole.observe_beside(handoff);
        merged.observe_beside(handoff);
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
    let is_shared = whole.records() != Records::None;
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
