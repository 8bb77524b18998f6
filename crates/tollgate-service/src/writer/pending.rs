//! What a transaction will write.

use std::collections::BTreeMap;

use tollgate_core::event::Event;
use tollgate_core::ids::SourceKey;
use tollgate_core::state::Situation;

use super::Delivery;
use crate::ledger::{Entry, Head, Sequence};
use crate::ports::{Batch, Delivered};

/// Entries and deliveries that wait for the commit.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) head: Head,
    pub(super) entries: Vec<Entry>,
    seen: BTreeMap<SourceKey, Delivered>,
}

impl Pending {
    pub(super) fn after(head: Head) -> Self {
        Self {
            head,
            entries: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    pub(super) fn append(&mut self, event: &Event, rows: &Situation<'_>) {
        let entry = self.head.append(event, rows);
        self.entries.push(entry);
    }

    /// The delivery led to everything after `after` up to here.
    pub(super) fn remember(&mut self, delivery: &Delivery, after: Sequence) {
        let delivered = Delivered {
            key: delivery.key.clone(),
            body: delivery.body,
            after,
            sequence: self.head.sequence,
        };
        self.seen.insert(delivery.key.clone(), delivered);
    }

    pub(super) fn seen(&self, key: &SourceKey) -> Option<&Delivered> {
        self.seen.get(key)
    }

    /// The deliveries that wait for the commit.
    pub(super) fn deliveries(&self) -> BTreeMap<SourceKey, Delivered> {
        self.seen.clone()
    }

    /// True when there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.seen.is_empty()
    }

    /// All of it, with the rows that changed on the way.
    pub(super) fn into_batch(self, rows: &mut Situation<'_>) -> Batch {
        Batch {
            entries: self.entries,
            rows: rows.take_changed_rows(),
            seen: self.seen.into_values().collect(),
            ..Batch::new(self.head)
        }
    }
}
