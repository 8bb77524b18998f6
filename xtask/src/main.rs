//! Development commands: `cargo xtask tidy`, `cargo xtask bench [NAME] [--quick]`.

mod bench;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tidy                     hold the shape of the house: dependencies, purity, file sizes
cargo xtask bench [NAME] [--quick]   run the benchmarks, one JSON line a figure";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .split_first()
        .map(|(command, rest)| (command.as_str(), rest))
    {
        Some(("tidy", [])) => tidy::run(),
        Some(("bench", rest)) => bench::run(rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::FAILURE
        }
    }
}
