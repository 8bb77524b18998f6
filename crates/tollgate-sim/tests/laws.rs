//! Years of a made-up company, in fair weather and foul, under the starter policy: every law holds at every step.

use std::path::Path;

use tollgate_core::policy::Policy;
use tollgate_sim::Scenario;
use tollgate_sim::check::broken_laws;

fn starter() -> Policy {
    let dir = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/standard"
    ));
    let checked = tollgate_policy::load_dir(dir, Scenario::default().from)
        .expect("the starter policy can be read");
    checked
        .policy
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn check(policy: &Policy, scenario: Scenario) {
    let broken = broken_laws(policy, scenario.clone());
    assert!(broken.is_empty(), "{scenario:?}\n{}", broken.join("\n"));
}

fn quarter(seed: u64) -> Scenario {
    Scenario {
        seed,
        days: 100,
        inquiries: 3_000,
        customers: 60,
        leaves_on_day: 40,
        ..Scenario::default()
    }
}

#[test]
fn laws_hold_in_an_ordinary_quarter() {
    let policy = starter();
    for seed in 1..=2 {
        check(&policy, quarter(seed));
    }
}

#[test]
fn laws_hold_when_news_comes_late_and_twice() {
    check(
        &starter(),
        Scenario {
            faulty: 0.3,
            ..quarter(3)
        },
    );
}

#[test]
fn laws_hold_when_everybody_overlooks_and_forgets() {
    check(
        &starter(),
        Scenario {
            overlooked: 0.5,
            careless: 0.6,
            inflated: 0.8,
            ..quarter(4)
        },
    );
}

#[test]
fn laws_hold_when_nobody_has_room() {
    let mut policy = starter();
    for queue in policy.queues.values_mut() {
        queue.capacity = Some(3);
    }
    check(&policy, quarter(5));
}
