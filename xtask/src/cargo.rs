//! Runs cargo and comes to the same end.

use std::process::{Command, ExitCode};

/// Runs cargo with `arguments`; succeeds where it does.
pub(crate) fn run<'a>(arguments: impl IntoIterator<Item = &'a str>) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    match Command::new(cargo).args(arguments).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}
