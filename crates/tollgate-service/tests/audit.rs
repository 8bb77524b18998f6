//! What is done to the workspace is an entry of the ledger like every other.

use std::ops::ControlFlow;

use tollgate_core::audit::AuditKind;
use tollgate_core::command::Actor;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::audit::{done, note, order};
use tollgate_service::ledger::Entry;
use tollgate_service::ports::{Entries, Read};
use tollgate_service::stored::to_text;
use tollgate_service::writer::Writer;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

/// A workspace in which something happened.
fn workspace() -> Writer<MemoryStore> {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(11);
    for _ in 0..30 {
        let next = history.next(&writer.store().rows());
        writer.execute(vec![next]).expect("an answer");
    }
    writer
}

fn ledger(store: &MemoryStore) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut each = |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, &mut each).expect("a ledger");
    entries
}

#[test]
fn what_is_done_beside_the_service_fires_no_alarm_and_says_when_it_was_done() {
    let mut store = workspace().into_store();
    let before = ledger(&store);
    let long_after = store.head().expect("a head").at.plus(400 * 86_400_000_000);
    let made = done(
        AuditKind::TokenMade,
        "tg_0123",
        Some("for the crm"),
        long_after,
    );
    let actor = Actor::System("operator".into());
    note(&mut store, &policy(), actor, made.clone()).expect("an entry");
    let after = ledger(&store);
    assert_eq!(after.len(), before.len() + 1);
    let entry = after.last().expect("an entry");
    assert_eq!((entry.tag.as_str(), &entry.record), ("audited", &None));
    assert_eq!(Some(entry.at), before.last().map(|entry| entry.at));
    assert!(entry.body.contains(&to_text(&made)), "{}", entry.body);
}

#[test]
fn a_writer_carries_it_out_like_any_other_order() {
    let mut writer = workspace();
    let at = writer.store().head().expect("a head").at;
    let failed = done(AuditKind::SignInFailed, "ana@acme.example", None, at);
    let answers = writer.execute(vec![order(Actor::Tollgate, failed)]);
    assert_eq!(answers.expect("answers").len(), 1);
    let last = ledger(writer.store()).pop().expect("an entry");
    assert!(last.body.contains("\"sign_in_failed\""), "{}", last.body);
}
