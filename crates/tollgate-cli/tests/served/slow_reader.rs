//! Listeners of the live stream who do not read: nobody waits for them, they fill no memory, and whenever they read on they
//! miss nothing.

use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;

use tollgate_testkit::seed::Seed;

use crate::clients::told;
use crate::http::Request;
use crate::ledger::Ledger;
use crate::process::{Served, Workspace};

/// Listeners who do not read.
const LISTENERS: usize = 40;
/// Leads that come meanwhile, each of which leads to several entries.
const LEADS: usize = 2_000;
/// What the service may need for all of that, in KiB: a third of what it would take to keep every entry for each of them.
const MEMORY: u64 = 250_000;

fn listen(served: &Served, after: u64) -> TcpStream {
    let request = Request::get("/v1/live").with("last-event-id", &after.to_string());
    request.begin(served.address, 0).expect("a connection")
}

/// The places of `many` entries that `listener` reads.
fn read(listener: TcpStream, many: usize) -> Vec<u64> {
    let lines = BufReader::new(listener).lines();
    let lines = lines.map(|line| line.expect("a line"));
    let ids = lines.filter_map(|line| line.strip_prefix("id: ")?.parse().ok());
    ids.take(many).collect()
}

fn tell_of_many(served: &Served) {
    let mut seed = Seed::new(3);
    let lines = (0..LEADS).map(|number| told(&format!("L-{number}"), &mut seed) + "\n");
    let batch = Request::post("/v1/records/batch", lines.collect::<String>());
    let answer = served.ask(&batch.with("content-type", "application/x-ndjson"));
    assert_eq!(answer.body.matches("\"done\"").count(), LEADS);
}

#[test]
fn a_listener_who_does_not_read_holds_up_nobody_and_misses_nothing() {
    let workspace = Workspace::sqlite();
    let served = workspace.serve();
    let mut listeners: Vec<TcpStream> = (0..LISTENERS).map(|_| listen(&served, 0)).collect();
    let before = served.memory();
    // Whoever waited for a listener would not be answered at all.
    tell_of_many(&served);
    let grown = served.memory().saturating_sub(before);
    let entries = Ledger::once_all_fired(&served).len();
    println!("{entries} entries, {LISTENERS} listeners, {grown} KiB");
    assert!(grown < MEMORY, "{grown} KiB for {LISTENERS} listeners");
    let all: Vec<u64> = (1..).take(entries).collect();
    let (late, gone) = (listeners.pop(), listeners.pop());
    assert_eq!(read(late.expect("a listener"), entries), all);
    // One who reads a little, is gone, and comes back with where it was.
    let mut some = read(gone.expect("a listener"), entries / 3);
    let last = some.last().copied().expect("a place");
    some.extend(read(listen(&served, last), entries - some.len()));
    assert_eq!(some, all);
}
