//! From the ledger to a server, and what is left where it fails.

mod common;

use std::cell::Cell;

use common::{Office, SECRET, Server, settings, status};
use tollgate_connectors::Connectors;
use tollgate_connectors::settings::EndpointText;
use tollgate_connectors::webhook::{Key, Signed, verify};
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::loops::outbox::{Dispatcher, Settings};
use tollgate_service::ports::Store;
use tollgate_service::ports::outbox::{Outbox, Undeliverable};
use tollgate_service::writer::Writer;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

fn workspace() -> MemoryStore {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(3);
    for _ in 0..30 {
        let order = history.next(&writer.store().rows());
        writer.execute(vec![order]).expect("an answer");
    }
    writer.into_store()
}

/// Runs the dispatcher on `store` until nothing is due; the clock jumps to whenever something is.
fn run(store: &MemoryStore, carrier: Connectors) {
    let handle = || store.another().expect("a handle");
    let mut dispatcher = Dispatcher::new(handle(), handle(), carrier, Settings::default());
    let (policy, clock) = (policy(), Cell::new(1_772_460_960_000_000));
    let now = || Timestamp::from_micros(clock.get());
    while let Some(at) = dispatcher.run_once(&policy, &now).expect("an answer") {
        clock.set(clock.get().max(at.as_micros()));
    }
}

#[test]
fn what_a_server_misses_it_gets_later_and_can_tell_a_repetition() {
    // Every third request fails, and the answer to every fifth is lost after the server took it.
    let server = Server::new(|before| match before % 15 {
        2 | 5 | 8 | 11 | 14 => status("500 Oops", "", ""),
        4 | 9 => common::Answer::Bytes(Vec::new()),
        _ => status("200 OK", "", ""),
    });
    let mut store = workspace();
    let text = format!(
        r#"{{"name": "crm", "kind": "webhook", "url": "{}", "secrets": ["{SECRET}"]}}"#,
        server.url()
    );
    let text: EndpointText = serde_json::from_str(&text).expect("an endpoint as it is written");
    let settings = settings();
    let endpoint = text.check(&policy(), &settings.guard).expect("an endpoint");
    store.put_endpoint(&endpoint, Some(0)).expect("put");
    run(&store, Office::new(&settings).into_carrier());
    let row = &store.endpoints().expect("an answer")[0];
    assert_eq!((row.waiting, row.parked), (0, 0));
    let (mut ids, requests) = (Vec::new(), server.requests());
    for request in &requests {
        let signed = Signed {
            id: request.header("webhook-id"),
            timestamp: request.header("webhook-timestamp"),
            signature: request.header("webhook-signature"),
        };
        let key: Key = SECRET.parse().expect("a secret");
        let sent_at = signed.timestamp.parse().expect("seconds");
        assert_eq!(verify(&[key], signed, &request.body, sent_at, 0), Ok(()));
        ids.push(signed.id.to_owned());
    }
    let tried = ids.len();
    ids.sort();
    ids.dedup();
    assert!(
        ids.len() > 10 && tried > ids.len(),
        "{tried} of {}",
        ids.len()
    );
}

#[test]
fn a_server_that_is_gone_is_left_alone_and_one_that_never_answers_fills_the_dead_letters() {
    let (gone, down) = (
        Server::new(|_| status("410 Gone", "", "")),
        Server::new(|_| status("500 Oops", "", "")),
    );
    let mut store = workspace();
    for (name, server) in [("gone", &gone), ("down", &down)] {
        let mut endpoint = common::webhook(&server.url());
        endpoint.name = name.to_owned();
        endpoint.filter.events = vec!["handoff_routed".into(), "clock_breached".into()];
        store.put_endpoint(&endpoint, Some(0)).expect("put");
    }
    run(&store, Office::new(&settings()).into_carrier());
    let rows = store.endpoints().expect("an answer");
    assert_eq!(gone.requests().len(), 1);
    assert_eq!(
        rows[1].disabled_why.as_deref(),
        Some("it answered 410 Gone")
    );
    assert!(rows[0].endpoint.enabled && rows[0].parked > 0);
    let dead = store.undelivered("down", Undeliverable::Parked, None, 100);
    for letter in dead.expect("an answer") {
        assert_eq!(letter.attempts, Settings::default().schedule.attempts_max);
        assert_eq!(letter.last_error, "it answered 500 Internal Server Error");
    }
}
