//! How fast the console's lists and acts answer where many handoffs are stored.

use std::time::Instant;

use super::at_rest::{WORKSPACE, stored};
use super::bed::Kind;
use super::figure::Figure;
use super::measure::Effort;
use super::served::{Client, Process, record};

const GOAL_MS: f64 = 200.0;
const GOES: usize = 40;

const LISTS: [(&str, &str); 3] = [
    (
        "200 open handoffs, the oldest first",
        "/v1/handoffs?open=true&limit=200",
    ),
    (
        "200 open handoffs, the soonest due first",
        "/v1/handoffs?open=true&sort=due&limit=200",
    ),
    ("a record's handoffs", "/v1/handoffs?record=lead/L-77"),
];

/// On both databases.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let (closed, open) = match effort {
        Effort::Quick => (20_000, 2_000),
        Effort::Full => (1_000_000, 100_000),
    };
    let on = |kind: &Kind| on(*kind, closed, open);
    Kind::ALL.iter().flat_map(on).collect()
}

fn on(kind: Kind, closed: usize, open: usize) -> Vec<Figure> {
    let bed = stored(kind, closed, open);
    let service = Process::start(&bed.url(), WORKSPACE);
    let mut client = Client::to(service.address());
    let place = format!(
        "with {closed} closed handoffs and {open} open ones in {}",
        kind.name()
    );
    let lists = LISTS.map(|(name, path)| {
        let asked = median_ms(|_| drop(client.get(path)));
        Figure::under(format!("{name}, {place}"), (asked, "ms"), GOAL_MS)
    });
    let acted = median_ms(|go| drop(client.post("/v1/records", &record(10_000_000 + go))));
    let act = Figure::under(
        format!("a record that opens a handoff, {place}"),
        (acted, "ms"),
        GOAL_MS,
    );
    lists.into_iter().chain([act]).collect()
}

/// The milliseconds that half of what is asked takes at most.
fn median_ms(mut ask: impl FnMut(usize)) -> f64 {
    let mut times: Vec<_> = (0..GOES)
        .map(|go| {
            let started = Instant::now();
            ask(go);
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[GOES / 2]
}
