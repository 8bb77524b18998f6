//! What a second process with a second workspace adds, on one PostgreSQL.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use super::bed::Kind;
use super::figure::Figure;
use super::measure::Effort;
use super::served::{Client, Process, batch};

const BATCH: usize = 1_000;
const GOAL: f64 = 1.6;
/// Two services, their clients and the server's own processes keep so many cores busy.
const CORES: usize = 6;

/// Records a second of one process with one workspace, and of two with two.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let batches = if effort == Effort::Quick { 4 } else { 60 };
    let (one, two) = (rate(1, batches), rate(2, batches));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    vec![Figure {
        name: format!(
            "records over HTTP into PostgreSQL, two processes with two workspaces, {cores} cores"
        ),
        value: two,
        unit: "1/s",
        against: Some(("one process with one workspace", one)),
        goal: format!("at least {GOAL} times one, on {CORES} cores or more"),
        holds: two / one >= GOAL || cores < CORES,
    }]
}

/// Records a second of so many processes together, each with a workspace and two clients.
fn rate(processes: usize, batches: usize) -> f64 {
    let bed = Kind::Postgres.bed();
    let served: Vec<Process> = (0..processes)
        .map(|number| Process::start(&bed.url(), &format!("workspace{number}")))
        .collect();
    let started = Instant::now();
    thread::scope(|scope| {
        for process in &served {
            scope.spawn(|| send(process, batches));
        }
    });
    (processes * batches * BATCH) as f64 / started.elapsed().as_secs_f64()
}

fn send(process: &Process, batches: usize) {
    let next = AtomicUsize::new(0);
    let client = || {
        let mut client = Client::to(process.address());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= batches {
                return;
            }
            client.post(
                "/v1/records/batch",
                &batch(number * BATCH..(number + 1) * BATCH),
            );
        }
    };
    thread::scope(|scope| {
        scope.spawn(client);
        scope.spawn(client);
    });
}
