//! The starter policy has nothing wrong with it, and passes its own tests.

#![allow(clippy::unwrap_used, reason = "a failure ends the test")]

use std::path::Path;

use jiff::civil::date;
use tollgate_core::ids::PointId;
use tollgate_core::policy::Policy;
use tollgate_policy::{Source, load, trial};

fn source() -> Source {
    Source::read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/standard"))
        .unwrap()
}

fn policy() -> Policy {
    let checked = load(&source(), date(2026, 3, 2));
    let problems: Vec<_> = checked
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    checked.policy.unwrap()
}

#[test]
fn it_governs_the_six_handoffs_of_the_matrix() {
    let policy = policy();
    let points: Vec<_> = policy.points.keys().map(PointId::as_str).collect();
    let expect = [
        "ae_to_opportunity",
        "closed_won_to_cs",
        "cs_to_renewal",
        "inquiry_to_lead",
        "mql_to_sdr",
        "sdr_to_ae",
    ];
    assert_eq!(points, expect);
}

#[test]
fn every_reason_has_a_next_action_and_every_route_a_catch_all() {
    for point in policy().points.values() {
        assert!(
            !point.dispositions.is_empty(),
            "{} has no dispositions",
            point.id
        );
        assert!(
            point.route.last().unwrap().when.is_none(),
            "{} has no catch-all",
            point.id
        );
        assert!(
            point.sponsor.is_some() && !point.failures.is_empty() && point.kpi.target.is_some(),
            "{}",
            point.id
        );
    }
}

#[test]
fn its_own_tests_pass_at_least_three_for_each_handoff() {
    let (source, policy) = (source(), policy());
    let (trials, problems) = trial::read(&source);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(trials.len() >= 18, "only {} tests", trials.len());
    let mut wrong = Vec::new();
    for trial in &trials {
        let failures = trial.run(&policy, &source).failures;
        wrong.extend(
            failures
                .iter()
                .map(|failure| format!("{}\n  {failure}", trial.name)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
