//! Whatever the files and the mapping, an import says what is wrong, never panics, and loses no good row.

use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use tollgate_core::decide::decide;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::{Source, load};
use tollgate_service::import::{Input, Plan, Summary, Watch, gather};
use tollgate_service::ports::Read;
use tollgate_service::writer::Writer;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::seed::Seed;

const POLICY: &str = r#"
workspace: t
timezone: UTC
---
record: lead
stages: [new, working, won]
fields:
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
completes: { when: lead.stage == "won" }
kpi: { primary: conversion_rate }
"#;

const MAP: &str = r#"
import: t
dates: ["%d.%m.%Y %H:%M"]
as_of: 31.01.2026 12:00
files:
  - file: leads.csv*
    records:
      - kind: lead
        id: Id
        created_at: Created
        fields:
          owner: Owner
          stage: { is: new }
          amount: { column: Amount, number: "1.234,56", strip: "€" }
          size: { column: Size, values: { S: small, L: large } }
          born: { column: Born, format: "%d.%m.%Y" }
  - file: calls.ndjson
    activities:
      - type: call
        id: id
        record: { kind: lead, id: who.lead }
        at: at
        direction: { column: way, values: { out: outbound, in: inbound }, others: reject }
        by: who.agent
"#;

const HEADER: &str = "Id,Owner,Amount,Size,Born,Created";

struct Silent;

impl Watch for Silent {
    fn reading(&mut self, _: u64, _: u64) {}
    fn replaying(&mut self, _: u64, _: u64) {}
}

fn policy() -> Policy {
    let checked = load(&Source::new([("p.yaml", POLICY)]), date(2026, 1, 1));
    checked.policy.expect("the policy is one")
}

fn lead(number: usize) -> String {
    format!(
        "L{number},ana,\"€ 3.500,00\",S,29.02.2000,01.01.2026 09:0{}",
        number % 10
    )
}

fn call(number: usize) -> String {
    format!(
        r#"{{"id":"K{number}","at":"02.01.2026 09:00","way":"out","who":{{"lead":"L{number}","agent":"ana"}}}}"#
    )
}

/// Imports the two files; `None` where the import as a whole says what is wrong. The names of the leads that are there.
fn import(map: &str, leads: &[u8], calls: &[u8], zipped: bool) -> Option<(Summary, Vec<String>)> {
    let policy = policy();
    let plan = Plan::read("map.yaml", map, &policy).ok()?;
    let dir = tempfile::tempdir().expect("a folder");
    let name = if zipped { "leads.csv.gz" } else { "leads.csv" };
    let files = [(name, leads), ("calls.ndjson", calls)].map(|(name, bytes)| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path
    });
    let input = Input {
        files: files.to_vec(),
        rejects: dir.path().join("rejects.csv"),
        folder: dir.path().join("work"),
    };
    let gathered = gather(&plan, &input, &mut Silent).ok()?;
    let store = MemoryStore::new("t");
    let writer = Writer::open(store, policy, POLICY, decide, Timestamp::default());
    let mut writer = writer.expect("memory answers");
    let summary = gathered
        .replay(&plan, &mut writer, None, &mut Silent)
        .ok()?;
    assert_counts(&summary, dir.path());
    Some((summary, known(writer.store())))
}

/// What was rejected is in the rejects file, and nothing is counted twice.
fn assert_counts(summary: &Summary, dir: &Path) {
    let by_reason: u64 = summary.rejected.values().sum();
    assert!(summary.rejected_rows() <= summary.rows(), "{summary:?}");
    assert_eq!(by_reason, summary.rejected_rows(), "{summary:?}");
    let has_rejects = fs::metadata(dir.join("rejects.csv")).is_ok_and(|file| file.len() > 0);
    assert_eq!(has_rejects, summary.rejected_rows() > 0, "{summary:?}");
}

