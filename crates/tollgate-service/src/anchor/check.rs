//! A ledger against an anchor: does it still hold the entry that was signed?

use std::ops::ControlFlow;

use super::Anchor;
use crate::ledger::Digest;
use crate::ports::{Entries, Read, StoreError};
use crate::verify::Difference;

/// What of the ledger in `store` is not as `anchor` says; `None` where it holds.
///
/// It is asked after [`verify`](crate::verify::verify), which proves that the links are those of the entries: two chains with
/// the same link at the same place are the same up to there. What differs lies at the anchored entry or before it.
///
/// # Errors
/// The store did not answer.
pub fn check(store: &impl Read, anchor: &Anchor) -> Result<Option<Difference>, StoreError> {
    let found = link(store, anchor.sequence)?;
    if found == Some(anchor.hash) {
        return Ok(None);
    }
    let shown = |hash: Digest| format!("link {hash}");
    Ok(Some(Difference {
        table: "ledger",
        key: format!("entry {}", anchor.sequence),
        field: "hash".to_owned(),
        found: found.map_or_else(
            || "no entry: the ledger was shortened".to_owned(),
            |hash| format!("{}: history was rewritten here or before", shown(hash)),
        ),
        expected: format!("{}, signed {}", shown(anchor.hash), anchor.at.to_jiff()),
    }))
}

/// The link of the chain at `sequence`.
fn link(store: &impl Read, sequence: u64) -> Result<Option<Digest>, StoreError> {
    let mut found = None;
    let Some(before) = sequence.checked_sub(1) else {
        return Ok(found);
    };
    store.ledger(&Entries::All, before, &mut |entry| {
        found = (entry.sequence == sequence).then_some(entry.hash);
        ControlFlow::Break(())
    })?;
    Ok(found)
}
