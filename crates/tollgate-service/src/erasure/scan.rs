//! The ledger once through: which bodies change, and which rows they made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use tollgate_core::event::{Event, What};
use tollgate_core::ids::RecordRef;
use tollgate_core::state::{Row, RowKey};
use tollgate_core::wants::Want;

use super::rows_of;
use super::scrub::Scrub;
use crate::ledger::{Entry, Sequence, Subject};
use crate::ports::{Entries, Read, StoreError};
use crate::stored::{StoredError, from_text, to_text};

/// Rows that are read at a time.
const PAGE: usize = 500;

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    /// Bodies that change already, as they become: what else is taken from them is taken from there.
    earlier: BTreeMap<Sequence, String>,
    /// The last entry that was looked at.
    after: Sequence,
    /// The bodies that change, as they become.
    pub(super) bodies: BTreeMap<Sequence, String>,
    /// The rows that may hold something about the person.
    touched: BTreeSet<RowKey>,
}

impl Scan {
    /// A scan of bodies some of which change already.
    pub(super) fn over(earlier: BTreeMap<Sequence, String>) -> Self {
        Self {
            earlier,
            ..Self::default()
        }
    }

    /// All bodies that change, also those that did before this scan.
    pub(super) fn into_bodies(mut self) -> BTreeMap<Sequence, String> {
        self.earlier.append(&mut self.bodies);
        self.earlier
    }

    /// Looks at the entries after those that were looked at before.
    pub(super) fn run(&mut self, store: &impl Read, scrub: &Scrub<'_>) -> Result<(), StoreError> {
        self.entries(store, scrub, &Entries::All, self.after)
    }

    /// Looks at all entries about `record`.
    pub(super) fn record(
        &mut self,
        store: &impl Read,
        scrub: &Scrub<'_>,
        record: RecordRef,
    ) -> Result<(), StoreError> {
        self.entries(store, scrub, &Entries::Record(record), 0)
    }

    fn entries(
        &mut self,
        store: &impl Read,
        scrub: &Scrub<'_>,
        which: &Entries,
        after: Sequence,
    ) -> Result<(), StoreError> {
        let mut damaged = None;
        store.ledger(which, after, &mut |entry| match self.entry(scrub, &entry) {
            Ok(()) => ControlFlow::Continue(()),
            Err(fault) => {
                damaged = Some(fault);
                ControlFlow::Break(())
            }
        })?;
        damaged.map_or(Ok(()), Err)
    }

    fn entry(&mut self, scrub: &Scrub<'_>, entry: &Entry) -> Result<(), StoreError> {
        self.after = entry.sequence;
        let own = scrub.is_own(entry.record.as_ref());
        if !own && !scrub.may_be_in(&entry.body) {
            return Ok(());
        }
        let before = self.earlier.get(&entry.sequence).unwrap_or(&entry.body);
        let mut event: Event = from_text(before).map_err(|fault| damaged(entry, fault))?;
        scrub.event(&mut event, entry.record.as_ref());
        let body = to_text(&event);
        if body != *before {
            self.bodies.insert(entry.sequence, body);
            self.touch(entry, &event.what);
        }
        Ok(())
    }

    fn touch(&mut self, entry: &Entry, what: &What) {
        self.touched.extend(Subject::of(what).rows());
        self.touched
            .extend(entry.record.clone().map(RowKey::Record));
        self.touched.extend(entry.handoff.map(RowKey::Handoff));
        if let What::WaiverGranted(waiver) = what {
            self.touched.insert(RowKey::Waiver(waiver.id));
        }
    }

    /// The rows that change, as they become.
    pub(super) fn rows(
        &self,
        store: &impl Read,
        scrub: &Scrub<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let mut changed = Vec::new();
        let keys: Vec<_> = self.touched.iter().cloned().map(Want::Row).collect();
        for wants in keys.chunks(PAGE) {
            for row in rows_of(store, scrub.policy, wants)? {
                let mut erased = row.clone();
                scrub.row(&mut erased);
                if erased != row {
                    changed.push(erased);
                }
            }
        }
        Ok(changed)
    }
}

/// That `entry` cannot be read.
pub(super) fn damaged(entry: &Entry, fault: StoredError) -> StoreError {
    StoreError::Damaged {
        table: "ledger",
        key: format!("entry {}", entry.sequence),
        fault,
    }
}