fn known(store: &MemoryStore) -> Vec<String> {
    let mut known = Vec::new();
    let each = &mut |record: tollgate_core::state::Record| {
        known.push(record.key.id.to_string());
        ControlFlow::Continue(())
    };
    store.records(&policy(), each).expect("memory answers");
    known
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// Pieces that mean something to CSV, JSON, YAML, dates or numbers.
const PIECES: &[&str] = &[
    ",",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "é",
    "{",
    "}",
    "[",
    ":",
    "\\u0000",
    "\\ud800",
    "null",
    "1e999",
    "-0",
    "€",
    "31.02.2026 25:61",
    "%d",
    "{ column: Nope }",
    "*",
    "&a",
    "!!",
    "- ",
    "  ",
    "\t",
    ";",
    "9999999999999999999999",
];

/// Replaces, drops, doubles or inserts a few stretches.
fn damaged(text: &[u8], seed: &mut Seed) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=seed.below(4) {
        let from = seed.below(text.len() + 1);
        let to = (from + seed.below(12)).min(text.len());
        let put: Vec<u8> = match seed.below(4) {
            0 => Vec::new(),
            1 => text[from..to].repeat(2),
            2 => vec![seed.bits().to_le_bytes()[0]],
            _ => seed.one_of(PIECES).as_bytes().to_vec(),
        };
        text.splice(from..to, put);
    }
    text
}

fn good() -> (String, String) {
    let leads: Vec<String> = (1..=8).map(lead).collect();
    let calls: Vec<String> = (1..=8).map(call).collect();
    (
        format!("{HEADER}\n{}\n", leads.join("\n")),
        format!("{}\n", calls.join("\n")),
    )
}

#[test]
fn good_files_are_imported_whole() {
    let (leads, calls) = good();
    for zipped in [false, true] {
        let bytes = if zipped {
            zip(leads.as_bytes())
        } else {
            leads.clone().into_bytes()
        };
        let (summary, known) = import(MAP, &bytes, calls.as_bytes(), zipped).expect("an import");
        assert_eq!(
            (summary.rows(), summary.rejected_rows()),
            (16, 0),
            "{summary:?}"
        );
        assert_eq!(known.len(), 8);
    }
}

#[test]
fn any_damage_to_the_files_is_told() {
    let (leads, calls) = good();
    for number in 0..400 {
        let mut seed = Seed::new(number);
        let zipped = seed.once_in(3);
        let mut leads = damaged(leads.as_bytes(), &mut seed);
        if zipped {
            leads = zip(&leads);
            if seed.once_in(2) {
                leads = damaged(&leads, &mut seed);
            }
        }
        import(MAP, &leads, &damaged(calls.as_bytes(), &mut seed), zipped);
    }
}

#[test]
fn any_damage_to_the_mapping_is_told() {
    let (leads, calls) = good();
    for number in 0..600 {
        let mut seed = Seed::new(number);
        let map = damaged(MAP.as_bytes(), &mut seed);
        let map = String::from_utf8_lossy(&map);
        import(&map, leads.as_bytes(), calls.as_bytes(), false);
    }
}

#[test]
fn a_bad_line_costs_no_good_row() {
    for number in 0..200 {
        let mut seed = Seed::new(number);
        let bad = |seed: &mut Seed| -> String {
            // A quote may rightly swallow the lines after it, and a line end makes two lines of one.
            let pieces = (0..seed.below(8)).map(|_| seed.one_of(PIECES));
            let line = pieces.collect::<String>();
            line.replace(['"', '\n', '\r'], "")
        };
        let place = seed.below(8);
        let mut leads: Vec<String> = (1..=8).map(lead).collect();
        leads.insert(place, bad(&mut seed));
        let mut calls: Vec<String> = (1..=8).map(call).collect();
        calls.insert(place, bad(&mut seed));
        let leads = format!("{HEADER}\n{}\n", leads.join("\n"));
        let calls = format!("{}\n", calls.join("\n"));
        let imported = import(MAP, leads.as_bytes(), calls.as_bytes(), false);
        let (summary, known) = imported.unwrap_or_else(|| panic!("{number}: {leads}{calls}"));
        for good in 1..=8 {
            assert!(known.contains(&format!("L{good}")), "{number}: {leads}");
        }
        assert!(
            summary.rows() - summary.rejected_rows() >= 16,
            "{number}: {summary:?}\n{calls}"
        );
    }
}
