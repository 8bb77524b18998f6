//! Each entry of the ledger follows from the one before, and is what its digest says.
//!
//! Counted anew from the bodies; `verify` does the same for a store that shows its tables. Source: `Head::append`.

use std::ops::ControlFlow;

use tollgate_core::event::Event;
use tollgate_service::ledger::{Digest, Entry, Head};
use tollgate_service::ports::{Entries, Read};

use super::Broken;

pub(super) const LAW: &str = "the chain of the ledger holds";

/// The events of `workspace`'s ledger.
pub(super) fn events(store: &dyn Read, workspace: &str) -> Result<Vec<Event>, Broken> {
    let mut entries = Vec::new();
    store
        .ledger(&Entries::All, 0, &mut |entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })
        .and_then(|()| store.head())
        .map_err(|fault| broken(None, fault.to_string()))
        .and_then(|head| check(&entries, workspace, &head))
}

/// The events of `entries`, which end at `end`.
pub(super) fn check(entries: &[Entry], workspace: &str, end: &Head) -> Result<Vec<Event>, Broken> {
    let mut head = Head::start(workspace);
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        events.push(follows(&mut head, entry).map_err(|says| broken(Some(entry), says))?);
    }
    if (head.sequence, head.hash) != (end.sequence, end.hash) {
        let says = format!(
            "{} entries end at {}, and the head says {} at {}",
            head.sequence, head.hash, end.hash, end.sequence
        );
        return Err(broken(None, says));
    }
    Ok(events)
}

fn follows(head: &mut Head, entry: &Entry) -> Result<Event, String> {
    let digest = Digest::of(entry.body.as_bytes());
    if entry.sequence != head.sequence + 1 {
        return Err(format!("comes after entry {}", head.sequence));
    }
    if digest != entry.digest || head.hash.then(&digest) != entry.hash {
        return Err("is not what its digest says".to_owned());
    }
    let event = entry.event().map_err(|fault| fault.to_string())?;
    if event.at < head.at {
        return Err(format!("happened at {} after {}", event.at, head.at));
    }
    (head.sequence, head.hash, head.at) = (entry.sequence, entry.hash, event.at);
    Ok(event)
}

fn broken(entry: Option<&Entry>, says: String) -> Broken {
    Broken {
        law: LAW,
        entry: entry.map(|entry| entry.sequence),
        says,
    }
}
