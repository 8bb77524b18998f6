//! The commands on a PostgreSQL database, as a user meets them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::path::Path;

use common::{Said, tollgate};
use tollgate_testkit::postgres::{database, psql};

const POLICY: &str = r#"
workspace: t
timezone: UTC
---
record: lead
stages: [new, won]
---
team: desk
members: [ana, ben]
---
queue: inbound
team: desk
pick: fair
---
handoff: to_sales
record: lead
from: marketing
to: sales
opens: { when: lead.stage == "new" }
route: [{ rule: all, to: { queue: inbound } }]
completes: { when: lead.stage == "won" }
kpi: { primary: conversion_rate }
"#;

const MAP: &str = r#"import: t
timezone: UTC
files:
  - file: leads.csv
    records:
      - { kind: lead, id: Id, created_at: Created, fields: { stage: { is: new } } }
"#;

fn write(folder: &Path) {
    std::fs::create_dir(folder.join("policy")).unwrap();
    std::fs::write(folder.join("policy/p.yaml"), POLICY).unwrap();
    std::fs::write(folder.join("map.yaml"), MAP).unwrap();
    let leads = "Id,Created\nL1,2026-03-02T09:00:00Z\nL2,2026-03-02T10:00:00Z\nL3,\n";
    std::fs::write(folder.join("leads.csv"), leads).unwrap();
}

fn import(folder: &Path, url: &str) -> Said {
    let path = |name: &str| folder.join(name).display().to_string();
    tollgate([
        "import",
        "--map",
        &path("map.yaml"),
        "--policy",
        &path("policy"),
        "--rejects",
        &path("rejects.csv"),
        "--db",
        url,
        &path("leads.csv"),
    ])
}

#[test]
fn history_is_imported_reported_explained_and_verified() {
    let (folder, url) = (tempfile::tempdir().unwrap(), database());
    write(folder.path());
    let said = import(folder.path(), &url);
    assert!(said.ok, "{}", said.err);
    let next = format!("tollgate verify --db {url}");
    assert!(said.out.contains(&next), "{}", said.out);
    assert_eq!(psql(&url, "select count(*) from record"), "2");
    let again = import(folder.path(), &url);
    assert!(again.ok, "{}", again.err);
    assert_eq!(psql(&url, "select count(*) from record"), "2");
    for command in [
        vec!["verify"],
        vec!["report"],
        vec!["report", "--handoff", "to_sales"],
        vec!["explain", "lead/L1"],
    ] {
        let said = tollgate(command.iter().chain(&["--db", &url]));
        assert!(said.ok, "{command:?}: {}", said.err);
    }
}

#[test]
fn a_database_without_history_is_told() {
    let url = database();
    let said = tollgate(["verify", "--db", &url]);
    assert!(!said.ok);
    assert!(
        said.err.contains("holds nothing of Tollgate yet"),
        "{}",
        said.err
    );
}

#[test]
fn a_password_is_never_shown() {
    let said = tollgate(["report", "--db", "postgres://ana:secret@127.0.0.1:1/x"]);
    assert!(!said.ok);
    assert!(
        said.err.contains("`postgres://ana@127.0.0.1:1/x`"),
        "{}",
        said.err
    );
    assert!(!said.err.contains("secret") && !said.out.contains("secret"));
}

#[test]
fn a_file_cannot_be_distributed_and_a_server_without_citus_is_told_what_to_do() {
    let file = tollgate(["db", "distribute", "--db", "acme.db"]);
    assert!(
        !file.ok && file.err.contains("`acme.db` is a file"),
        "{}",
        file.err
    );
    let said = tollgate(["db", "distribute", "--db", &database()]);
    assert!(
        !said.ok && said.err.contains("has no Citus"),
        "{}",
        said.err
    );
}
