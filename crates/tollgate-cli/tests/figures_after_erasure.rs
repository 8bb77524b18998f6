//! Erasing people leaves every figure of the demo's year as it was, byte by byte, and the ledger and the state hold.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

use tollgate_core::command::Actor;
use tollgate_core::decide::decide;
use tollgate_core::ids::{RecordKind, RecordRef};
use tollgate_core::measure::Period;
use tollgate_core::policy::Policy;
use tollgate_core::state::Record;
use tollgate_service::erasure::{self, Order, Outcome, Who};
use tollgate_service::in_force::in_force;
use tollgate_service::ledger::Entry;
use tollgate_service::ports::{Entries, Read};
use tollgate_service::queries::{self, Asked};
use tollgate_service::verify::verify;
use tollgate_service::writer::Writer;
use tollgate_sim::{Scenario, Year};
use tollgate_store::{Database, WorkspaceStore};

/// The year that `tollgate demo` plays, written.
fn year() -> (WorkspaceStore, Policy) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/standard");
    let scenario = Scenario::default();
    let source = tollgate_policy::Source::read_dir(Path::new(root)).expect("the starter policy");
    let policy = || {
        let checked = tollgate_policy::load(&source, scenario.from);
        checked.policy.expect("the starter policy has no errors")
    };
    let (played, written) = (policy(), policy());
    let year = Year::new(&played, scenario.clone());
    let store = Database::scratch().expect("a database").workspace("acme");
    let from = year.starts_at();
    let writer = Writer::open(store, written, &source.bundle(), decide, from);
    let mut writer = writer.expect("a writer");
    writer.execute(year.collect()).expect("answers");
    let store = writer.into_store();
    let policy = in_force(&store, 1).expect("an answer");
    (store, policy.expect("a policy"))
}

/// Every report, by its name.
fn reports(store: &WorkspaceStore, policy: &Policy) -> BTreeMap<String, String> {
    let asked = Asked {
        period: Period::EVER,
        week: 4,
        trend: 0,
        now: store.head().expect("a head").at,
    };
    let json = |report: serde_json::Result<String>| report.expect("JSON");
    let mut all = BTreeMap::new();
    let matrix = queries::matrix(store, policy, &asked).expect("a matrix");
    all.insert("matrix.json".into(), json(serde_json::to_string(&matrix)));
    all.insert("matrix.csv".into(), matrix.sheet());
    for (id, point) in &policy.points {
        let report = queries::handoff_point(store, policy, point, &asked);
        let report = report.expect("an answer").expect("a report");
        all.insert(format!("{id}.json"), json(serde_json::to_string(&report)));
        all.insert(format!("{id}.csv"), report.sheet());
    }
    let failures = queries::failures(store, policy, &asked, None, None, usize::MAX);
    let failures = serde_json::to_string(&failures.expect("failures"));
    all.insert("failures.json".into(), json(failures));
    all
}

/// Of each kind, the record that the ledger speaks of most.
fn most_connected(store: &WorkspaceStore) -> Vec<RecordRef> {
    let mut entries: BTreeMap<RecordRef, u64> = BTreeMap::new();
    let mut each = |entry: Entry| {
        if let Some(record) = entry.record {
            *entries.entry(record).or_default() += 1;
        }
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, &mut each).expect("a ledger");
    let mut most: BTreeMap<RecordKind, (u64, RecordRef)> = BTreeMap::new();
    for (record, count) in entries {
        let best = most
            .entry(record.kind.clone())
            .or_insert((0, record.clone()));
        if best.0 < count {
            *best = (count, record);
        }
    }
    most.into_values().map(|(_, record)| record).collect()
}

