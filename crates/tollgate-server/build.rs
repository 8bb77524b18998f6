//! Has the server built anew when the console was: its files become part of the binary.

use std::path::Path;

/// What the console's own build makes.
const BUILT: &str = "../../console/dist";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A path that is not there yet would count as changed each time: its folder is watched instead.
    let watched = Path::new(BUILT).ancestors().find(|path| path.exists());
    if let Some(path) = watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}
