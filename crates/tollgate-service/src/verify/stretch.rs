//! A stretch of the ledger: so that a long one can be checked piece by piece, by somebody who sees how far it is.

use std::ops::ControlFlow;

use super::erased::Unaccounted;
use super::{Difference, chain};
use crate::ledger::{Entry, Head, Sequence};
use crate::ports::{Entries, Read, StoreError};

/// What came of checking a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The last entry that holds; the one before the stretch where none does.
    pub through: Sequence,
    /// The ledger's last entry.
    pub head: Sequence,
    /// The first entry that does not hold, and why.
    pub broken: Option<(Sequence, Difference)>,
}

/// Checks at most `limit` entries of `workspace` after `after`, which is taken as it is: each follows from the one before and
/// is what its digest says, or what a later erasure says; the ledger ends where its head says. Nothing is replayed.
///
/// Where personal data was taken from entries of the stretch, the ledger is read on up to the entry that says so.
///
/// # Errors
/// The store did not answer. What is damaged is a difference, not an error.
pub fn stretch(
    store: &dyn Read,
    workspace: &str,
    after: Sequence,
    limit: usize,
) -> Result<Stretch, StoreError> {
    let end = store.head()?;
    let mut walk = Walk {
        head: begin(store, workspace, after)?,
        bodies: Unaccounted::default(),
        broken: None,
    };
    let outcome = walk.read(store, end.sequence, limit);
    if let Err(fault) = outcome {
        walk.damaged(fault)?;
    }
    let holds = walk.broken.is_none();
    let is_last = walk.head.sequence - after < u64::try_from(limit).unwrap_or(u64::MAX);
    if holds && is_last {
        walk.must_end_at(&end);
    }
    read_on(store, walk.head.sequence, &mut walk.bodies)?;
    Ok(walk.finish(end.sequence))
}

/// The head after the entry `after`, as that entry says.
fn begin(store: &dyn Read, workspace: &str, after: Sequence) -> Result<Head, StoreError> {
    let mut head = Head::start(workspace);
    let before = after.saturating_sub(1);
    store.ledger(&Entries::All, before, &mut |entry| {
        if entry.sequence == after {
            head = Head {
                sequence: after,
                hash: entry.hash,
                at: entry.at,
                revision: 0,
            };
        }
        ControlFlow::Break(())
    })?;
    Ok(head)
}

struct Walk {
    head: Head,
    bodies: Unaccounted,
    broken: Option<(Sequence, Difference)>,
}

impl Walk {
    fn read(&mut self, store: &dyn Read, end: Sequence, limit: usize) -> Result<(), StoreError> {
        let mut left = limit;
        store.ledger(&Entries::All, self.head.sequence, &mut |entry| {
            if left == 0 || entry.sequence > end {
                return ControlFlow::Break(());
            }
            left -= 1;
            self.step(&entry)
        })
    }

    fn step(&mut self, entry: &Entry) -> ControlFlow<()> {
        match chain::follows(&self.head, entry) {
            Ok(event) => {
                self.bodies.take(entry, &event);
                self.head.sequence = entry.sequence;
                self.head.hash = entry.hash;
                self.head.at = entry.at;
                ControlFlow::Continue(())
            }
            Err(difference) => {
                self.broken = Some((self.head.sequence + 1, difference));
                ControlFlow::Break(())
            }
        }
    }

    /// An entry that cannot be read is one that does not hold.
    fn damaged(&mut self, fault: StoreError) -> Result<(), StoreError> {
        let StoreError::Damaged { table, key, fault } = fault else {
            return Err(fault);
        };
        let difference = Difference {
            table,
            key,
            field: String::new(),
            found: fault.to_string(),
            expected: "what Tollgate writes".to_owned(),
        };
        self.broken = Some((self.head.sequence + 1, difference));
        Ok(())
    }

    /// Everything was read: nothing is missing at the end, and the last link is the head's.
    fn must_end_at(&mut self, end: &Head) {
        let next = self.head.sequence + 1;
        let difference = match self.head.sequence < end.sequence {
            true => Some(chain::missing(next, "nothing")),
            false => chain::ends(end, &self.head),
        };
        self.broken = difference.map(|difference| (next.min(end.sequence), difference));
    }

    /// A body that nothing accounts for comes before whatever was found later.
    fn finish(self, end: Sequence) -> Stretch {
        let altered = self.bodies.first();
        let altered = altered.map(|(before, difference)| (before + 1, difference));
        let broken = altered.or(self.broken);
        let through = broken
            .as_ref()
            .map(|(sequence, _)| sequence.saturating_sub(1));
        Stretch {
            through: through.unwrap_or(self.head.sequence),
            head: end,
            broken,
        }
    }
}

/// Looks for what accounts for `bodies` among the entries after `after`.
fn read_on(store: &dyn Read, after: Sequence, bodies: &mut Unaccounted) -> Result<(), StoreError> {
    if bodies.first().is_none() {
        return Ok(());
    }
    store.ledger(&Entries::All, after, &mut |entry| {
        if let Ok(event) = entry.event() {
            bodies.account(&event);
        }
        match bodies.first() {
            None => ControlFlow::Break(()),
            Some(_) => ControlFlow::Continue(()),
        }
    })
}
