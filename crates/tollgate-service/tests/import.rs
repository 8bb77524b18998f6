//! What importing files comes to: mappings, rows and policies in, the ledger's lines out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::ops::ControlFlow;
use std::path::PathBuf;

use jiff::civil::date;
use tollgate_core::decide::decide;
use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_service::import::{ImportError, Input, Plan, Summary, Watch, gather};
use tollgate_service::ports::{Entries, Read};
use tollgate_service::writer::Writer;
use tollgate_testkit::memory::MemoryStore;

const POLICY: &str = r#"
workspace: t
timezone: UTC
---
record: contact
stages: [known]
---
record: lead
stages: [new, working, won, lost]
fields:
  contact: { type: link, to: contact, activities: true }
  amount: { type: money }
  size: { type: choice, of: [small, large] }
  born: { type: date }
---
handoff: to_sales
record: lead
from: marketing
to: sales
opens: { when: lead.stage == "new" }
route: [{ rule: owner, to: { owner: lead.owner } }]
sla:
  - { milestone: first_touch, within: 1h, stops: any_touch(call) }
  - { milestone: next_step, within: 1d, starts: accepted, stops: next_step_set }
dispositions:
  returned: { reasons: [incomplete] }
  rejected: { duplicate: { next: merge } }
  recycled: { later: { next: nurture } }
completes: { when: lead.stage == "won" }
kpi: { primary: conversion_rate }
"#;

/// Leads, the calls on their contacts, and everything that can happen to a handoff.
const MAP: &str = r#"
import: t
dates: ["%d.%m.%Y %H:%M"]
as_of: 31.01.2026 12:00
files:
  - file: leads.csv
    records:
      - kind: lead
        id: Id
        created_at: Created
        fields:
          owner: Owner
          stage: { is: new }
          contact: Contact
          amount: { column: Amount, number: "1.234,56", strip: "€" }
          size: { column: Size, values: { S: small, L: large } }
          born: { column: Born, format: "%d.%m.%Y" }
  - file: moves.csv
    history:
      - { kind: lead, id: Id, at: { column: At, else: { is: as_of } }, by: By, when: { To: "*" }, fields: { stage: To } }
    accepts:
      - { point: to_sales, record: { kind: lead, id: Id }, at: At, by: By, when: { What: accept } }
    next_steps:
      - { point: to_sales, record: { kind: lead, id: Id }, at: At, by: By, when: { What: next }, what: Why, due_at: Due }
    dispositions:
      - point: to_sales
        record: { kind: lead, id: Id }
        at: At
        by: By
        when: { What: [return, reject, recycle] }
        outcome: { column: What, values: { return: returned, reject: rejected, recycle: recycled } }
        reason: { column: Why }
  - file: calls.ndjson
    activities:
      - type: call
        id: id
        record: { kind: contact, id: who.contact }
        at: at
        direction: { column: way, values: { out: outbound, in: inbound }, others: reject }
        by: who.agent
"#;

const LEADS: &str = "Id,Owner,Contact,Amount,Size,Born,Created\n";
const MOVES: &str = "Id,At,By,To,What,Why,Due\n";

struct Silent;

impl Watch for Silent {
    fn reading(&mut self, _: u64, _: u64) {}
    fn replaying(&mut self, _: u64, _: u64) {}
}

fn policy() -> Policy {
    let checked = tollgate_policy::load(&Source::new([("p.yaml", POLICY)]), date(2026, 1, 1));
    let said: Vec<_> = checked.errors().map(ToString::to_string).collect();
    checked.policy.unwrap_or_else(|| panic!("{said:#?}"))
}

