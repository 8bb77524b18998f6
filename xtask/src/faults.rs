//! Runs every test of what may happen to Tollgate, and the simulator's.

use std::process::ExitCode;

use crate::cargo;

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
    let packages = PACKAGES.iter().flat_map(|name| ["--package", name]);
    let tests = TESTS.iter().flat_map(|name| ["--test", name]);
    let chosen = packages.chain(tests);
    let given = arguments.iter().map(String::as_str);
    cargo::run(std::iter::once("test").chain(chosen).chain(given))
}
