//! Tells the console's files from the page that stands in for them where nobody built it.

use std::env;
use std::path::{Path, PathBuf};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let built = here.join("../../console/dist");
    let files = if built.join("index.html").is_file() {
        built.clone()
    } else {
        here.join("unbuilt")
    };
    println!("cargo::rustc-env=TOLLGATE_CONSOLE={}", files.display());
    watch(&built);
}

/// A path that is not there yet would count as changed each time: its folder is watched instead.
fn watch(built: &Path) {
    let watched = built.ancestors().find(|path| path.exists());
    println!("cargo::rerun-if-changed=build.rs");
    if let Some(path) = watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}