/// Imports `files` into `store`; what came of it, the rejects file, and the store.
fn import(
    store: MemoryStore,
    files: &[(&str, &str)],
    until: Option<&str>,
) -> (Result<Summary, ImportError>, String, MemoryStore) {
    let dir = tempfile::tempdir().unwrap();
    let write = |(name, text): &(&str, &str)| -> PathBuf {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let input = Input {
        files: files.iter().map(write).collect(),
        rejects: dir.path().join("rejects.csv"),
        folder: dir.path().join("work"),
    };
    let policy = policy();
    let plan = Plan::read("map.yaml", MAP, &policy).unwrap();
    let gathered = gather(&plan, &input, &mut Silent).unwrap();
    let mut writer = Writer::open(store, policy, POLICY, decide, Timestamp::default()).unwrap();
    let until = until.map(|text| Timestamp::parse(text).unwrap());
    let summary = gathered.replay(&plan, &mut writer, until, &mut Silent);
    assert!(!input.folder.exists(), "the working folder is gone");
    let rejects = std::fs::read_to_string(input.rejects).unwrap_or_default();
    (summary, rejects, writer.into_store())
}

/// Everything in the ledger, a line each.
fn lines(store: &MemoryStore) -> Vec<String> {
    let mut lines = Vec::new();
    let each = &mut |entry: tollgate_service::ledger::Entry| {
        lines.push(line(&entry.event().unwrap(), &entry.tag));
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, each).unwrap();
    lines
}

fn line(event: &Event, tag: &str) -> String {
    let at = event.at.to_jiff().strftime("%d %H:%M").to_string();
    let what = match &event.what {
        What::RecordObserved(it) => {
            let fields: Vec<_> = it
                .changes
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            format!("{} {}", it.record, fields.join(" "))
        }
        What::ActivityLogged(it) => format!(
            "{} on {}",
            it.id,
            it.record
                .as_ref()
                .map_or("nothing".into(), ToString::to_string)
        ),
        What::HandoffDisposed { disposition, .. } => {
            format!("{} {}", disposition.outcome.as_str(), disposition.reason)
        }
        What::HandoffAccepted { by, .. } => by.to_string(),
        What::NextStepSet { step, .. } => format!("{} by {}", step.what, step.owner),
        What::ClockBreached { milestone, .. } | What::ClockStopped { milestone, .. } => {
            milestone.to_string()
        }
        What::Refused(it) => format!("{} {}", it.command, it.code),
        _ => String::new(),
    };
    format!("{at} {tag} {what}").trim_end().to_owned()
}

/// What the ledger holds after `files` were imported, without the lines that every handoff has.
fn check(files: &[(&str, &str)], until: Option<&str>, expect: &[&str]) {
    let (summary, rejects, store) = import(MemoryStore::new("t"), files, until);
    summary.unwrap();
    assert_eq!(rejects, "");
    let usual = [
        "handoff_offered",
        "handoff_routed",
        "clock_started",
        "clock_cancelled",
        "record_alarm_set",
    ];
    let mut found = lines(&store);
    found.retain(|line| !usual.iter().any(|usual| line.contains(usual)));
    assert_eq!(found, expect, "{files:#?}");
}

#[test]
fn rows_of_all_files_are_replayed_as_they_happened() {
    let leads = format!(
        "{LEADS}L1,ana,C1,\"€ 3.500,00\",S,29.02.2000,01.01.2026 09:00\nL2,ben,,,,,01.01.2026 08:00\n"
    );
    let calls = r#"{"id":"K2","at":"01.01.2026 09:00","way":"out","who":{"agent":"ben"}}
{"id":"K1","at":"01.01.2026 09:00","way":"out","who":{"contact":"C1","agent":"ana"}}
"#;
    // A record comes before an activity of the same instant, so that the touch counts.
    check(
        &[("calls.ndjson", calls), ("leads.csv", &leads)],
        None,
        &[
            "01 08:00 record_observed lead L2 owner=ben stage=new",
            "01 08:00 handoff_opened",
            "01 09:00 record_observed lead L1 amount=3500.00 born=2000-02-29 contact=C1 owner=ana size=small stage=new",
            "01 09:00 handoff_opened",
            "01 09:00 activity_logged K2 on nothing",
            "01 09:00 record_observed contact C1",
            "01 09:00 activity_logged K1 on contact C1",
            "01 09:00 handoff_touched",
            "01 09:00 clock_stopped first_touch",
        ],
    );
}

#[test]
fn alarms_fire_in_between_and_until_the_end() {
    let leads = format!("{LEADS}L1,ana,,,,,01.01.2026 09:00\nL2,ben,,,,,01.01.2026 09:30\n");
    let head = [
        "01 09:00 record_observed lead L1 owner=ana stage=new",
        "01 09:00 handoff_opened",
        "01 09:30 record_observed lead L2 owner=ben stage=new",
        "01 09:30 handoff_opened",
    ];
    check(&[("leads.csv", &leads)], None, &head);
    let breach = ["01 10:00 clock_breached first_touch"];
    check(
        &[("leads.csv", &leads)],
        Some("2026-01-01T10:00:01Z"),
        &[&head[..], &breach].concat(),
    );
}

#[test]
fn what_was_decided_comes_in_as_it_was_decided() {
    let leads = format!(
        "{LEADS}L1,ana,,,,,01.01.2026 09:00\nL2,ben,,,,,01.01.2026 09:00\nL3,cho,,,,,01.01.2026 09:00\n"
    );
    let moves = format!(
        "{MOVES}L1,01.01.2026 09:10,ana,,accept,,\nL1,01.01.2026 09:20,ana,,next,call back,05.01.2026 09:00\n\
         L1,01.01.2026 09:30,ana,won,,,\nL2,01.01.2026 09:05,ben,,reject,duplicate,\nL2,01.01.2026 09:06,ben,,recycle,later,\n\
         L3,01.01.2026 09:07,cho,,return,incomplete,\n"
    );
    check(
        &[("leads.csv", &leads), ("moves.csv", &moves)],
        None,
        &[
            "01 09:00 record_observed lead L1 owner=ana stage=new",
            "01 09:00 handoff_opened",
            "01 09:00 record_observed lead L2 owner=ben stage=new",
            "01 09:00 handoff_opened",
            "01 09:00 record_observed lead L3 owner=cho stage=new",
            "01 09:00 handoff_opened",
            "01 09:05 handoff_disposed rejected duplicate",
            "01 09:06 refused recycle no_open_handoff",
            "01 09:07 clock_paused",
            "01 09:07 handoff_disposed returned incomplete",
            "01 09:10 handoff_accepted ana",
            "01 09:20 next_step_set call back by ana",
            "01 09:20 clock_stopped next_step",
            "01 09:30 record_observed lead L1 stage=won",
            "01 09:30 handoff_completed",
        ],
    );
}

#[test]
fn the_same_files_again_change_nothing_and_a_changed_row_is_news() {
    let row = "L1,ana,,,,,01.01.2026 09:00";
    let leads = format!("{LEADS}{row}\n");
    let calls = r#"{"id":"K1","at":"01.01.2026 09:30","way":"out","who":{"agent":"ben"}}"#;
    let (_, _, first) = import(
        MemoryStore::new("t"),
        &[("leads.csv", &leads), ("calls.ndjson", calls)],
        None,
    );
    let (again, _, second) = import(
        first.clone(),
        &[("calls.ndjson", calls), ("leads.csv", &leads)],
        None,
    );
    let again = again.unwrap();
    assert_eq!((again.new, again.known), (0, 2));
    assert_eq!(lines(&first), lines(&second));

    let newer = leads.replace("L1,ana,,,", "L1,ana,,7,");
    let (newer, _, third) = import(second, &[("leads.csv", &newer)], None);
    assert_eq!(newer.unwrap().new, 1);
    assert_eq!(
        lines(&third).last().unwrap(),
        "01 09:30 record_observed lead L1 amount=7.00"
    );
}

#[test]
fn until_may_not_lie_before_the_last_row() {
    let leads = format!("{LEADS}L1,ana,,,,,01.01.2026 09:00\n");
    let (early, _, store) = import(
        MemoryStore::new("t"),
        &[("leads.csv", &leads)],
        Some("2025-12-31T00:00:00Z"),
    );
    assert!(matches!(early, Err(ImportError::UntilTooEarly { .. })));
    assert!(lines(&store).is_empty());
}

/// What the rejects file says of `row`, which stands on line 2 of the file `name`, before a good row.
fn check_reject(name: &str, row: &str, expect: &str) {
    let good_call = r#"{"id":"K8","at":"01.01.2026 09:00","way":"in","who":{"agent":"ben"}}"#;
    let (first, good) = match name {
        "leads.csv" => (LEADS.trim_end(), "L8,ana,,,,,01.01.2026 09:00"),
        "moves.csv" => (
            MOVES.trim_end(),
            "L9,01.01.2026 09:05,ben,,reject,duplicate,",
        ),
        _ => (
            r#"{"id":"K7","at":"01.01.2026 09:00","way":"in"}"#,
            good_call,
        ),
    };
    let file = format!("{first}\n{row}\n{good}\n");
    let (summary, rejects, _) = import(MemoryStore::new("t"), &[(name, &file)], None);
    let (summary, said) = (summary.unwrap(), rejects.lines().nth(1).unwrap_or_default());
    assert!(said.starts_with(&format!("{name},2,{expect}")), "{rejects}");
    assert_eq!((summary.rejected_rows(), rejects.lines().count()), (1, 2));
    assert_eq!(
        summary.new,
        summary.rows() - 1,
        "the other rows are imported"
    );
}

#[test]
fn a_row_that_cannot_be_used_is_rejected_with_its_line_and_reason() {
    check_reject(
        "leads.csv",
        ",ana,,,,,01.01.2026 09:00",
        "no id: `Id` is empty,,",
    );
    check_reject("leads.csv", "L1,ana,,,,,", "no time: `Created` is empty,,");
    let no_date = "\"`Created` is in none of the declared forms, or there is no such date\"";
    check_reject(
        "leads.csv",
        "L1,ana,,,,,31.02.2026 09:00",
        &format!("{no_date},31.02.2026 09:00,"),
    );
    check_reject(
        "leads.csv",
        "L1,ana,,,,,2026-01-01",
        &format!("{no_date},2026-01-01,"),
    );
    check_reject(
        "leads.csv",
        "L1,ana,,much,,,01.01.2026 09:00",
        "`amount` is not an amount,much,",
    );
    check_reject(
        "leads.csv",
        "L1,ana,,,XL,,01.01.2026 09:00",
        "\"`size` is not one of `small`, `large`\",XL,",
    );
    let born = "\"`born` is not a date in a declared form, or there is no such date\"";
    check_reject(
        "leads.csv",
        "L1,ana,,,,29.02.2001,01.01.2026 09:00",
        &format!("{born},29.02.2001,"),
    );
    check_reject(
        "leads.csv",
        "L1,ana",
        "the row has not as many cells as the header,2,\"L1,ana\"",
    );
    check_reject(
        "leads.csv",
        "\"L1,ana,,,,,01.01.2026 09:00",
        "a quote is opened and never closed,,",
    );
    check_reject(
        "moves.csv",
        "L1,01.01.2026 09:00,ana,gone,,,",
        "\"`stage` is not one of `new`, `working`, `won`, `lost`\",gone,",
    );
    check_reject(
        "moves.csv",
        "L1,01.01.2026 09:00,ana,,reject,,",
        "no reason: `Why` is empty,,",
    );
    check_reject("calls.ndjson", "{\"id\":\"K1\"", "the line is not JSON,");
    check_reject("calls.ndjson", "[]", "the line is not a JSON object,,[]");
    let way = r#"{"id":"K1","at":"01.01.2026 09:00","way":"up","who":{}}"#;
    check_reject(
        "calls.ndjson",
        way,
        "`values` does not name what stands in `way`,up,",
    );
    check_reject(
        "calls.ndjson",
        r#"{"at":"01.01.2026 09:00","way":"in"}"#,
        "no id: `id` is empty,,",
    );
}
