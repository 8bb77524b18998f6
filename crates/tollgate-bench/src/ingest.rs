//! Records over HTTP into each database, durable when answered, beside a bare insert of the rows that they leave there in equal
//! transactions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use super::bed::{Bed, Kind};
use super::figure::Figure;
use super::measure::Effort;
use super::served::{Client, Service, batch, record};

/// Records of a batch.
pub(super) const BATCH: usize = 1_000;
/// Clients that send one record at a time.
const CLIENTS: usize = 64;

/// Batches and single records, on both databases.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    Kind::ALL
        .iter()
        .flat_map(|kind| on(*kind, effort))
        .collect()
}

fn on(kind: Kind, effort: Effort) -> Vec<Figure> {
    let (batches, singles) = match effort {
        Effort::Quick => (5, 2_000),
        Effort::Full => (100, 60_000),
    };
    vec![in_batches(kind, batches), one_by_one(kind, singles)]
}

fn in_batches(kind: Kind, batches: usize) -> Figure {
    let bed = kind.bed();
    let rate = batches_a_second(&bed, batches) * BATCH as f64;
    beside_bulk(&bed, "batches of 1,000", rate, batches * BATCH, BATCH, 0.5)
}

/// How many batches of [`BATCH`] records the service over `bed` takes a second, of so many.
pub(super) fn batches_a_second(bed: &Bed, batches: usize) -> f64 {
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
    let rate = batches as f64 / started.elapsed().as_secs_f64();
    service.stop();
    rate
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
