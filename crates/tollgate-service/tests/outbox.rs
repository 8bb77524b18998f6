//! What goes out reaches everybody: whatever fails, and whenever the process dies.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::loops::outbox::{
    Dispatcher, Endpoint, Filter, Schedule, Settings, Target, message_id, recipients,
};
use tollgate_service::ports::carrier::{Carrier, Message, Outcome};
use tollgate_service::ports::outbox::{
    Claim, EndpointRow, Outbox, Place, Progress, Undeliverable, Undelivered,
};
use tollgate_service::ports::{Entries, Read, Store, StoreError};
use tollgate_service::seal::Secret;
use tollgate_service::writer::Writer;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::seed::Seed;

const SECOND: i64 = 1_000_000;

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

fn letters(name: &str) -> Endpoint {
    Endpoint {
        target: Target::Email {
            to: vec!["ops@acme.example".to_owned()],
            addresses: BTreeMap::new(),
        },
        ..webhook(name)
    }
}

/// A workspace whose ledger a history of `seed` has filled.
fn workspace(seed: u64, orders: usize) -> MemoryStore {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(seed);
    for _ in 0..orders {
        let order = history.next(&writer.store().rows());
        writer.execute(vec![order]).expect("an answer");
    }
    writer.into_store()
}

/// The ids of all messages that the ledger has for `endpoint`, in their order.
fn expected(store: &MemoryStore, endpoint: &Endpoint) -> Vec<String> {
    let mut ids = Vec::new();
    let rows = store.rows();
    let mut each = |entry: tollgate_service::ledger::Entry| {
        let handoff = entry.handoff.and_then(|id| rows.handoff(&id));
        let takes = endpoint.filter.takes(&endpoint.target, &entry.tag)
            && endpoint.filter.takes_point(handoff.map(|row| &row.point));
        if takes {
            let event = entry.event().expect("an event");
            let count = recipients(&endpoint.target, &event, handoff).len();
            let sequence = entry.sequence;
            let parts = 0..u32::try_from(count).expect("a few");
            ids.extend(parts.map(|part| message_id("acme", Place { sequence, part })));
        }
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, &mut each).expect("a ledger");
    ids
}

/// Answers as it is told, and keeps what it was given.
struct Post<'a> {
    answer: &'a dyn Fn(&Message<'_>) -> Outcome,
    /// Endpoint, message and whether it took it.
    log: &'a RefCell<Vec<(String, String, bool)>>,
    clock: &'a Cell<i64>,
    takes: i64,
}

impl Carrier for Post<'_> {
    fn send(&self, endpoint: &Endpoint, message: &Message<'_>, _: Timestamp) -> Outcome {
        self.clock.set(self.clock.get() + self.takes);
        let outcome = (self.answer)(message);
        let taken = outcome == Outcome::Delivered;
        let row = (endpoint.name.clone(), message.id.to_owned(), taken);
        self.log.borrow_mut().push(row);
        outcome
    }
}

/// An outbox whose process dies now and then: before it records, or after.
struct Mortal<'a> {
    inner: MemoryStore,
    seed: &'a RefCell<Seed>,
    once_in: usize,
    deaths: &'a Cell<u32>,
}

impl Outbox for Mortal<'_> {
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError> {
        self.inner.endpoints()
    }

    fn put_endpoint(&mut self, endpoint: &Endpoint, after: Option<u64>) -> Result<(), StoreError> {
        self.inner.put_endpoint(endpoint, after)
    }

    fn switch_endpoint(&mut self, name: &str, enabled: bool) -> Result<bool, StoreError> {
        self.inner.switch_endpoint(name, enabled)
    }

    fn remove_endpoint(&mut self, name: &str) -> Result<bool, StoreError> {
        self.inner.remove_endpoint(name)
    }

    fn claim(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Option<Claim>, StoreError> {
        self.inner.claim(now, until, limit)
    }

    fn record(&mut self, claim: &Claim, progress: &Progress) -> Result<bool, StoreError> {
        let dies = self.once_in > 0 && self.seed.borrow_mut().once_in(self.once_in);
        let before = self.seed.borrow_mut().once_in(2);
        if dies {
            self.deaths.set(self.deaths.get() + 1);
        }
        if !dies || !before {
            self.inner.record(claim, progress)?;
        }
        match dies {
            true => Err(StoreError::Unavailable("the process died".into())),
            false => Ok(true),
        }
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.inner.next_due()
    }

    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        self.inner.undelivered(name, state, after, limit)
    }

    fn redeliver(
        &mut self,
        name: &str,
        place: Option<Place>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.inner.redeliver(name, place, now)
    }
}

/// A run of the dispatcher until nothing is due.
struct Run {
    store: MemoryStore,
    log: Vec<(String, String, bool)>,
    deaths: u32,
    elapsed: i64,
}

impl Run {
    /// Which messages `endpoint` took, in the order in which it did.
    fn taken(&self, endpoint: &str) -> Vec<String> {
        let taken = self
            .log
            .iter()
            .filter(|(name, _, taken)| name == endpoint && *taken);
        taken.map(|(_, id, _)| id.clone()).collect()
    }

