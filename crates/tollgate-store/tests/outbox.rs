//! Several dispatchers serve one workspace, each by a handle of its own, and nobody is told anything twice.

mod common;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use common::Place;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::loops::outbox::{
    Dispatcher, Endpoint, Filter, Schedule, Settings, Target, is_bookkeeping,
};
use tollgate_service::ports::carrier::{Carrier, Message, Outcome};
use tollgate_service::ports::outbox::{Outbox as _, Undeliverable};
use tollgate_service::ports::{Entries, Read as _, Store as _};
use tollgate_service::seal::Secret;
use tollgate_service::writer::Writer;
use tollgate_store::WorkspaceStore;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

on_both_databases! {
    dispatchers_share_the_work_and_tell_nobody_twice
}

const DISPATCHERS: usize = 3;

/// Takes everything but each message's first attempt where its sequence is a multiple of five, and keeps who took what.
struct Post<'a>(&'a Mutex<Log>);

/// How often each message of each endpoint was tried, and how often it was taken.
type Log = BTreeMap<(String, String), (u32, u32)>;

impl Carrier for Post<'_> {
    fn send(&self, endpoint: &Endpoint, message: &Message<'_>, _: Timestamp) -> Outcome {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (endpoint.name.clone(), message.id.to_owned());
        let (tried, taken) = log.entry(key).or_default();
        *tried += 1;
        if *tried == 1 && message.entry.sequence.is_multiple_of(5) {
            return Outcome::Failed {
                why: "not the first time".to_owned(),
            };
        }
        *taken += 1;
        Outcome::Delivered
    }
}

fn webhook(name: &str) -> Endpoint {
    Endpoint {
        name: name.to_owned(),
        target: Target::Webhook {
            url: "https://crm.example".to_owned(),
            secrets: vec![Secret::new("whsec_c2VjcmV0")],
        },
        filter: Filter::default(),
        enabled: true,
    }
}

/// Writes a history into `store`; how many of its entries are told of.
fn fill(store: WorkspaceStore) -> usize {
    let model = MemoryStore::new("acme");
    let open = |store| Writer::open(store, policy(), TEXT, decide, Timestamp::MIN);
    let mut model = open(model).expect("a writer");
    let (mut history, mut orders) = (History::new(8), Vec::new());
    for _ in 0..40 {
        let order = history.next(&model.store().rows());
        model.execute(vec![order.clone()]).expect("an answer");
        orders.push(order);
    }
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    writer.execute(orders).expect("answers");
    let mut told = 0;
    let mut each = |entry: tollgate_service::ledger::Entry| {
        told += usize::from(!is_bookkeeping(&entry.tag));
        std::ops::ControlFlow::Continue(())
    };
    let ledger = writer.store();
    ledger.ledger(&Entries::All, 0, &mut each).expect("entries");
    told
}

/// Runs until nothing is due any more; the clock jumps to whenever something is.
fn serve(outbox: WorkspaceStore, ledger: WorkspaceStore, post: Post<'_>) {
    let settings = Settings {
        schedule: Schedule {
            failures_max: u32::MAX,
            ..Schedule::default()
        },
        messages_max: 4,
        // Longer than all retries together.
        lease: 1_000_000_000_000_000,
        ..Settings::default()
    };
    let mut dispatcher = Dispatcher::new(outbox, ledger, post, settings);
    let (policy, clock) = (policy(), std::cell::Cell::new(0));
    let now = || Timestamp::from_micros(clock.get());
    while let Some(at) = dispatcher.run_once(&policy, &now).expect("an answer") {
        // Another one's claim is waited for by looking again, not by letting it end: it is at work.
        if at.since(now()) < settings.lease / 2 {
            clock.set(clock.get().max(at.as_micros()));
        }
        std::thread::yield_now();
    }
}

fn dispatchers_share_the_work_and_tell_nobody_twice(make: fn() -> Place) {
    let place = make();
    let mut store = place.store();
    let told = fill(place.store());
    for name in ["a", "b"] {
        store.put_endpoint(&webhook(name), Some(0)).expect("put");
    }
    let log = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..DISPATCHERS {
            let handles = [&store, &store].map(|store| store.another().expect("a handle"));
            let [outbox, ledger] = handles;
            let post = Post(&log);
            scope.spawn(move || serve(outbox, ledger, post));
        }
    });
    let log = log.into_inner().expect("nobody panicked");
    assert_eq!(log.len(), told * 2, "each endpoint was told everything");
    assert!(
        log.values().all(|(_, taken)| *taken == 1),
        "and nothing twice: {log:?}"
    );
    for row in store.endpoints().expect("endpoints") {
        assert_eq!((row.waiting, row.parked), (0, 0), "{}", row.endpoint.name);
    }
    let parked = store.undelivered("a", Undeliverable::Parked, None, 10);
    assert_eq!(parked.expect("an answer"), []);
}
