//! A client that is gone in the middle of a batch: what it was told is in the ledger, of the rest each line is there wholly
//! or not at all, and everything can be sent again.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;

use serde_json::Value as Json;
use tollgate_testkit::seed::Seed;

use crate::clients::{Acknowledged, told};
use crate::http::Request;
use crate::ledger::Ledger;
use crate::process::{Served, Workspace};

/// Clients that are gone, one after another.
const CLIENTS: usize = 10;
/// Lines that each has to send.
const LINES: usize = 400;
/// Lines that the server answers together, as soon as it has read them.
const GROUP: usize = 256;

/// A batch, and where its sender breaks off.
struct Batch {
    name: String,
    body: String,
    request: Request,
}

impl Batch {
    fn new(number: usize, seed: &mut Seed) -> Self {
        let name = format!("batch-{number}");
        let lead = |line| told(&format!("{name}-{line}"), seed) + "\n";
        let body: String = (1..=LINES).map(lead).collect();
        let request = Request::post("/v1/records/batch", body.clone())
            .with("content-type", "application/x-ndjson")
            .with("idempotency-key", &name);
        Self {
            name,
            body,
            request,
        }
    }

    /// Some whole lines and half of the one after them. Lines are counted, as their lengths follow the time of day and the
    /// seed alone is to say where it ends.
    fn part(&self, seed: &mut Seed) -> (&[u8], usize) {
        let whole = seed.below(LINES);
        let lines: Vec<&str> = self.body.split_inclusive('\n').collect();
        let bytes: usize = lines[..whole].iter().map(|line| line.len()).sum();
        (
            &self.body.as_bytes()[..bytes + lines[whole].len() / 2],
            whole,
        )
    }

    /// Sends a part, hears up to `heard` answers, and is gone; what was answered.
    fn break_off(&self, served: &Served, seed: &mut Seed, heard: usize) -> Vec<Acknowledged> {
        let socket = self.request.begin(served.address, self.body.len());
        let mut socket = socket.expect("a connection");
        let (part, lines) = self.part(seed);
        socket.write_all(part).expect("the server reads");
        let answers = answers(socket).take(heard.min(lines / GROUP * GROUP));
        answers.map(|answer| self.acknowledged(&answer)).collect()
    }

    fn acknowledged(&self, answer: &Json) -> Acknowledged {
        let sequence = answer["done"]["sequence"].as_u64();
        Acknowledged::Told {
            lead: format!("{}-{}", self.name, answer["line"]),
            sequence: sequence.unwrap_or_else(|| panic!("{answer}")),
        }
    }

    /// Sends everything; all of it is answered.
    fn send(&self, served: &Served) -> Vec<Acknowledged> {
        let answer = served.ask(&self.request);
        let lines = answer
            .body
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        lines.map(|line| self.acknowledged(&line)).collect()
    }
}

/// Answers as they come.
fn answers(socket: TcpStream) -> impl Iterator<Item = Json> {
    let lines = BufReader::new(socket)
        .lines()
        .map(|line| line.expect("an answer"));
    let body = lines.skip_while(|line| !line.is_empty()).skip(1);
    body.map(|line| serde_json::from_str(&line).expect("JSON"))
}

#[test]
fn a_batch_that_breaks_off_is_there_as_far_as_it_was_answered_and_can_be_sent_again() {
    let workspace = Workspace::sqlite();
    let (served, mut seed) = (workspace.serve(), Seed::new(5));
    let batches: Vec<Batch> = (0..CLIENTS)
        .map(|number| Batch::new(number, &mut seed))
        .collect();
    let broken_off = batches.iter().enumerate();
    let heard =
        broken_off.flat_map(|(number, batch)| batch.break_off(&served, &mut seed, number * 50));
    let mut heard: Vec<Acknowledged> = heard.collect();
    assert!(!heard.is_empty());
    let ledger = Ledger::of(&served);
    ledger.has_all(&heard);
    ledger.has_whole_leads();
    for batch in &batches {
        let acknowledged = batch.send(&served);
        assert_eq!(acknowledged.len(), LINES);
        heard.extend(acknowledged);
    }
    let ledger = Ledger::once_all_fired(&served);
    ledger.holds(&heard);
    assert_eq!(ledger.all("record_observed").count(), CLIENTS * LINES);
    workspace.verify();
}
