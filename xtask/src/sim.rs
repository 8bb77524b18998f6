//! Runs the simulator, optimised, in a process of its own.

use std::process::ExitCode;

use crate::cargo;

/// Passes `arguments` on to the simulator: `--seed N`, `--seeds A..B`, `--orders N`.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let run = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "tollgate-sim",
        "--example",
        "sim",
        "--",
    ];
    cargo::run(run.into_iter().chain(arguments.iter().map(String::as_str)))
}
