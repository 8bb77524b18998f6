//! A clock that is set forward by a month and back by a day while a workspace is in service: what fell due fires once, in
//! order, at its own instant; time never goes back in the ledger.

mod common;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use tollgate_core::command::{Actor, Command, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::RecordRef;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_service::live::{Clock as _, Live};
use tollgate_service::ports::{Entries, Read as _, Store as _};
use tollgate_service::verify::verify;
use tollgate_service::writer::{Order, Writer};
use tollgate_sim::check::in_ledger;
use tollgate_store::WorkspaceStore;
use tollgate_testkit::clock::SharedClock;
use tollgate_testkit::policy::{TEXT, policy};

use common::{Place, scratch};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// By how many minutes the clock jumps, between leads that come in.
const JUMPS: [i64; 8] = [
    30 * DAY,
    -DAY,
    2 * HOUR,
    -7 * DAY,
    9 * DAY,
    -30 * DAY,
    1,
    60 * DAY,
];

/// A workspace in service, and the clock that it goes by.
struct Service {
    live: Live<WorkspaceStore>,
    clock: SharedClock,
    leads: usize,
}

impl Service {
    fn of(store: WorkspaceStore) -> Self {
        let clock = SharedClock::at("2026-03-02T15:00:00Z");
        let writer = Writer::open(store, policy(), TEXT, decide, clock.now()).expect("a writer");
        let live = Live::start(writer, Arc::new(clock.clone()), || ()).expect("a service");
        Self {
            live,
            clock,
            leads: 0,
        }
    }

    /// Tells of another lead, which is there when this returns.
    fn tell(&mut self) {
        self.leads += 1;
        let (tell, answered) = channel();
        let order = lead(self.leads, self.live.now());
        let reply = Box::new(move |answer| tell.send(answer).expect("somebody waits"));
        self.live.give(vec![order], reply);
        let answer = answered.recv().expect("an answer");
        assert!(answer.is_ok(), "{answer:?}");
    }

    /// Sets the clock, and waits until all has fired that is due then.
    fn jump(&self, minutes: i64) {
        self.clock.pass_minutes(minutes);
        let (now, begun) = (self.clock.now(), Instant::now());
        loop {
            let store = self.live.reader().expect("a handle");
            let next = store.alarms(Timestamp::MIN, 1).expect("answers");
            if next.first().is_none_or(|(at, _)| *at > now) {
                return;
            }
            let waited = begun.elapsed();
            assert!(waited < Duration::from_secs(60), "{next:?} does not fire");
            std::thread::yield_now();
        }
    }
}

fn lead(number: usize, now: Timestamp) -> Order {
    let fields = [("stage", Value::text("mql")), ("employees", Value::Int(50))];
    let change = RecordChange {
        record: RecordRef::new("lead", format!("L{number}").as_str()),
        created_at: None,
        changed_at: now,
        fields: fields.map(|(name, value)| (name.into(), value)).to_vec(),
    };
    Order {
        delivery: None,
        request: Request {
            actor: Actor::System("crm".into()),
            command: Command::Observe(change),
        },
        at: now,
    }
}

fn events(store: &WorkspaceStore) -> Vec<Event> {
    let mut events = Vec::new();
    let each = &mut |entry: tollgate_service::ledger::Entry| {
        events.push(entry.event().expect("an event"));
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, each).expect("answers");
    events
}

/// When each promise was due that was called broken, and when it was.
fn breaches(events: &[Event]) -> Vec<(Timestamp, Timestamp)> {
    let breach = |event: &Event| match event.what {
        What::ClockBreached { due_at, .. } => Some((due_at, event.at)),
        _ => None,
    };
    events.iter().filter_map(breach).collect()
}

fn jumps(place: fn() -> Place) {
    let (_place, store) = place().kept_with_store();
    let mut service = Service::of(store.another().expect("a handle"));
    for minutes in JUMPS {
        (0..10).for_each(|_| service.tell());
        service.jump(minutes);
    }
    service.live.stop();
    let events = events(&store);
    assert!(events.is_sorted_by_key(|event| event.at), "time went back");
    let breaches = breaches(&events);
    assert!(breaches.len() > 10, "{breaches:?}");
    for (due_at, at) in breaches {
        assert_eq!(at.since(due_at), 1, "microsecond");
    }
    let mut in_force = policy();
    in_force.revision = 1;
    assert_eq!(
        in_ledger(
            std::slice::from_ref(&in_force),
            &events,
            service.clock.now()
        ),
        []
    );
    let verdict = verify(&store, &mut scratch(), "acme", &policy(), &mut |_| ());
    assert_eq!(verdict.expect("a verdict").difference, None);
}

on_both_databases! { jumps }
