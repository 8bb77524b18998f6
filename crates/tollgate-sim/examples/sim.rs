//! Plays foul weather over the real writer, one seed after another: `cargo xtask sim`.
//!
//! Prints one line a seed, and where a promise is broken the seed, the promise, and the first entry that breaks it.

use std::error::Error;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;

use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_service::ports::Read;
use tollgate_sim::check::after_faults;
use tollgate_sim::faults::{Plan, play};
use tollgate_sim::{Scenario, Year};
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, others, policy};

const USAGE: &str = "usage: cargo xtask sim [--seed N] [--seeds A..B] [--orders N]";

/// What to play.
struct Asked {
    seeds: Range<u64>,
    orders: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(asked) = read(&arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let starter = match starter() {
        Ok(starter) => starter,
        Err(fault) => {
            eprintln!("the starter policy cannot be read: {fault}");
            return ExitCode::FAILURE;
        }
    };
    let mut broken = 0_u64;
    for seed in asked.seeds {
        match one(seed, asked.orders, &starter) {
            Ok(kept) => broken += u64::from(!kept),
            Err(fault) => {
                eprintln!("seed {seed}: {fault}");
                broken += 1;
            }
        }
    }
    if broken == 0 {
        return ExitCode::SUCCESS;
    }
    eprintln!("{broken} seeds broke a promise");
    ExitCode::FAILURE
}

fn read(arguments: &[String]) -> Option<Asked> {
    let mut asked = Asked {
        seeds: 1..101,
        orders: 300,
    };
    let (pairs, rest) = arguments.as_chunks::<2>();
    for [name, value] in pairs {
        match name.as_str() {
            "--seed" => {
                let seed = value.parse().ok()?;
                asked.seeds = seed..seed + 1;
            }
            "--seeds" => {
                let (from, to) = value.split_once("..")?;
                asked.seeds = from.parse().ok()?..to.parse().ok()?;
            }
            "--orders" => asked.orders = value.parse().ok()?,
            _ => return None,
        }
    }
    rest.is_empty().then_some(asked)
}

/// Plays one seed; true when every promise was kept.
///
/// Of four seeds three play a history at random under a policy with something of everything, and one a company at work
/// under the starter policy, whose orders are carried out as they were thought of.
fn one(seed: u64, orders: usize, starter: &Policy) -> Result<bool, Box<dyn Error>> {
    let in_order = seed.is_multiple_of(4);
    let plan = Plan {
        seed,
        orders,
        in_order,
    };
    let policies = if in_order {
        vec![(starter.clone(), "starter".to_owned())]
    } else {
        let first = (policy(), TEXT.to_owned());
        [first].into_iter().chain(others()).collect()
    };
    let scenario = Scenario {
        seed,
        faulty: 0.0,
        ..Scenario::default()
    };
    let (mut year, mut history) = (Year::new(starter, scenario), History::new(seed));
    let think = |rows: &Situation<'static>| {
        if in_order {
            year.next()
        } else {
            Some(history.next(rows))
        }
    };
    let played = play(plan, &policies, MemoryStore::new("sim"), think)?;
    let head = played.store.head()?;
    println!(
        "seed {seed}: {}, {} orders, {} entries, {} faults ({}), {}",
        if in_order { "company" } else { "history" },
        played.sent.len(),
        head.sequence,
        played.faults.total(),
        played.faults,
        head.hash
    );
    let empty = MemoryStore::new("sim");
    let broken = after_faults(&policies, "sim", &played, empty);
    for broken in &broken {
        eprintln!("seed {seed}: {broken}");
    }
    Ok(broken.is_empty())
}

fn starter() -> Result<Policy, Box<dyn Error>> {
    let dir = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/standard"
    ));
    let checked = tollgate_policy::load_dir(dir, Scenario::default().from)?;
    let mut policy = checked.policy.ok_or("it has problems: `tollgate check`")?;
    // The writer's first publication gives the policy this number.
    policy.revision = 1;
    Ok(policy)
}
