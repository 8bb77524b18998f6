//! Bodies that differ from their digests: erased, where a later entry says so, and altered otherwise.

use std::collections::BTreeMap;

use tollgate_core::erasure::erased_entries;
use tollgate_core::event::Event;

use super::Difference;
use crate::ledger::{Digest, Entry, Sequence};

/// Bodies that no erasure has accounted for yet.
#[derive(Debug, Default)]
pub(super) struct Unaccounted {
    bodies: BTreeMap<Sequence, (Digest, Digest)>,
    accounted: u64,
}

impl Unaccounted {
    /// Takes in an entry and its event.
    pub(super) fn take(&mut self, entry: &Entry, event: &Event) {
        let digest = Digest::of(entry.body.as_bytes());
        if digest != entry.digest {
            self.bodies.insert(entry.sequence, (digest, entry.digest));
        }
        self.account(event);
    }

    /// Accounts for the bodies that `event` says it erased somebody from.
    pub(super) fn account(&mut self, event: &Event) {
        for erased in erased_entries(&event.what) {
            let found = self.bodies.get(&erased.sequence);
            if found.is_some_and(|(found, _)| found.to_string() == erased.digest) {
                self.bodies.remove(&erased.sequence);
                self.accounted += 1;
            }
        }
    }

    /// How many bodies are accounted for.
    pub(super) fn accounted(&self) -> u64 {
        self.accounted
    }

    /// The first body that is not; with the number of entries before it.
    pub(super) fn first(&self) -> Option<(Sequence, Difference)> {
        let (sequence, (found, expected)) = self.bodies.first_key_value()?;
        let difference = Difference {
            table: "ledger",
            key: format!("entry {sequence}"),
            field: "body".to_owned(),
            found: format!("digest {found}"),
            expected: format!("digest {expected}, or an erasure that names it"),
        };
        Some((sequence - 1, difference))
    }
}
