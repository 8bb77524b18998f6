//! Services that are killed at moments by chance, under load: what they acknowledged is in the ledger, nothing is there
//! twice, every alarm fired once, and the chain holds.
//!
//! The moments come from a seed, but where a kill lands depends on the machine; `TOLLGATE_TEST_KILLS` and
//! `TOLLGATE_TEST_SEED` say otherwise.

use std::time::{Duration, Instant};

use tollgate_testkit::seed::Seed;

use crate::clients::{Door, Load, under_load};
use crate::ledger::Ledger;
use crate::process::{Served, Workspace};
use crate::waiting::until;

/// Once in so many times a service is killed before it listens.
const TOO_EARLY: usize = 8;
/// A start takes longer than so many microseconds, of which a part passes before a kill that comes too early.
const START: usize = 100_000;

/// How much is killed, and how often.
struct Plan {
    processes: usize,
    kills: u64,
    /// Those who send at once.
    clients: usize,
    /// Fewer requests than this are begun between a start and a kill.
    requests: usize,
}

/// One process, again and again.
const ONE: Plan = Plan {
    processes: 1,
    kills: 100,
    clients: 4,
    requests: 60,
};

/// One of several every second or so, while the others go on.
const ONE_OF_THREE: Plan = Plan {
    processes: 3,
    kills: 20,
    clients: 9,
    requests: 200,
};

fn setting(name: &str, usual: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(usual)
}

/// Waits for a moment less than `micros` microseconds ahead.
fn moment(seed: &mut Seed, micros: usize) {
    let moment = Duration::from_micros(seed.below(micros) as u64);
    let begun = Instant::now();
    while begun.elapsed() < moment {
        std::thread::yield_now();
    }
}

/// Kills `served` somewhere among the next requests; another one takes its place.
fn kill(workspace: &Workspace, served: &mut Served, load: &Load, plan: &Plan, seed: &mut Seed) {
    let enough = load.attempts() + seed.below(plan.requests);
    until("requests are begun", || {
        (load.attempts() >= enough).then_some(())
    });
    moment(seed, 3_000);
    served.kill();
    while seed.once_in(TOO_EARLY) {
        let starting = workspace.start();
        moment(seed, START);
        drop(starting);
    }
    *served = workspace.serve();
}

fn kill_under_load(workspace: &Workspace, plan: &Plan) {
    let kills = setting("TOLLGATE_TEST_KILLS", plan.kills);
    let first = setting("TOLLGATE_TEST_SEED", 1);
    println!("TOLLGATE_TEST_SEED={first} TOLLGATE_TEST_KILLS={kills}");
    let mut seed = Seed::new(first);
    let mut served: Vec<Served> = (0..plan.processes).map(|_| workspace.serve()).collect();
    let doors: Vec<Door> = served.iter().map(Door::of).collect();
    let acknowledged = under_load(&doors, plan.clients, |load| {
        for _ in 0..kills {
            let place = seed.below(plan.processes);
            kill(workspace, &mut served[place], load, plan, &mut seed);
            doors[place].leads_to(&served[place]);
        }
        println!("{} were answered by another than did them", load.repeated());
    });
    let ledger = Ledger::once_all_fired(&served[0]);
    println!(
        "{} acknowledged, {} entries",
        acknowledged.len(),
        ledger.len()
    );
    ledger.holds(&acknowledged);
    workspace.verify();
}

#[test]
fn a_service_on_sqlite_that_is_killed_loses_nothing_that_it_acknowledged() {
    kill_under_load(&Workspace::sqlite(), &ONE);
}

#[test]
fn a_service_on_postgres_that_is_killed_loses_nothing_that_it_acknowledged() {
    kill_under_load(&Workspace::postgres(), &ONE);
}

#[test]
fn one_of_three_on_postgres_is_killed_and_the_others_go_on() {
    kill_under_load(&Workspace::postgres(), &ONE_OF_THREE);
}
