//! Dependencies point one way: core ← policy ← service ← { store | connectors | server } ← cli; adapters do not know each other.

use std::process::Command;

use serde_json::Value;

/// What each crate may depend on within the workspace.
const ALLOWED: &[(&str, &[&str])] = &[
    ("tollgate-core", &[]),
    ("tollgate-policy", &["tollgate-core"]),
    ("tollgate-service", &["tollgate-core", "tollgate-policy"]),
    (
        "tollgate-store",
        &["tollgate-core", "tollgate-policy", "tollgate-service"],
    ),
    (
        "tollgate-connectors",
        &["tollgate-core", "tollgate-policy", "tollgate-service"],
    ),
    (
        "tollgate-server",
        &["tollgate-core", "tollgate-policy", "tollgate-service"],
    ),
    (
        "tollgate-testkit",
        &["tollgate-core", "tollgate-policy", "tollgate-service"],
    ),
    (
        "tollgate-sim",
        &["tollgate-core", "tollgate-policy", "tollgate-service"],
    ),
    (
        "tollgate-cli",
        &[
            "tollgate-connectors",
            "tollgate-core",
            "tollgate-policy",
            "tollgate-server",
            "tollgate-service",
            "tollgate-store",
            "tollgate-connectors",
            "tollgate-sim",
        ],
    ),
    (
        "tollgate-bench",
        &[
            "tollgate-core",
            "tollgate-policy",
            "tollgate-server",
            "tollgate-service",
            "tollgate-store",
            "tollgate-sim",
            "tollgate-testkit",
        ],
    ),
    ("xtask", &[]),
];

/// The crates that the core may use: none of them reads a clock, draws a number, or does I/O.
const CORE: &[&str] = &[
    "indexmap",
    "jiff",
    "regex-lite",
    "rustc-hash",
    "smol_str",
    "thiserror",
    "uuid",
];

pub(super) fn check() -> Vec<String> {
    let Some(metadata) = metadata() else {
        return vec!["cargo metadata failed".to_owned()];
    };
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    packages.iter().flat_map(of_package).collect()
}

fn of_package(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "{name}: say in xtask/src/tidy/direction.rs what it may depend on"
        )];
    };
    let dependencies = package["dependencies"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let normal = dependencies
        .iter()
        .filter(|dependency| dependency["kind"].is_null());
    let names: Vec<&str> = normal
        .filter_map(|dependency| dependency["name"].as_str())
        .collect();
    let ours = names
        .iter()
        .filter(|dep| dep.starts_with("tollgate-") && !allowed.contains(dep));
    let theirs = names
        .iter()
        .filter(|dep| name == "tollgate-core" && !CORE.contains(dep));
    ours.chain(theirs)
        .map(|dep| format!("{name} must not depend on {dep}"))
        .collect()
}

fn metadata() -> Option<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(super::root())
        .output()
        .ok()?;
    serde_json::from_slice(&output.stdout).ok()
}
