//! Runs the benchmarks, optimised, in a process of their own.

use std::process::ExitCode;

use crate::cargo;

/// Passes `arguments` on to the benchmark binary: a name, `--quick`, or nothing for all of them.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let run = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "tollgate-bench",
        "--",
    ];
    cargo::run(run.into_iter().chain(arguments.iter().map(String::as_str)))
}
