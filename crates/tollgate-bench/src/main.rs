//! Benchmarks: how fast Tollgate is beside what else does the same, measured in one run.
//!
//! `tollgate-bench [NAME] [--quick]` prints one JSON line per figure and fails where a goal does not hold. `tollgate-bench --years N
//! sqlite:FILE` writes a large database of made-up companies, to be looked at.

mod alarms;
mod at_rest;
mod bed;
mod bulk;
mod calendar;
mod conditions;
mod decide;
mod figure;
mod gate;
mod history;
mod import_memory;
mod ingest;
mod lists;
mod measure;
mod processes;
mod replay;
mod reports;
mod served;

use std::path::Path;
use std::process::ExitCode;

use figure::Figure;
use measure::Effort;

/// The allocator of the `tollgate` binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A named benchmark, and what it measures with how much effort.
type Bench = (&'static str, fn(Effort) -> Vec<Figure>);

const BENCHES: &[Bench] = &[
    ("calendar", calendar::run),
    ("conditions", conditions::run),
    ("decide", decide::run),
    ("replay", replay::run),
    ("ingest", ingest::run),
    ("gate", gate::run),
    ("alarms", alarms::run),
    ("at_rest", at_rest::run),
    ("lists", lists::run),
    ("reports", reports::run),
    ("processes", processes::run),
    ("import_memory", import_memory::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [import_memory::CHILD, folder] => {
            import_memory::child(Path::new(folder));
            return ExitCode::SUCCESS;
        }
        [served::CHILD, url, workspace] => {
            served::child(url, workspace);
            return ExitCode::SUCCESS;
        }
        [reports::WRITE, years, url] => {
            let years = years.parse().expect("a number of years");
            reports::write(&url.parse().expect("a location"), years);
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    match chosen(arguments.into_iter()) {
        Ok((benches, effort)) => report(&benches, effort),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// The benchmarks that the arguments ask for: all of them, or those named.
fn chosen(arguments: impl Iterator<Item = String>) -> Result<(Vec<Bench>, Effort), String> {
    let (mut named, mut effort) = (Vec::new(), Effort::Full);
    for argument in arguments {
        match BENCHES.iter().find(|(name, _)| *name == argument) {
            Some(bench) => named.push(*bench),
            None if argument == "--quick" => effort = Effort::Quick,
            None => {
                return Err(format!(
                    "there is no benchmark `{argument}`: choose from {}",
                    names()
                ));
            }
        }
    }
    Ok((
        if named.is_empty() {
            BENCHES.to_vec()
        } else {
            named
        },
        effort,
    ))
}

fn names() -> String {
    let names: Vec<String> = BENCHES
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    names.join(", ")
}

fn report(benches: &[Bench], effort: Effort) -> ExitCode {
    let mut all_hold = true;
    for (name, run) in benches {
        for figure in run(effort) {
            all_hold &= figure.holds;
            println!("{}", figure.to_json(name));
        }
    }
    if all_hold {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
