//! The timers of graphile-worker and pg-boss, which run on Node.

use std::path::Path;
use std::process::Command;

/// Timers fired a second by each on the database at `url`; none where there is no Node, which is said.
pub(super) fn fired(url: &str, timers: usize) -> Vec<(&'static str, f64)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let installed = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(&folder)
        .status();
    if !installed.is_ok_and(|status| status.success()) {
        eprintln!("skipped: graphile-worker and pg-boss need npm, which is not here");
        return Vec::new();
    }
    ["graphile-worker", "pg-boss"]
        .into_iter()
        .map(|peer| (peer, rate(&folder, peer, url, timers)))
        .collect()
}

fn rate(folder: &Path, peer: &str, url: &str, timers: usize) -> f64 {
    let script = format!("{peer}.mjs");
    let output = Command::new("node")
        .args([script.as_str(), url, &timers.to_string()])
        .current_dir(folder)
        .output()
        .expect("node");
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().unwrap_or_else(|_| {
        panic!(
            "{peer} said its rate: {said} {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}
