//! Those who send commands, as a CRM would: each under a key of its own, and again until it is answered.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::thread;

use serde_json::{Value as Json, json};
use tollgate_core::time::Timestamp;
use tollgate_testkit::seed::Seed;

use crate::http::Request;
use crate::process::Served;
use crate::waiting::until;

/// Every how many leads its owner accepts it.
const ACCEPTED: usize = 3;

/// Where a service is found; clients look it up before each attempt.
#[derive(Debug)]
pub(crate) struct Door(RwLock<SocketAddr>);

impl Door {
    pub(crate) fn of(served: &Served) -> Self {
        Self(RwLock::new(served.address))
    }

    /// From here on it leads to `served`.
    pub(crate) fn leads_to(&self, served: &Served) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = served.address;
    }

    fn address(&self) -> SocketAddr {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A command that was answered.
#[derive(Clone, Debug)]
pub(crate) enum Acknowledged {
    /// News of this lead, which led to the ledger's entries up to `sequence`.
    Told { lead: String, sequence: u64 },
    /// This handoff was accepted.
    Accepted { handoff: String },
}

/// What goes on while something is done to the service.
#[derive(Debug, Default)]
pub(crate) struct Load {
    attempts: AtomicUsize,
    /// Of those that were answered, how many had been carried out before, by a service that did not live to say so.
    repeated: AtomicUsize,
    over: AtomicBool,
}

impl Load {
    /// How many requests were begun.
    pub(crate) fn attempts(&self) -> usize {
        self.attempts.load(Ordering::Relaxed)
    }

    /// How many commands were answered by another service than the one that had carried them out.
    pub(crate) fn repeated(&self) -> usize {
        self.repeated.load(Ordering::Relaxed)
    }
}

/// Has `clients` clients send commands by way of `doors`, in turn, while `disturb` does its worst; each ends with a command
/// that was answered. All that was acknowledged.
pub(crate) fn under_load(
    doors: &[Door],
    clients: usize,
    disturb: impl FnOnce(&Load),
) -> Vec<Acknowledged> {
    let load = Load::default();
    thread::scope(|scope| {
        let load = &load;
        let begin = |number: usize| {
            let client = Client {
                number,
                door: &doors[number % doors.len()],
                load,
                moments: Seed::new(number as u64),
                acknowledged: Vec::new(),
            };
            scope.spawn(|| client.run())
        };
        let clients: Vec<_> = (0..clients).map(begin).collect();
        let ends = Over(&load.over);
        disturb(load);
        drop(ends);
        let joined = clients.into_iter().map(|client| client.join());
        joined.flat_map(|said| said.expect("a client")).collect()
    })
}

/// Ends the load, also where what disturbs it panics: nobody would end the clients otherwise.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Client<'a> {
    number: usize,
    door: &'a Door,
    load: &'a Load,
    moments: Seed,
    acknowledged: Vec<Acknowledged>,
}

impl Client<'_> {
    fn run(mut self) -> Vec<Acknowledged> {
        for count in 0.. {
            if self.load.over.load(Ordering::Relaxed) {
                break;
            }
            let name = format!("{}-{count}", self.number);
            let opened = self.tell(&name);
            if count % ACCEPTED == 0 {
                self.accept(&name, &opened);
            }
        }
        self.acknowledged
    }

    /// Tells of a lead that came in almost a minute ago; what came of it.
    fn tell(&mut self, name: &str) -> Json {
        let lead = format!("L-{name}");
        let request = Request::post("/v1/records", told(&lead, &mut self.moments));
        let done = self.insist(&request.with("idempotency-key", &lead));
        if done["repeated"] == true {
            self.load.repeated.fetch_add(1, Ordering::Relaxed);
        }
        let sequence = done["sequence"].as_u64().expect("a place");
        self.acknowledged
            .push(Acknowledged::Told { lead, sequence });
        done
    }

    /// Accepts the handoff that `opened` tells of, for whom it was given to.
    fn accept(&mut self, name: &str, opened: &Json) {
        let events = opened["events"].as_array().expect("events");
        let routed = events.iter().find(|event| event["owner"].is_string());
        let routed = routed.expect("somebody has it");
        let text = |field: &str| routed[field].as_str().expect("a text").to_owned();
        let (handoff, owner) = (text("handoff"), text("owner"));
        let request = Request::post(&format!("/v1/handoffs/{handoff}/accept"), "");
        let request = request.with("idempotency-key", &format!("A-{name}"));
        self.insist(&request.with("tollgate-acting", &owner));
        self.acknowledged.push(Acknowledged::Accepted { handoff });
    }

    /// Asks until there is an answer; a service that is out of order is asked again.
    fn insist(&self, request: &Request) -> Json {
        until("a command is answered", || {
            self.load.attempts.fetch_add(1, Ordering::Relaxed);
            let answer = request.ask(self.door.address()).ok()?;
            (answer.status < 500).then(|| answer.ok())
        })
    }
}

/// News of a lead whose promise falls due within seconds, at an instant that `moments` says.
pub(crate) fn told(lead: &str, moments: &mut Seed) -> String {
    let now = jiff::Timestamp::now().as_microsecond();
    let ago = 57_500_000 + moments.below(2_400_000);
    let created_at = Timestamp::from_micros(now - i64::try_from(ago).expect("a minute"));
    let fields = json!({ "stage": "new" });
    json!({ "kind": "lead", "id": lead, "created_at": created_at.to_string(), "fields": fields })
        .to_string()
}
