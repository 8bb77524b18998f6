//! The worked example of the policy language, as it is written in the guide, and the same policy made whole.

use std::path::Path;

use tollgate_core::policy::Policy;
use tollgate_policy::{Checked, Source, load};

fn loaded(name: &str) -> Checked {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let source = Source::read_dir(&fixtures.join(name)).expect("the fixture is there");
    load(&source, jiff::civil::date(2026, 11, 23))
}

fn acme() -> Policy {
    let checked = loaded("acme");
    let told: Vec<String> = checked
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, Vec::<String>::new());
    checked.policy.expect("nothing is wrong with it")
}

#[test]
fn the_example_reads_as_written_and_lacks_only_what_it_leaves_out() {
    let checked = loaded("example.yaml");
    let told: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|told| format!("{} {}", told.code, told.text))
        .collect();
    let expect = [
        "unknown-kind account",
        "unknown-kind opportunity",
        "unknown-file us_federal.ics",
        "unknown-queue inbound_global",
        "condition \"served_countries\"",
        "unknown-field pain",
        "condition account",
        "condition account",
        "condition \"americas\"",
        "unknown-queue inbound_global",
        "condition do_not_contact_before",
        "unknown-kind opportunity",
        "unknown-kind customer",
        "unknown-kind customer",
    ];
    assert_eq!(told, expect);
}

#[test]
fn the_example_made_whole_has_nothing_wrong_with_it() {
    let policy = acme();
    assert_eq!(policy.points.len(), 2);
    assert_eq!(policy.workspace.fiscal_year_starts, 2);
}

/// The part of the policy that `text` stands for, as Rust prints it.
#[track_caller]
fn check(part: impl std::fmt::Debug, text: &str) {
    assert_eq!(format!("{part:?}"), text);
}

#[test]
fn every_construct_becomes_what_it_says() {
    let policy = acme();
    let point = &policy.points[&"mql_to_sdr".into()];
    check(
        &point.opens,
        "When(Condition(\"lead.stage == \\\"mql\\\"\"))",
    );
    check(
        &point.criteria[0].unmet,
        "Hold { wait: Time(600000000), then: Return }",
    );
    check(
        &point.criteria[1].unmet,
        "Dispose(Recycled, ReasonCode(\"not_icp\"))",
    );
    check(
        &point.route[0].to,
        "Owner { owner: Condition(\"account.owner\"), unless: [Away] }",
    );
    check(&point.route[2].to, "Queue(QueueId(\"inbound_global\"))");
    check(
        &point.sla[0].stops,
        "Touch(TouchTypes { types: [ActivityType(\"call\"), ActivityType(\"email\"), ActivityType(\"meeting_held\")], by: Owner })",
    );
    check(
        &point.sla[0].pauses,
        "Some(Condition(\"lead.do_not_contact_before > now\"))",
    );
    check(&point.sla[2].stops, "NextStepSet");
    check(
        &point.withdraws,
        "Some(Condition(\"lead.stage in [\\\"inquiry\\\", \\\"disqualified\\\"]\"))",
    );
    check(
        &point.kpi.target,
        "Some(KpiTarget { text: \"p50 <= 10m\", percentile: 50, at_most: true, bound: 600000000.0 })",
    );
    check(
        &policy.queues[&"inbound_amer".into()].overflow,
        "Some((Time(1800000000), QueueId(\"inbound_global\")))",
    );
    check(
        policy.escalations[&"speed_to_lead".into()].rungs[3].repeat,
        "Some((Time(3600000000), 3))",
    );
    check(
        &policy.playbooks[&"onboarding".into()].starts,
        "Handoff(PointId(\"closed_won_to_cs\"), Accepted)",
    );
    check(
        &policy.playbooks[&"onboarding".into()].tasks[2].assign,
        "Queue(QueueId(\"implementation\"))",
    );
    check(
        &policy.gates[&"opportunity_stages".into()].waivers,
        "Some(WaiverRule { by: [Manager], lasts: Days(7) })",
    );
    check(policy.lists[&"served_countries".into()].len(), "5");
    check(policy.calendars[&"sdr_hours".into()].holidays.len(), "3");
}

#[test]
fn a_norwegian_lead_is_served() {
    let policy = acme();
    let norway = tollgate_core::value::Value::text("NO");
    assert!(policy.lists[&"served_countries".into()].contains(&norway));
}
