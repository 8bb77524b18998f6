//! Foul weather over the real writer, on a fixed set of seeds: whatever fails, every promise is kept.
//!
//! `cargo xtask sim` plays more of them, and longer ones.

use std::ops::ControlFlow;
use std::path::Path;

use tollgate_core::state::Situation;
use tollgate_service::ledger::Entry;
use tollgate_service::ports::{Entries, Read};
use tollgate_service::writer::Order;
use tollgate_sim::check::after_faults;
use tollgate_sim::faults::{Fault, Faults, Ours, Plan, Played, play};
use tollgate_sim::{Scenario, Year};
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, others, policy};

/// The policy for tests, and others that are published meanwhile.
fn testing() -> Vec<Ours> {
    let first = (policy(), TEXT.to_owned());
    [first].into_iter().chain(others()).collect()
}

fn starter() -> Vec<Ours> {
    let dir = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/standard"
    ));
    let checked = tollgate_policy::load_dir(dir, Scenario::default().from)
        .expect("the starter policy can be read");
    let mut policy = checked.policy.expect("the starter policy is a policy");
    policy.revision = 1;
    vec![(policy, "starter".to_owned())]
}

fn history(plan: Plan, ours: &[Ours]) -> Played<MemoryStore> {
    let mut history = History::new(plan.seed);
    let think = |rows: &Situation<'static>| Some(history.next(rows));
    let store = MemoryStore::new("acme");
    play(plan, ours, store, think).expect("memory answers")
}

fn company(plan: Plan, ours: &[Ours]) -> Played<MemoryStore> {
    let scenario = Scenario {
        seed: plan.seed,
        days: 60,
        faulty: 0.0,
        ..Scenario::default()
    };
    let mut year = Year::new(&ours[0].0, scenario);
    let think = |_: &Situation<'static>| -> Option<Order> { year.next() };
    let store = MemoryStore::new("acme");
    play(plan, ours, store, think).expect("memory answers")
}

/// Plays `seeds` and holds every promise against each; what went wrong in all of them.
fn check(seeds: std::ops::Range<u64>) -> Faults {
    let ours = testing();
    let mut faults = Faults::default();
    for seed in seeds {
        let plan = Plan {
            seed,
            orders: 120,
            in_order: false,
        };
        let played = history(plan, &ours);
        holds(&ours, seed, &played);
        faults.add(&played.faults);
    }
    faults
}

fn holds(ours: &[Ours], seed: u64, played: &Played<MemoryStore>) {
    let empty = MemoryStore::new("acme");
    let broken = after_faults(ours, "acme", played, empty);
    assert!(
        broken.is_empty(),
        "seed {seed}, {}: {broken:#?}",
        played.faults
    );
}

#[test]
fn every_promise_is_kept_whatever_fails() {
    let faults = check(1..9);
    // The weather is worth something: whatever can go wrong does.
    for fault in Fault::ALL {
        assert!(faults.count(fault) > 0, "{fault:?} never came: {faults}");
    }
}

#[test]
fn every_promise_is_kept_whatever_fails_next() {
    check(9..17);
}

#[test]
fn a_company_at_work_under_the_starter_policy_notices_nothing() {
    let ours = starter();
    for seed in [1, 2] {
        let plan = Plan {
            seed,
            orders: 250,
            in_order: true,
        };
        holds(&ours, seed, &company(plan, &ours));
    }
}

/// Publications are worth something: they find open handoffs.
#[test]
fn what_is_published_meanwhile_moves_open_handoffs() {
    let ours = testing();
    let mut moved = 0;
    for seed in 1..9 {
        let plan = Plan {
            seed,
            orders: 120,
            in_order: false,
        };
        let played = history(plan, &ours);
        let each = &mut |entry: Entry| {
            moved += u32::from(entry.tag == "handoff_migrated");
            ControlFlow::Continue(())
        };
        let read = played.store.ledger(&Entries::All, 0, each);
        read.expect("memory answers");
    }
    assert!(moved > 10, "{moved} handoffs were moved");
}

#[test]
fn the_same_seed_leaves_the_same_ledger() {
    let ours = testing();
    let played = |seed| {
        let plan = Plan {
            seed,
            orders: 100,
            in_order: false,
        };
        let played = history(plan, &ours);
        let head = played.store.head().expect("memory answers");
        (head.hash, played.faults, played.acknowledged)
    };
    assert_eq!(played(3), played(3));
    assert_ne!(played(3).0, played(4).0);
}
