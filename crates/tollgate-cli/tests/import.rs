//! `tollgate import` as a user meets it: what it says when something is wrong, and that it can be killed at any moment.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{Said, command, tollgate};
use tollgate_service::ledger::Head;
use tollgate_service::ports::Read;
use tollgate_store::Database;

const POLICY: &str = r#"
workspace: t
timezone: UTC
---
record: lead
stages: [new, won]
fields: { region: { type: text } }
---
team: desk
members: [ana, ben, cho]
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
sla:
  - { milestone: first_touch, within: 1h, stops: any_touch(call), escalation: late }
completes: { when: lead.stage == "won" }
kpi: { primary: conversion_rate }
---
escalation: late
steps:
  - { at: 100%, notify: [owner] }
  - { after: 1h, do: reroute, notify: [queue] }
"#;

const MAP: &str = r#"import: t
timezone: UTC
files:
  - file: leads.csv
    records:
      - { kind: lead, id: Id, created_at: Created, fields: { stage: { is: new }, region: Region } }
    history:
      - { kind: lead, id: Id, at: Won, when: { Won: "*" }, fields: { stage: { is: won } } }
  - file: calls.csv
    activities:
      - { type: call, id: Id, record: { kind: lead, id: Lead }, at: At, direction: outbound, by: By }
"#;

/// A folder with a policy, a mapping and files.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(desk.path("policy")).unwrap();
        desk.write("policy/p.yaml", POLICY);
        desk.write("map.yaml", MAP);
        files.iter().for_each(|(name, text)| desk.write(name, text));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// The arguments of an import into `db` of `rest`: options, and names of files.
    fn args(&self, db: &Path, rest: &[&str]) -> Vec<PathBuf> {
        let mut args: Vec<PathBuf> = ["import", "--map"].map(PathBuf::from).into();
        args.extend([
            self.path("map.yaml"),
            "--policy".into(),
            self.path("policy"),
            "--db".into(),
            db.to_owned(),
        ]);
        let named = |name: &&str| {
            if name.contains('.') {
                self.path(name)
            } else {
                PathBuf::from(name)
            }
        };
        args.extend(rest.iter().map(named));
        args
    }

    fn import(&self, rest: &[&str]) -> Said {
        tollgate(self.args(&self.path("t.db"), rest))
    }

    /// What standard error says, without the folder and with lines that were broken joined again.
    fn says(&self, rest: &[&str], expect: &str) {
        let Said { ok, out, err } = self.import(rest);
        assert!(!ok, "it did not fail: {out}");
        let err = err
            .replace(&format!("{}/", self.0.path().display()), "")
            .replace(['│', '×', '╰', '─', '▶'], " ");
        let err = err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(err.contains(expect), "`{expect}` is not in:\n{err}");
    }
}

const LEADS: &str = "Id,Region,Created,Won\nL1,north,2026-01-01 09:00,\n";

#[test]
fn what_cannot_be_imported_is_told_and_nothing_is_written() {
    let desk = Desk::new(&[
        ("leads.csv", LEADS),
        ("other.csv", LEADS),
        ("empty.csv", ""),
        ("short.csv", "Id,Region\n"),
    ]);
    desk.says(
        &["gone.csv"],
        "no entry of the mapping is about `gone.csv`; it reads `leads.csv`, `calls.csv`",
    );
    desk.says(
        &["calls.csv"],
        "`calls.csv` cannot be read No such file or directory",
    );
    desk.says(
        &["other.csv"],
        "no entry of the mapping is about `other.csv`; it reads `leads.csv`, `calls.csv`",
    );
    desk.says(
        &["leads.csv", "leads.csv"],
        "two files are called `leads.csv`",
    );
    desk.says(
        &["--rejects", "leads.csv", "leads.csv"],
        "the rejects cannot go to `leads.csv`, which is read by this import",
    );
    desk.says(
        &["--until", "yesterday", "leads.csv"],
        "write an instant with its zone, such as 2026-03-02T09:00:00Z",
    );
    desk.says(
        &["--until", "2025-01-01T00:00:00Z", "leads.csv"],
        "`--until 2025-01-01T00:00:00Z` lies before the last row",
    );
    let nowhere = tollgate(desk.args(&desk.path("no/where/t.db"), &["leads.csv"]));
    assert!(
        !nowhere.ok && nowhere.err.contains("the working folder"),
        "{}",
        nowhere.err
    );
    desk.write("t.db", "not a database");
    desk.says(&["leads.csv"], "`t.db` is not a Tollgate database");
    std::fs::remove_file(desk.path("t.db")).unwrap();
    desk.write("leads.csv", "Id,Region\nL1,north\n");
    desk.says(
        &["leads.csv"],
        "map-column `leads.csv` has no column `Created`",
    );
    desk.write("leads.csv", "");
    desk.says(
        &["leads.csv"],
        "`leads.csv` is empty: a CSV file begins with a line that names its columns",
    );
}

