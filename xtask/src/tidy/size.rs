//! Beauty is lost in the tail: no file gathers everything.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The most lines that a source file may have. Tables of cases in files of their own are not counted.
const LINES_MAX: usize = 500;

pub(super) fn check() -> Vec<String> {
    let root = super::root();
    let files: Vec<PathBuf> = [root.join("crates"), root.join("xtask")]
        .map(|folder| super::sources(&folder))
        .concat();
    let counted = files.into_iter().filter(|path| !is_test(path));
    counted.filter_map(|path| too_long(&path)).collect()
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == OsStr::new("tests"))
}

fn too_long(path: &Path) -> Option<String> {
    let lines = std::fs::read_to_string(path).ok()?.lines().count();
    let says = || {
        format!(
            "{}: {lines} lines; split it ({LINES_MAX} at most)",
            path.display()
        )
    };
    (lines > LINES_MAX).then(says)
}
