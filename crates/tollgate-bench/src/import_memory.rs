//! The most memory that an import takes, however long the history.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::figure::Figure;
use super::history;
use super::measure::Effort;
use super::replay::import;

/// The argument that makes this binary the import whose memory is measured.
pub(crate) const CHILD: &str = "--import-from";
const GOAL_MIB: f64 = 256.0;

/// Imports made-up history in a process of its own: ten million rows, or a hundred thousand to be quick.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let wanted = if effort == Effort::Quick {
        100_000
    } else {
        10_000_000
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_, rows) = history::write(folder.path(), wanted).expect("history is written");
    let binary = std::env::current_exe().expect("this binary");
    let output = Command::new(binary)
        .arg(CHILD)
        .arg(folder.path())
        .output()
        .expect("the import runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let peak: f64 = said.trim().parse().unwrap_or_else(|_| {
        panic!(
            "the import said how much it took: {said} {}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    vec![Figure {
        name: format!("peak memory of an import of {rows} rows"),
        value: peak,
        unit: "MiB",
        against: None,
        goal: format!("at most {GOAL_MIB} MiB for ten million rows"),
        holds: peak <= GOAL_MIB,
    }]
}

/// Imports the history in `folder` and says how many MiB it took at most.
pub(crate) fn child(folder: &Path) {
    let files: Vec<PathBuf> = ["contacts.csv", "deals.csv", "calls.csv"]
        .map(|name| folder.join(name))
        .to_vec();
    import(&files, &folder.join("imported.db"));
    println!("{:.1}", peak_mib());
}

/// The kernel's own account of the most memory that this process held at once.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.map_or(f64::INFINITY, |kib| kib / 1024.0)
}
