//! How fast a gate answers over HTTP while records come in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::bed::Kind;
use super::figure::Figure;
use super::ingest::{BATCH, batches_a_second};
use super::measure::Effort;
use super::served::{Client, Service, batch};

const GOAL_MS: f64 = 5.0;

/// On both databases, with records coming in at half the rate at which they can.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let (batches, seconds) = match effort {
        Effort::Quick => (5, 1),
        Effort::Full => (50, 15),
    };
    let on = |kind: &Kind| {
        let rate = batches_a_second(&kind.bed(), batches) * BATCH as f64;
        gates(*kind, rate / 2.0, seconds)
    };
    Kind::ALL.iter().map(on).collect()
}

/// The time in which 99 of 100 gate checks are answered while records come in at `rate` a second, beside a request that
/// asks for nothing: what the machine's own scheduling takes of it.
fn gates(kind: Kind, rate: f64, seconds: u64) -> Figure {
    let bed = kind.bed();
    let service = Service::start(&bed.location(), None);
    let mut client = Client::to(service.address());
    client.post("/v1/records/batch", &deals());
    let over = Arc::new(AtomicBool::new(false));
    let (gates, nothing) = thread::scope(|scope| {
        let ingesting = Arc::clone(&over);
        let address = service.address();
        scope.spawn(move || ingest_at(rate, Client::to(address), &ingesting));
        let time = Duration::from_secs(seconds);
        let gates = p99_ms(time, |number| {
            drop(client.post("/v1/gates/ask", &question(number)))
        });
        let nothing = p99_ms(time, |_| drop(client.get("/healthz")));
        over.store(true, Ordering::Relaxed);
        (gates, nothing)
    });
    service.stop();
    Figure {
        name: format!(
            "gate check over HTTP with {}, p99, records coming in at {rate:.0}/s",
            kind.name()
        ),
        value: gates,
        unit: "ms",
        against: Some(("a request that asks for nothing", nothing)),
        goal: format!("under {GOAL_MS} ms"),
        holds: gates < GOAL_MS,
    }
}

/// Sends batches of 100, evenly spread, until it is over.
fn ingest_at(rate: f64, mut client: Client, over: &AtomicBool) {
    const TOGETHER: usize = 100;
    let pause = Duration::from_secs_f64(TOGETHER as f64 / rate);
    let (started, mut sent) = (Instant::now(), 0u32);
    while !over.load(Ordering::Relaxed) {
        let first = 1_000_000 + sent as usize * TOGETHER;
        client.post("/v1/records/batch", &batch(first..first + TOGETHER));
        sent += 1;
        let due = started + pause * sent;
        thread::sleep(due.saturating_duration_since(Instant::now()));
    }
}

/// The milliseconds in which 99 of 100 of what is asked, again and again for `time`, are answered.
fn p99_ms(time: Duration, mut ask: impl FnMut(usize)) -> f64 {
    let (started, mut times) = (Instant::now(), Vec::new());
    while started.elapsed() < time {
        let asked = Instant::now();
        ask(times.len());
        times.push(asked.elapsed());
        // A CRM asks now and then; a client that never pauses would measure how it steals the server's processor.
        thread::sleep(Duration::from_millis(2));
    }
    times.sort_unstable();
    times[times.len() * 99 / 100].as_secs_f64() * 1000.0
}

fn question(number: usize) -> String {
    let number = number % 100;
    format!(r#"{{"kind":"opportunity","record":"O-{number}","into":"proposal"}}"#)
}

fn deals() -> String {
    let deal = |number| {
        format!(
            r#"{{"kind":"opportunity","id":"O-{number}","fields":{{"stage":"qualification","amount":1000}}}}"#
        )
    };
    let deals: Vec<String> = (0..100).map(deal).collect();
    format!("[{}]", deals.join(","))
}
