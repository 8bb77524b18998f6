//! An export is checked without the database, and whatever is altered in it is found.

use std::ops::ControlFlow;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::anchor::SigningKey;
use tollgate_service::export::{Checked, Flaw, Scope, check, export};
use tollgate_service::ports::Read;
use tollgate_service::writer::Writer;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

fn workspace() -> MemoryStore {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(5);
    for _ in 0..60 {
        let next = history.next(&writer.store().rows());
        writer.execute(vec![next]).expect("an answer");
    }
    writer.into_store()
}

fn everything() -> Scope {
    Scope {
        workspace: "acme".to_owned(),
        record: None,
        handoff: None,
        after: 0,
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed([3; 32])
}

fn lines(scope: &Scope) -> Vec<String> {
    let mut lines = Vec::new();
    let (store, now) = (workspace(), Timestamp::from_micros(0));
    export(&store, scope, Some(&key()), now, &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    })
    .expect("an export");
    lines
}

fn checked(lines: &[String]) -> Result<Checked, Flaw> {
    check(lines.iter().cloned().map(Ok), Some(&key().public()))
}

#[test]
fn a_whole_export_is_checked_to_the_end_of_the_ledger() {
    let found = checked(&lines(&everything())).expect("a good export");
    let head = workspace().head().expect("a head");
    assert_eq!(
        (found.entries, found.end, found.hash),
        (head.sequence, head.sequence, head.hash)
    );
    assert_eq!((found.about.as_str(), found.erased), ("everything", 0));
}

#[test]
fn the_entries_of_one_record_are_proven_without_the_others_being_shown() {
    let scope = Scope {
        record: Some(tollgate_core::ids::RecordRef::new("lead", "L1")),
        ..everything()
    };
    let lines = lines(&scope);
    let found = checked(&lines).expect("a good export");
    let head = workspace().head().expect("a head");
    assert!(
        0 < found.entries && found.entries < head.sequence,
        "{found:?}"
    );
    assert_eq!(found.hash, head.hash);
    let shown = lines.iter().filter(|line| line.contains("\"body\""));
    assert!(
        shown
            .clone()
            .all(|line| line.contains("\"lead/L1\"") || line.contains("\"lead L1\""))
    );
}

#[test]
fn an_export_may_begin_anywhere() {
    let scope = Scope {
        after: 10,
        ..everything()
    };
    let found = checked(&lines(&scope)).expect("a good export");
    assert_eq!(found.entries, found.end - 10);
}

#[test]
fn whatever_is_altered_or_left_out_is_found() {
    let good = lines(&everything());
    let last = good.len();
    let alter = |line: usize, from: &str, to: &str| {
        let mut lines = good.clone();
        assert!(lines[line - 1].contains(from), "{}", lines[line - 1]);
        lines[line - 1] = lines[line - 1].replace(from, to);
        lines
    };
    let without = |line: usize| {
        let mut lines = good.clone();
        lines.remove(line - 1);
        lines
    };
    let cases = [
        (
            alter(2, "crm", "erp"),
            "line 2: the body is not what its digest says",
        ),
        (
            alter(3, "\"digest\":\"", "\"digest\":\"0"),
            "line 3: this is no line",
        ),
        (without(2), "line 2: it does not follow"),
        (without(7), "line 7: it does not follow"),
        (
            without(last),
            &format!("line {last}: the last line is missing"),
        ),
        (without(1), "line 1: the first line"),
        (alter(1, "acme", "acne"), "line 2: it does not follow"),
        (
            alter(last, "\"entries\":", "\"entries\":1"),
            &format!("line {last}: "),
        ),
        (
            alter(last, "\"signature\":\"", "\"signature\":\"00"),
            &format!("line {last}: "),
        ),
    ];
    for (lines, expected) in cases {
        let flaw = checked(&lines).expect_err(expected).to_string();
        assert!(
            flaw.starts_with(expected),
            "{flaw:?} does not begin with {expected:?}"
        );
    }
}

#[test]
fn an_export_that_must_be_signed_is_not_taken_without() {
    let mut lines = lines(&everything());
    let last = lines.pop().expect("a last line");
    let from = last.find("\"anchor\"").expect("an anchor");
    lines.push(format!("{}\"anchor\":null}}", &last[..from]));
    let flaw = checked(&lines).expect_err("no signature");
    assert!(flaw.says.contains("not signed"), "{flaw}");
    assert!(check(lines.into_iter().map(Ok), None).is_ok());
}