#[test]
fn a_wrong_mapping_or_policy_is_underlined() {
    let desk = Desk::new(&[("leads.csv", LEADS)]);
    desk.write(
        "map.yaml",
        &MAP.replace("region: Region", "regoin: Region")
            .replace("type: call", "type: fax"),
    );
    desk.says(
        &["leads.csv"],
        "map-field the policy knows no field of lead `regoin`",
    );
    desk.says(&["leads.csv"], "did you mean `region`?");
    desk.says(
        &["leads.csv"],
        "map-activity the policy knows no type of activity `fax`",
    );
    desk.says(&["leads.csv"], "the mapping `map.yaml` has 2 errors help: mend what is underlined above; nothing was imported");
    desk.write("map.yaml", "import: [\n");
    desk.says(&["leads.csv"], "map-shape expected string scalar");
    std::fs::remove_file(desk.path("map.yaml")).unwrap();
    desk.says(&["leads.csv"], "the mapping `map.yaml` cannot be read");
    desk.write(
        "policy/p.yaml",
        &POLICY.replace("lead.stage == \"won\"", "lead.stag == \"won\""),
    );
    desk.says(&["leads.csv"], "the policy in `policy` has errors");
    std::fs::remove_dir_all(desk.path("policy")).unwrap();
    desk.says(&["leads.csv"], "the policy in `policy` cannot be read");
    assert!(!desk.path("t.db").exists(), "nothing was written");
}

#[test]
fn rejects_are_no_failure_but_with_strict() {
    let desk = Desk::new(&[(
        "leads.csv",
        &format!("{LEADS},south,2026-01-01 09:00,\nL2,south,2026-02-31,\n"),
    )]);
    desk.says(
        &["--strict", "leads.csv"],
        "2 rows rejected, and nothing was imported;",
    );
    assert!(!desk.path("t.db").exists(), "nothing was written");
    let said = desk.import(&["leads.csv"]);
    assert!(
        said.ok && said.out.contains("2 rows rejected, in "),
        "{}{}",
        said.out,
        said.err
    );
    let rejects = std::fs::read_to_string(desk.path("t.db.rejects.csv")).unwrap();
    assert_eq!(
        rejects,
        "file,line,reason,value,row\nleads.csv,3,no id: `Id` is empty,,\",south,2026-01-01 09:00,\"\nleads.csv,4,\"`Created` is in none of \
         the declared forms, or there is no such date\",2026-02-31,\"L2,south,2026-02-31,\"\n"
    );
    let said = desk.import(&["--rejects", "bad.ndjson", "leads.csv"]);
    assert!(
        said.ok && said.out.contains("1 entry replayed") && said.out.contains("known already"),
        "{}",
        said.out
    );
    let first = std::fs::read_to_string(desk.path("bad.ndjson")).unwrap();
    assert!(
        first.starts_with("{\"file\":\"leads.csv\",\"line\":3,\"reason\":\"no id: `Id` is empty\""),
        "{first}"
    );
}

