//! How long reports take where many handoffs are stored: those that the service finds ahead of time, and those of a period that nobody
//! asked for before.

mod years;

use std::time::Instant;

use jiff::ToSpan as _;
use jiff::civil::Date;
use tollgate_core::measure::date_in;
use tollgate_core::time::Timestamp;

use super::bed::Kind;
use super::figure::Figure;
use super::measure::Effort;
use super::served::{Client, Process};

pub(crate) use years::{WORKSPACE, write};

/// The argument that has a database written: with a place and a number of years.
pub(crate) const WRITE: &str = "--years";

const GOAL_MS: f64 = 2_000.0;
const MEMORY_GOAL_MIB: f64 = 1_024.0;
/// The days of a period, and the weeks that the matrix shows one by one, as the console asks for them.
const DAYS: i32 = 90;
const WEEKS: u8 = 13;

const POINTS: [&str; 6] = [
    "inquiry_to_lead",
    "mql_to_sdr",
    "sdr_to_ae",
    "ae_to_opportunity",
    "closed_won_to_cs",
    "cs_to_renewal",
];

/// On both databases.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let years = match effort {
        Effort::Quick => 2,
        Effort::Full => 93,
    };
    Kind::ALL.iter().flat_map(|kind| on(*kind, years)).collect()
}

fn on(kind: Kind, years: usize) -> Vec<Figure> {
    let bed = kind.bed();
    write(&bed.location(), years);
    let service = Process::start(&bed.url(), WORKSPACE);
    let mut client = Client::to(service.address());
    let place = format!("over {years} made-up years in {}", kind.name());
    let today = date_in(Timestamp::from_jiff(jiff::Timestamp::now()), &zone());
    let yesterday = today.saturating_sub(1.day());
    let mut figures = Vec::new();
    // The service finds the usual ones when it starts, one after another: whoever asks waits for it.
    for path in asked(today) {
        client.get(&path);
    }
    for (when, to) in [
        ("found ahead of time", today),
        ("nobody asked for", yesterday),
    ] {
        for path in asked(to) {
            let name = path.split(['?', '/']).nth(3).unwrap_or_default();
            let point = path.split(['?', '/']).nth(4).filter(|_| name == "points");
            let name = point.unwrap_or(name);
            let took = ms(|| drop(client.get(&path)));
            let what = format!("{name} {when}, {place}");
            figures.push(Figure::under(what, (took, "ms"), GOAL_MS));
        }
    }
    let memory = service.resident_mib();
    let what = format!("resident memory after that, {place}");
    figures.push(Figure::under(what, (memory, "MiB"), MEMORY_GOAL_MIB));
    figures
}

/// The matrix and each point's report of the days up to `to`, as the console asks for them.
fn asked(to: Date) -> Vec<String> {
    let from = to.saturating_sub((DAYS - 1).days());
    let period = format!("from={from}&to={to}");
    let points = POINTS.map(|point| format!("/v1/reports/points/{point}?{period}"));
    let matrix = format!("/v1/reports/matrix?{period}&trend={WEEKS}");
    std::iter::once(matrix).chain(points).collect()
}

/// The zone of the starter policy.
fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("America/New_York").expect("a zone")
}

fn ms(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1000.0
}
