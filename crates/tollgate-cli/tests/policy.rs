//! `tollgate check`, `init` and `schema` as a user meets them: what is printed, and the exit code.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BAD: &str = r#"workspace: acme
timezone: America/New_York
---
record: lead
stages: [inquiry, mql, sql]
fields:
  country: { type: country }
---
team: sdr
members: [ana@acme.example]
---
queue: inbound
team: sdr
skip: [at_capacity]
---
handoff: mql_to_sdr
record: lead
from: marketing
to: sdr
opens:
  when: |
    lead.stage == "mql" &&
      lead.contry == "US"
route:
  - rule: all
    to: { queue: inbuond }
kpi: { primary: time_to_accept }
complets: { when: lead.stage == "sql" }
"#;

fn tollgate(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tollgate"));
    command
        .args(arguments)
        .current_dir(dir)
        .output()
        .expect("the binary runs")
}

/// What was printed on both streams and the exit code, for the policy `text`.
fn check(text: &str, arguments: &[&str]) -> String {
    let dir = tempfile::tempdir().expect("a folder can be made");
    fs::write(dir.path().join("policy.yaml"), text).expect("a file can be written");
    let output = tollgate(dir.path(), &[&["check"], arguments].concat());
    let code = output.status.code().expect("it ended by itself");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!(
        "{}{}exit {code}",
        text(&output.stderr),
        text(&output.stdout)
    )
}

#[test]
fn all_problems_are_shown_at_once_each_with_its_place_and_help() {
    insta::assert_snapshot!(check(BAD, &[]));
}

#[test]
fn as_json_each_problem_is_a_line() {
    insta::assert_snapshot!(check(BAD, &["--json"]));
}

#[test]
fn warnings_fail_only_when_asked_to() {
    let text = "workspace: acme\ntimezone: UTC\n---\nteam: sdr\nmembers: [ana]\n---\nqueue: q\nteam: sdr\nskip: [at_capacity]\n";
    let ends = |arguments: &[&str]| {
        check(text, arguments)
            .lines()
            .rev()
            .take(2)
            .collect::<Vec<_>>()
            .join(" < ")
    };
    assert_eq!(ends(&[]), "exit 0 < acme: 1 team, 1 queue: 1 warning");
    assert_eq!(
        ends(&["--strict"]),
        "exit 1 < acme: 1 team, 1 queue: 1 warning"
    );
}

#[test]
fn a_folder_without_a_policy_is_told_what_to_do() {
    let dir = tempfile::tempdir().expect("a folder can be made");
    let output = tollgate(dir.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("there is no policy in `.`") && told.contains("tollgate init"),
        "{told}"
    );
    let output = tollgate(dir.path(), &["check", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("the policy in `nowhere` cannot be read")
    );
}

#[test]
fn the_starter_policy_is_written_once_and_has_nothing_wrong_with_it() {
    let dir = tempfile::tempdir().expect("a folder can be made");
    assert!(tollgate(dir.path(), &["init", "policy"]).status.success());
    let checked = tollgate(dir.path(), &["check", "--strict", "policy"]);
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
    assert!(String::from_utf8_lossy(&checked.stdout).starts_with("acme: 6 handoff points, "));
    fs::remove_file(dir.path().join("policy/workspace.yaml")).expect("it was written");
    let again = tollgate(dir.path(), &["init", "policy"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        !dir.path().join("policy/workspace.yaml").exists(),
        "nothing is written beside what exists"
    );
}

#[test]
fn the_schema_is_json() {
    let output = tollgate(Path::new("."), &["schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(schema["title"], "Tollgate policy document");
}

#[test]
fn policies_are_compared_by_what_they_mean() {
    let dir = tempfile::tempdir().expect("a folder can be made");
    assert!(tollgate(dir.path(), &["init", "old"]).status.success());
    assert!(tollgate(dir.path(), &["init", "new"]).status.success());
    let file = dir.path().join("new/handoffs/2_mql_to_sdr.yaml");
    let text = fs::read_to_string(&file).expect("a file that was written");
    let text = format!(
        "# quicker\n{}",
        text.replace("within: 15m", "within:   10m")
    );
    fs::write(&file, text).expect("a file can be written");
    let told = |arguments: &[&str]| {
        let output = tollgate(dir.path(), arguments);
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(
        told(&["diff", "old", "new"]),
        "handoff mql_to_sdr: sla first_touch within 15m → 10m\n"
    );
    assert_eq!(
        told(&["diff", "old", "old"]),
        "Both policies mean the same.\n"
    );
}
