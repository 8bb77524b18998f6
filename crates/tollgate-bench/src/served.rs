//! What measurements over HTTP share: the service, the least of a client, and what it sends.

mod client;
mod process;
mod service;

pub(crate) use client::Client;
pub(crate) use process::{CHILD, Process, child};
pub(crate) use service::{Service, starter};

/// A lead as a form sends it, which becomes an MQL at once: a handoff opens, is routed, and its clocks start.
pub(crate) fn record(number: usize) -> String {
    format!(
        r#"{{"kind":"lead","id":"L-{number}","fields":{{"email":"p{number}@corp{number}.example","name":"Pat {number}","company":"Corp {number}","country":"US","employees":120,"source":"web","stage":"mql"}}}}"#
    )
}

/// So many of them.
pub(crate) fn batch(numbers: std::ops::Range<usize>) -> String {
    let records: Vec<String> = numbers.map(record).collect();
    format!("[{}]", records.join(","))
}
