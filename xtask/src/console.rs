//! Builds the web console, which the server then carries, and runs what its `package.json` has beside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Where the console is, from the root on.
const CONSOLE: &str = "console";
/// The scripts that drive a browser.
const BROWSING: [&str; 2] = ["e2e", "screenshots"];

/// Installs what the console is built with, as its lock file says, and runs a script of its `package.json`, `build` where
/// none is named. With `--or-skip` a machine without Node, or without a browser for what needs one, is no failure.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let (flags, words): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .map(String::as_str)
        .partition(|argument| argument.starts_with("--"));
    let script = words.first().copied().unwrap_or("build");
    match (tools_are_there(script), flags.contains(&"--or-skip")) {
        (Err(why), true) => {
            eprintln!("SKIPPED: `cargo xtask console {script}`: {why}");
            ExitCode::SUCCESS
        }
        (Err(why), false) => failed(&why),
        (Ok(()), _) => match install().and_then(|()| npm(&["run", script])) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => failed(&why),
        },
    }
}

fn failed(why: &str) -> ExitCode {
    eprintln!("console: {why}");
    ExitCode::FAILURE
}

fn tools_are_there(script: &str) -> Result<(), String> {
    node_is_there()?;
    match BROWSING.contains(&script) {
        true => browser_is_there(),
        false => Ok(()),
    }
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

/// The system's Chromium, installed where that can be done.
fn browser_is_there() -> Result<(), String> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let browser = named.unwrap_or_else(|| PathBuf::from("/usr/bin/chromium"));
    if !browser.exists() {
        eprintln!("Chromium is not there: installing Debian's");
        let installed = Command::new("apt-get")
            .args(["install", "--yes", "--quiet", "chromium"])
            .status();
        if !installed.is_ok_and(|status| status.success()) || !browser.exists() {
            return Err(
                "it needs Chromium: install it, and name it in CHROMIUM where it is not /usr/bin/chromium"
                    .to_owned(),
            );
        }
    }
    Ok(())
}

/// Installs as the lock file says, unless that was done since it changed.
fn install() -> Result<(), String> {
    let changed = |path: &str| {
        let about = fs::metadata(Path::new(CONSOLE).join(path));
        about.and_then(|about| about.modified()).ok()
    };
    match changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        true => Ok(()),
        false => npm(&["ci", "--no-audit", "--no-fund"]),
    }
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("npm")
        .args(arguments)
        .current_dir(CONSOLE)
        // The tests take the system's browser.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("npm {} ended with {status}", arguments.join(" "))),
        Err(fault) => Err(format!("npm: {fault}")),
    }
}
