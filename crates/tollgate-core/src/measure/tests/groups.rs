//! Funnel, milestones, breakdowns, leakage and handovers.

use super::{disposed, with};
use crate::ids::RecordRef;
use crate::measure::sample::{
    DAY, MINUTE, OWNED_BY, at, clock, deal_record, policy, scope, set, stopped,
};
use crate::measure::{Breakdown, Funnel, Grouping, Handovers, Leakage, Milestones, Period, Scope};
use crate::policy::Outcome;
use crate::state::HandoffState;
use crate::value::Value;
use jiff::civil::date;

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