    fn row(&self, endpoint: &str) -> EndpointRow {
        let rows = self.store.endpoints().expect("endpoints");
        rows.into_iter()
            .find(|row| row.endpoint.name == endpoint)
            .expect("the endpoint")
    }
}

/// Serves the endpoints of `store` until nothing is due; every run may be by a new process.
fn run(
    store: MemoryStore,
    settings: Settings,
    takes: i64,
    mortality: Option<(u64, usize)>,
    answer: &dyn Fn(&Message<'_>) -> Outcome,
) -> Run {
    let (policy, log, clock) = (policy(), RefCell::default(), Cell::new(0));
    let (seed, once_in) = mortality.unwrap_or((0, 0));
    let (seed, deaths) = (RefCell::new(Seed::new(seed)), Cell::new(0));
    for _ in 0..100_000 {
        let mut dispatcher = Dispatcher::new(
            Mortal {
                inner: store.another().expect("a handle"),
                seed: &seed,
                once_in,
                deaths: &deaths,
            },
            store.another().expect("a handle"),
            Post {
                answer,
                log: &log,
                clock: &clock,
                takes,
            },
            settings,
        );
        let now = || Timestamp::from_micros(clock.get());
        match dispatcher.run_once(&policy, &now) {
            Ok(Some(at)) => clock.set(clock.get().max(at.as_micros())),
            Ok(None) => {
                return Run {
                    store,
                    log: log.into_inner(),
                    deaths: deaths.get(),
                    elapsed: clock.get(),
                };
            }
            // Whoever comes next waits for the end of the lease.
            Err(_) => {}
        }
    }
    panic!("it never came to rest");
}

fn failed(_: &Message<'_>) -> Outcome {
    Outcome::Failed {
        why: "it answered 500".to_owned(),
    }
}

fn with(endpoints: &[Endpoint], seed: u64) -> MemoryStore {
    let mut store = workspace(seed, 60);
    for endpoint in endpoints {
        store.put_endpoint(endpoint, Some(0)).expect("put");
    }
    store
}

#[test]
fn everything_is_told_once_and_in_order() {
    let store = with(&[webhook("crm"), letters("mail")], 3);
    let settings = Settings {
        entries_max: 7,
        messages_max: 3,
        ..Settings::default()
    };
    let run = run(store, settings, SECOND, None, &|_| Outcome::Delivered);
    for endpoint in [webhook("crm"), letters("mail")] {
        let expected = expected(&run.store, &endpoint);
        assert!(expected.len() > 10, "there is something to tell");
        assert_eq!(run.taken(&endpoint.name), expected);
    }
    let head = run.store.head().expect("a head").sequence;
    let crm = run.row("crm");
    assert_eq!((crm.cursor, crm.waiting, crm.parked), (head, 0, 0));
}

#[test]
fn a_message_that_fails_does_not_hold_up_those_behind_it() {
    let store = with(&[webhook("crm")], 4);
    let expected = expected(&store, &webhook("crm"));
    let third = expected[2].clone();
    let run = run(store, Settings::default(), 0, None, &|message| {
        if message.id == third {
            failed(message)
        } else {
            Outcome::Delivered
        }
    });
    let others: Vec<_> = expected
        .iter()
        .filter(|id| **id != third)
        .cloned()
        .collect();
    assert_eq!(run.taken("crm"), others);
    let parked = run
        .store
        .undelivered("crm", Undeliverable::Parked, None, 10)
        .expect("an answer");
    assert_eq!(parked.len(), 1);
    assert_eq!(message_id("acme", parked[0].place), third);
    assert_eq!(parked[0].attempts, Schedule::default().attempts_max);
    assert_eq!(parked[0].last_error, "it answered 500");
}

#[test]
fn a_dead_letter_that_is_redelivered_arrives() {
    let store = with(&[webhook("crm")], 4);
    let first = expected(&store, &webhook("crm"))[0].clone();
    let fails = |message: &Message<'_>| match message.id == first {
        true => Outcome::Undeliverable {
            why: "no".to_owned(),
        },
        false => Outcome::Delivered,
    };
    let mut before = run(store, Settings::default(), 0, None, &fails);
    assert_eq!(before.row("crm").parked, 1);
    let now = Timestamp::from_micros(0);
    assert_eq!(before.store.redeliver("crm", None, now).expect("put"), 1);
    let after = run(before.store, Settings::default(), 0, None, &|_| {
        Outcome::Delivered
    });
    assert_eq!(after.taken("crm"), [first]);
    assert_eq!(after.row("crm").parked, 0);
}