/// The identity that most leads share.
fn most_shared(store: &WorkspaceStore, policy: &Policy) -> String {
    let leads = policy.kind(&"lead".into()).expect("a kind");
    let mut shared: BTreeMap<String, u64> = BTreeMap::new();
    let mut each = |row: Record| {
        let identity = row.identity(leads).filter(|_| row.key.kind == leads.name);
        if let Some(identity) = identity {
            *shared.entry(identity.to_string()).or_default() += 1;
        }
        ControlFlow::Continue(())
    };
    store.records(policy, &mut each).expect("records");
    let most = shared.into_iter().max_by_key(|(_, count)| *count);
    let (identity, count) = most.expect("leads");
    assert!(count > 1, "{identity} is nobody's twin");
    identity
}

fn erase(store: &mut WorkspaceStore, policy: &Policy, number: u8, who: Who) -> Outcome {
    let at = store.head().expect("a head").at;
    let order = Order {
        who,
        by: Actor::Person("dpo".into()),
        at,
        salt: [number; 32],
        key: [7; 32],
    };
    erasure::erase(store, policy, &order).expect("an erasure")
}

/// What the personal fields of these records hold, as text.
fn held(store: &WorkspaceStore, policy: &Policy, of: &BTreeSet<RecordRef>) -> BTreeSet<String> {
    let mut held = BTreeSet::new();
    let mut each = |row: Record| {
        let kind = policy.kind(&row.key.kind).filter(|_| of.contains(&row.key));
        for (field, value) in kind
            .iter()
            .flat_map(|kind| kind.fields.iter().zip(&row.fields))
        {
            held.extend(
                value
                    .value
                    .as_text()
                    .filter(|_| field.personal)
                    .map(ToString::to_string),
            );
        }
        ControlFlow::Continue(())
    };
    store.records(policy, &mut each).expect("records");
    held
}

/// `text` with every one of `values` crossed out: what is found is shown with the values that tell it.
fn crossed_out(text: &str, values: &BTreeSet<String>) -> String {
    values.iter().fold(text.to_owned(), |text, value| {
        text.replace(&format!("\"{value}\""), "\"×\"")
    })
}

#[test]
fn no_figure_changes_when_people_are_erased() {
    let (mut store, policy) = year();
    let mut before = reports(&store, &policy);
    let records = most_connected(&store);
    assert!(records.len() >= 4, "{records:?}");
    let mut people: Vec<Who> = records.into_iter().map(Who::Record).collect();
    people.push(Who::Identity(most_shared(&store, &policy).into()));

    let seen = |store: &WorkspaceStore, who: &Who| {
        let order = Order {
            who: who.clone(),
            by: Actor::Person("dpo".into()),
            at: store.head().expect("a head").at,
            salt: [0; 32],
            key: [7; 32],
        };
        erasure::preview(store, &policy, &order)
            .expect("a preview")
            .records
    };
    let about: BTreeSet<RecordRef> = people.iter().flat_map(|who| seen(&store, who)).collect();
    let values = held(&store, &policy, &about);
    let mut entries = 0;
    for (number, who) in (1..).zip(people) {
        entries += erase(&mut store, &policy, number, who).entries;
    }
    assert!(entries >= 15, "{entries} entries told of them");

    let mut after = reports(&store, &policy);
    let names = |reports: &mut BTreeMap<String, String>, values: &BTreeSet<String>| {
        let text = reports.remove("failures.json").expect("failures");
        crossed_out(&text, values)
    };
    let pseudonyms = held(&store, &policy, &about);
    assert!(values.is_disjoint(&pseudonyms), "{pseudonyms:?}");
    let failures = names(&mut before, &values);
    assert!(failures.contains('×'), "no failure shows a value of theirs");
    assert!(
        names(&mut after, &pseudonyms) == failures,
        "failures differ"
    );
    for (name, text) in &before {
        assert!(after.get(name) == Some(text), "{name} differs");
    }
    assert_eq!(before.len(), after.len());

    let mut scratch = Database::scratch().expect("a database").workspace("acme");
    let verdict = verify(&store, &mut scratch, "acme", &policy, &mut |_| ());
    let verdict = verdict.expect("a verdict");
    assert_eq!(verdict.difference, None);
    assert!(verdict.erased >= 15, "{}", verdict.erased);
}
