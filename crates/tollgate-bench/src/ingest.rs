//! Records over HTTP into each database, durable when answered, beside a bare insert of the rows that they leave there in equal
//! transactions; and how fast a gate answers meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::bed::{Bed, Kind};
use super::figure::Figure;
use super::measure::Effort;
use super::served::{Client, Service, batch, record};

/// Records of a batch.
const BATCH: usize = 1_000;
/// Clients that send one record at a time.
const CLIENTS: usize = 64;
const GATE_GOAL_MS: f64 = 5.0;

/// Batches, single records, and gates, on both databases.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    Kind::ALL
        .iter()
        .flat_map(|kind| on(*kind, effort))
        .collect()
}

fn on(kind: Kind, effort: Effort) -> Vec<Figure> {
    let (batches, singles, seconds) = match effort {
        Effort::Quick => (5, 2_000, 1),
        Effort::Full => (100, 60_000, 15),
    };
    let (batched, rate) = in_batches(kind, batches);
    let singles = one_by_one(kind, singles);
    vec![batched, singles, gates(kind, rate / 2.0, seconds)]
}

fn in_batches(kind: Kind, batches: usize) -> (Figure, f64) {
    let bed = kind.bed();
    let service = Service::start(&bed.location(), None);
    let bodies: Vec<String> = (0..batches)
        .map(|number| batch(number * BATCH..(number + 1) * BATCH))
        .collect();
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    // Two clients, so that one batch is on its way while the other is carried out.
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut client = Client::to(service.address());
                while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                    client.post("/v1/records/batch", body);
                }
            });
        }
    });
    let rate = (batches * BATCH) as f64 / started.elapsed().as_secs_f64();
    service.stop();
    let figure = beside_bulk(&bed, "batches of 1,000", rate, batches * BATCH, BATCH, 0.5);
    (figure, rate)
}

fn one_by_one(kind: Kind, records: usize) -> Figure {
    let bed = kind.bed();
    let service = Service::start(&bed.location(), None);
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let mut client = Client::to(service.address());
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= records {
                        return;
                    }
                    client.post("/v1/records", &record(number));
                }
            });
        }
    });
    let rate = records as f64 / started.elapsed().as_secs_f64();
    service.stop();
    beside_bulk(&bed, "64 clients, one each", rate, records, CLIENTS, 0.25)
}

/// The figure, held against the same rows in transactions of as many records.
fn beside_bulk(
    bed: &Bed,
    how: &str,
    rate: f64,
    records: usize,
    together: usize,
    goal: f64,
) -> Figure {
    let rows = bed.rows().div_ceil(records) * together;
    let bulk_rate = records as f64 / bed.insert_again(rows);
    Figure {
        name: format!(
            "records over HTTP into {}, durable, {how}",
            bed.kind().name()
        ),
        value: rate,
        unit: "1/s",
        against: Some(("insert of the same rows in equal transactions", bulk_rate)),
        goal: format!("at least {goal} of the insert"),
        holds: rate / bulk_rate >= goal,
    }
}

/// The time in which 99 of 100 gate checks are answered while records come in at `rate` a second.
fn gates(kind: Kind, rate: f64, seconds: u64) -> Figure {
    let bed = kind.bed();
    let service = Service::start(&bed.location(), None);
    let mut client = Client::to(service.address());
    client.post("/v1/records/batch", &deals());
    let over = Arc::new(AtomicBool::new(false));
    let mut times = thread::scope(|scope| {
        let ingesting = Arc::clone(&over);
        let address = service.address();
        scope.spawn(move || ingest_at(rate, Client::to(address), &ingesting));
        let times = ask(&mut client, Duration::from_secs(seconds));
        over.store(true, Ordering::Relaxed);
        times
    });
    times.sort_unstable();
    let p99 = times[times.len() * 99 / 100].as_secs_f64() * 1000.0;
    service.stop();
    Figure {
        name: format!(
            "gate check over HTTP with {}, p99 of {}, records coming in at {rate:.0}/s",
            kind.name(),
            times.len()
        ),
        value: p99,
        unit: "ms",
        against: None,
        goal: format!("under {GATE_GOAL_MS} ms"),
        holds: p99 < GATE_GOAL_MS,
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

fn ask(client: &mut Client, time: Duration) -> Vec<Duration> {
    let (started, mut times) = (Instant::now(), Vec::new());
    while started.elapsed() < time {
        let number = times.len() % 100;
        let question =
            format!(r#"{{"kind":"opportunity","record":"O-{number}","into":"proposal"}}"#);
        let asked = Instant::now();
        client.post("/v1/gates/ask", &question);
        times.push(asked.elapsed());
        // A CRM asks now and then; a client that never pauses would measure how it steals the server's processor.
        thread::sleep(Duration::from_millis(2));
    }
    times
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
