//! Builds the web console, which the server then carries.

use std::path::Path;
use std::process::{Command, ExitCode};

/// Where the console is, from the root on.
const CONSOLE: &str = "console";

/// Installs what the console is built with, as its lock file says, and runs `script` of its `package.json`. With
/// `--or-skip` a machine without Node is no failure.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let may_skip = arguments.iter().any(|argument| argument == "--or-skip");
    match node_is_there() {
        Ok(()) => {}
        Err(why) if may_skip => {
            eprintln!("SKIPPED: the console was not built: {why}");
            return ExitCode::SUCCESS;
        }
        Err(why) => return failed(&why),
    }
    let script = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"));
    let script = script.map_or("build", String::as_str);
    match npm(&["ci", "--no-audit", "--no-fund"]).and_then(|()| npm(&["run", script])) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => failed(&why),
    }
}

fn failed(why: &str) -> ExitCode {
    eprintln!("console: {why}");
    ExitCode::FAILURE
}

/// Node is asked for its version, which has to be 20.19 or later.
fn node_is_there() -> Result<(), String> {
    let help = "it needs Node 20.19 or later with npm: see https://nodejs.org";
    let asked = Command::new("node").arg("--version").output();
    let answer = asked.map_err(|fault| format!("node: {fault}; {help}"))?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let mut numbers = text.trim().trim_start_matches('v').split('.');
    let mut next = || numbers.next().and_then(|number| number.parse().ok());
    let version: (u32, u32) = (next().unwrap_or(0), next().unwrap_or(0));
    match version >= (20, 19) {
        true => Ok(()),
        false => Err(format!("this is Node {}; {help}", text.trim())),
    }
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("npm")
        .args(arguments)
        .current_dir(Path::new(CONSOLE))
        // The tests take the system's browser.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("npm {} ended with {status}", arguments.join(" "))),
        Err(fault) => Err(format!("npm: {fault}")),
    }
}
