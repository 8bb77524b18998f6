//! What is stored costs nothing until it is needed: the start with ten million handoffs, and a million open clocks.

mod copies;

use std::time::{Duration, Instant};

use super::bed::{Bed, Kind};
use super::figure::Figure;
use super::measure::Effort;
use super::served::{Client, Process, Service, record};
use copies::Copies;

const START_GOAL_MS: f64 = 1_000.0;
const MEMORY_GOAL_MIB: f64 = 256.0;
/// Thousandths of one core.
const IDLE_GOAL: f64 = 20.0;
const WATCHED: Duration = Duration::from_secs(5);

/// The start, the memory and the idling, on both databases.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    Kind::ALL
        .iter()
        .flat_map(|kind| on(*kind, effort))
        .collect()
}

fn on(kind: Kind, effort: Effort) -> Vec<Figure> {
    let (closed, open) = match effort {
        Effort::Quick => (20_000, 5_000),
        Effort::Full => (10_000_000, 1_000_000),
    };
    let bed = stored(kind, closed, open);
    let started = Instant::now();
    let service = Process::start(&bed.url(), WORKSPACE);
    Client::to(service.address()).get("/v1/handoffs");
    let start = started.elapsed().as_secs_f64() * 1000.0;
    let before = service.ticks();
    std::thread::sleep(WATCHED);
    // A tick is ten milliseconds.
    let idle = (service.ticks() - before) * 10.0 / WATCHED.as_secs_f64();
    let memory = service.resident_mib();
    let place = kind.name();
    vec![
        Figure::under(
            format!(
                "start to first answer with {closed} closed handoffs and {open} open ones in {place}"
            ),
            (start, "ms"),
            START_GOAL_MS,
        ),
        Figure::under(
            format!("resident memory with {open} open clocks in {place}"),
            (memory, "MiB"),
            MEMORY_GOAL_MIB,
        ),
        Figure::under(
            format!("processor time while idle with {open} open clocks in {place}"),
            (idle, "ms/s"),
            IDLE_GOAL,
        ),
    ]
}

pub(crate) const WORKSPACE: &str = "acme";

/// A database with one handoff that the service made, and so many copies of its row.
pub(crate) fn stored(kind: Kind, closed: usize, open: usize) -> Bed {
    let bed = kind.bed();
    let service = Service::start(&bed.location(), Some(WORKSPACE));
    Client::to(service.address()).post("/v1/records", &record(0));
    service.stop();
    let copies = Copies { closed, open };
    match &bed {
        Bed::Sqlite(_) => copies.add_to_sqlite(bed.location().file().expect("a file")),
        Bed::Postgres(url) => copies.add_to_postgres(url),
    }
    bed
}
