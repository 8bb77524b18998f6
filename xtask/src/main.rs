//! Development commands: `cargo xtask tidy`, `cargo xtask bench [NAME] [--quick]`, `cargo xtask sim [--seed N]`,
//! `cargo xtask schemathesis`, `cargo xtask faults [NAME]`, `cargo xtask console`.

mod bench;
mod cargo;
mod console;
mod faults;
mod schemathesis;
mod sim;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tidy                     hold the shape of the house: dependencies, purity, file sizes
cargo xtask bench [NAME] [--quick]   run the benchmarks, one JSON line a figure
cargo xtask sim [--seed N] [--seeds A..B] [--orders N]
                                     play foul weather over the real writer and hold every promise
                                     against what it leaves, one line a seed; seeds 1..101 with 300
                                     orders each where nothing is said
cargo xtask schemathesis [--or-skip] hold the real service against the description that it serves, for two
                                     minutes; installs schemathesis under target/, which needs python3
cargo xtask console [SCRIPT] [--or-skip]
                                     build the web console, which the binary then carries; or run another
                                     script of console/package.json: check, test, e2e, screenshots
cargo xtask faults [NAME]            what may happen to the real processes and their databases: killed,
                                     cut off, out of room, out of time; those tests with NAME in theirs";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .split_first()
        .map(|(command, rest)| (command.as_str(), rest))
    {
        Some(("tidy", [])) => tidy::run(),
        Some(("bench", rest)) => bench::run(rest),
        Some(("schemathesis", rest)) => schemathesis::run(rest),
        Some(("console", rest)) => console::run(rest),
        Some(("sim", rest)) => sim::run(rest),
        Some(("faults", rest)) => faults::run(rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::FAILURE
        }
    }
}