#[test]
fn an_endpoint_that_does_not_answer_is_left_in_peace() {
    let store = with(&[webhook("crm"), webhook("up")], 5);
    let all = expected(&store, &webhook("crm")).len();
    let settings = Settings {
        schedule: Schedule {
            attempts_max: u32::MAX,
            ..Schedule::default()
        },
        ..Settings::default()
    };
    let tries = Cell::new(0);
    // It is down for as long as it takes twenty attempts to find out.
    let run = run(store, settings, 0, None, &|message| {
        tries.set(tries.get() + 1);
        if tries.get() <= 20 {
            failed(message)
        } else {
            Outcome::Delivered
        }
    });
    let crm = run.row("crm");
    assert_eq!(run.taken("crm").len(), all);
    assert_eq!((crm.circuit.failures, crm.waiting, crm.parked), (0, 0, 0));
    let tried: BTreeSet<_> = run.log.iter().filter(|row| !row.2).collect();
    assert!(
        tried.len() <= 12,
        "nothing new was taken up while it was down"
    );
    assert!(run.elapsed > 60 * SECOND);
}

#[test]
fn an_endpoint_that_is_gone_is_told_the_rest_once_it_is_enabled() {
    let store = with(&[webhook("crm")], 6);
    let all = expected(&store, &webhook("crm"));
    let fourth = all[3].clone();
    let mut gone = run(
        store,
        Settings::default(),
        0,
        None,
        &|message| match message.id == fourth {
            true => Outcome::Gone {
                why: "it answered 410 Gone".to_owned(),
            },
            false => Outcome::Delivered,
        },
    );
    assert_eq!(gone.taken("crm"), all[..3]);
    let row = gone.row("crm");
    assert!(!row.endpoint.enabled);
    assert_eq!(row.disabled_why.as_deref(), Some("it answered 410 Gone"));
    gone.store.put_endpoint(&webhook("crm"), None).expect("put");
    let rest = run(gone.store, Settings::default(), 0, None, &|_| {
        Outcome::Delivered
    });
    assert_eq!(rest.taken("crm"), all[3..]);
}

#[test]
fn a_slow_endpoint_is_told_no_more_than_its_lease_has_time_for() {
    let store = with(&[letters("mail")], 7);
    let settings = Settings::default();
    let run = run(store, settings, settings.attempt_max - 1, None, &|_| {
        Outcome::Delivered
    });
    // Nobody was told twice, though a claim has time for four or five messages only.
    assert_eq!(run.taken("mail"), expected(&run.store, &letters("mail")));
}

#[test]
fn only_the_points_and_events_that_were_asked_for_are_told() {
    let mut endpoint = webhook("crm");
    endpoint.filter.points = vec!["won_to_cs".to_owned()];
    endpoint.filter.events = vec!["handoff_opened".to_owned(), "violation_opened".to_owned()];
    let store = with(&[endpoint.clone()], 9);
    let run = run(store, Settings::default(), 0, None, &|message| {
        let point = message.handoff.map(|handoff| handoff.point.as_str());
        assert!(matches!(point, Some("won_to_cs") | None));
        assert!(
            endpoint
                .filter
                .events
                .contains(&message.entry.tag.to_string())
        );
        Outcome::Delivered
    });
    assert_eq!(run.taken("crm"), expected(&run.store, &endpoint));
}

/// Whatever the seed makes of it: failures, deaths before and after the record, small claims.
#[test]
fn nothing_is_lost_and_nothing_comes_twice_without_a_failure() {
    for seed in 0..30 {
        let mut chance = Seed::new(seed);
        let store = with(&[webhook("crm"), letters("mail")], seed % 6);
        let settings = Settings {
            entries_max: 1 + chance.below(40),
            messages_max: 1 + chance.below(6),
            ..Settings::default()
        };
        let (bad, once_in) = (2 + chance.below(5), [0, 3, 8][chance.below(3)]);
        let takes = SECOND * i64::try_from(chance.below(25)).expect("a few");
        let chance = RefCell::new(chance);
        let run = run(store, settings, takes, Some((seed, once_in)), &|message| {
            let mut chance = chance.borrow_mut();
            match chance.below(bad * 3) {
                0 => failed(message),
                1 => Outcome::Busy {
                    why: "slowly".to_owned(),
                    wait: chance.once_in(2).then_some(90 * SECOND),
                },
                2 if chance.once_in(4) => Outcome::Undeliverable {
                    why: "no".to_owned(),
                },
                _ => Outcome::Delivered,
            }
        });
        for endpoint in [webhook("crm"), letters("mail")] {
            check(&run, &endpoint, seed, once_in);
        }
    }
}

fn check(run: &Run, endpoint: &Endpoint, seed: u64, once_in: usize) {
    let name = &endpoint.name;
    let parked = run
        .store
        .undelivered(name, Undeliverable::Parked, None, usize::MAX)
        .expect("an answer");
    let parked = parked.iter().map(|row| message_id("acme", row.place));
    let taken = run.taken(name);
    let arrived: BTreeSet<String> = taken.iter().cloned().chain(parked.clone()).collect();
    let all: BTreeSet<String> = expected(&run.store, endpoint).into_iter().collect();
    assert_eq!(
        arrived, all,
        "seed {seed}: {name} misses some, or got others"
    );
    assert_eq!(run.row(name).waiting, 0, "seed {seed}");
    if once_in == 0 {
        assert_eq!(run.deaths, 0);
        let both = taken.len() + parked.count();
        assert_eq!(both, all.len(), "seed {seed}: {name} got some twice");
    }
}
