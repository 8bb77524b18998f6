//! What a transaction will write.

use std::collections::BTreeMap;

use tollgate_core::event::Event;
use tollgate_core::ids::SourceKey;
use tollgate_core::state::Situation;

use crate::ledger::{Entry, Head, Sequence};

/// Entries and deliveries that wait for the commit.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) head: Head,
    pub(super) entries: Vec<Entry>,
    pub(super) seen: Vec<(SourceKey, Sequence)>,
    places: BTreeMap<SourceKey, usize>,
}

impl Pending {
    pub(super) fn after(head: Head) -> Self {
        Self { head, entries: Vec::new(), seen: Vec::new(), places: BTreeMap::new() }
    }

    pub(super) fn append(&mut self, event: &Event, rows: &Situation<'_>) {
        let entry = self.head.append(event, rows);
        self.entries.push(entry);
    }

    /// The delivery led to everything up to here.
    pub(super) fn remember(&mut self, key: SourceKey) {
        self.places.insert(key.clone(), self.seen.len());
        self.seen.push((key, self.head.sequence));
    }

    pub(super) fn seen(&self, key: &SourceKey) -> Option<Sequence> {
        self.places.get(key).map(|place| self.seen[*place].1)
    }
}
