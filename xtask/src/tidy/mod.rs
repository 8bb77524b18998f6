//! What the compiler does not check: the direction of dependencies, the purity of the core, the size of files.

mod direction;
mod purity;
mod size;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs every check and prints what each found.
pub(crate) fn run() -> ExitCode {
    let found: Vec<String> = [direction::check(), purity::check(), size::check()].concat();
    for line in &found {
        eprintln!("{line}");
    }
    if found.is_empty() {
        println!("tidy: the house is in shape");
        return ExitCode::SUCCESS;
    }
    eprintln!("tidy: {} to mend", found.len());
    ExitCode::FAILURE
}

/// The workspace's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

/// Every Rust source file below `folder`, in the order of the paths.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let below = |path: PathBuf| {
        if path.is_dir() {
            sources(&path)
        } else {
            vec![path]
        }
    };
    let files = paths.into_iter().flat_map(below);
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_in_shape() {
        let found = [
            super::direction::check(),
            super::purity::check(),
            super::size::check(),
        ]
        .concat();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
