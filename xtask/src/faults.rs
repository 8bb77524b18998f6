//! Runs every test of what may happen to Tollgate, and the simulator's.

use std::process::{Command, ExitCode};

/// The packages that have such tests, and the tests.
const PACKAGES: [&str; 5] = [
    "tollgate-cli",
    "tollgate-store",
    "tollgate-service",
    "tollgate-connectors",
    "tollgate-sim",
];
const TESTS: [&str; 11] = [
    "served",
    "killed",
    "killed_under_load",
    "lost",
    "failover",
    "pgbouncer",
    "clock_jumps",
    "outbox",
    "dispatch",
    "http",
    "faults",
];

/// Passes `arguments` on to the tests: a part of a name, or nothing for all of them.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let packages = PACKAGES.iter().flat_map(|name| ["--package", name]);
    let tests = TESTS.iter().flat_map(|name| ["--test", name]);
    let status = Command::new(cargo)
        .arg("test")
        .args(packages)
        .args(tests)
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}