/// A year of leads and calls, in no order.
fn history(desk: &Desk, leads: u32) {
    let (mut rows, mut calls) = (
        "Id,Region,Created,Won\n".to_owned(),
        "Id,Lead,At,By\n".to_owned(),
    );
    for lead in (0..leads).map(|lead| (lead * 7919) % leads) {
        let (day, hour, minute) = (1 + lead / 60 % 28, lead % 24, lead * 7 % 60);
        let month = 1 + lead / (60 * 28) % 12;
        let won = if lead % 3 == 0 {
            format!("2026-{month:02}-28 23:{minute:02}")
        } else {
            String::new()
        };
        writeln!(
            rows,
            "L{lead},north,2026-{month:02}-{day:02} {hour:02}:{minute:02},{won}"
        )
        .unwrap();
        writeln!(
            calls,
            "K{lead},L{lead},2026-{month:02}-{day:02} {hour:02}:59,{}",
            ["ana", "ben", "cho"][lead as usize % 3]
        )
        .unwrap();
    }
    desk.write("leads.csv", &rows);
    desk.write("calls.csv", &calls);
}

fn head(db: &Path) -> Option<Head> {
    Database::open_existing(db).ok()?.workspace("t").head().ok()
}

/// Imports into `db` and kills the process once the ledger holds `entries`, or at once where that is 0.
fn import_and_kill(desk: &Desk, db: &Path, entries: u64) {
    let mut child = command(desk.args(db, &["leads.csv", "calls.csv"]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let folder = PathBuf::from(format!("{}-import", db.display()));
    let reached = || match entries {
        0 => folder.exists(),
        entries => db.exists() && head(db).is_some_and(|head| head.sequence >= entries),
    };
    while !reached() {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it could be killed at {entries}"
        );
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn an_import_killed_at_any_moment_comes_to_the_same_when_it_is_run_again() {
    let desk = Desk::new(&[]);
    // Enough for several transactions, some of them after the last kill.
    history(&desk, 4_000);
    let whole = desk.path("whole.db");
    let said = tollgate(desk.args(&whole, &["leads.csv", "calls.csv"]));
    assert!(said.ok, "{}", said.err);
    let expect = head(&whole).unwrap();

    let killed = desk.path("killed.db");
    for fifth in 0..4 {
        import_and_kill(&desk, &killed, expect.sequence * fifth / 5);
    }
    let said = tollgate(desk.args(&killed, &["calls.csv", "leads.csv"]));
    assert!(
        said.ok && said.out.contains("known already"),
        "{}{}",
        said.out,
        said.err
    );
    assert!(
        !desk.path("killed.db-import").exists(),
        "the working folder is gone"
    );
    assert_eq!(
        head(&killed).unwrap(),
        expect,
        "the ledger is the same, entry for entry"
    );
    let verified = tollgate(["verify".into(), "--db".into(), killed]);
    assert!(verified.ok, "{}{}", verified.out, verified.err);
}

#[test]
fn what_a_second_person_has_to_approve_no_command_publishes() {
    let desk = Desk::new(&[("leads.csv", LEADS)]);
    let governed = "timezone: UTC\npublishing: { approval: required }";
    let governed = POLICY.replace("timezone: UTC", governed);
    desk.write("policy/p.yaml", &governed);
    let said = desk.import(&["leads.csv"]);
    assert!(said.ok, "the first policy asks nobody: {}", said.err);
    let before = head(&desk.path("t.db")).unwrap();
    let alone = governed.replace("required", "none");
    desk.write("policy/p.yaml", &alone);
    let asks = "revision 1 of the policy, which is in force, asks for a second person's approval";
    desk.says(&["leads.csv"], asks);
    let publish = |rest: &[&str]| {
        let (db, policy) = (desk.path("t.db"), desk.path("policy"));
        let args = [
            "publish".into(),
            "--db".into(),
            db,
            "--policy".into(),
            policy,
        ];
        tollgate(args.into_iter().chain(rest.iter().map(PathBuf::from)))
    };
    let seen = publish(&["--dry-run"]);
    assert!(
        seen.ok && seen.out.contains("required → none"),
        "{}",
        seen.out
    );
    let refused = publish(&[]);
    assert!(
        !refused.ok && refused.err.contains("asks for a second"),
        "{}",
        refused.err
    );
    assert_eq!(head(&desk.path("t.db")).unwrap(), before);
    desk.write("policy/p.yaml", &governed);
    assert!(
        desk.import(&["leads.csv"]).ok,
        "the same policy is not published"
    );
}
