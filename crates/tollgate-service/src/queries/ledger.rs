//! The ledger as a list: the entries that fit, a page at a time, in either order.

use std::ops::{ControlFlow, Range};

use tollgate_core::measure::Period;
use tollgate_core::time::Timestamp;

use super::bounds::LOOKED_AT_MAX;
use super::ledger_filter::EntryFilter;
use crate::ledger::{Entry, Sequence};
use crate::ports::{Entries, Read, StoreError};

/// In which order entries come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryOrder {
    /// As they happened.
    Oldest,
    /// The last first.
    Newest,
}

/// At most `limit` entries that `which` names, that fit `filter` and that come after the entry `after` in `order`, and the
/// entry after which the next page begins; `None` at the end. A page may be short though there are more.
///
/// # Errors
/// The store did not answer.
pub fn ledger(
    store: &dyn Read,
    which: &Entries,
    filter: &EntryFilter,
    (order, after): (EntryOrder, Option<Sequence>),
    limit: usize,
) -> Result<(Vec<Entry>, Option<Sequence>), StoreError> {
    let stretch = filter
        .at
        .map_or(Ok(0..Sequence::MAX), |at| stretch(store, at))?;
    let (mut found, mut next, mut last, mut looked_at) = (Vec::new(), None, None, 0);
    let mut each = |entry: Entry| {
        let is_full = found.len() == limit || looked_at == LOOKED_AT_MAX;
        if is_full || !stretch.contains(&entry.sequence) {
            next = last.filter(|_| stretch.contains(&entry.sequence));
            return ControlFlow::Break(());
        }
        looked_at += 1;
        last = Some(entry.sequence);
        found.extend(Some(entry).filter(|entry| filter.takes(entry)));
        ControlFlow::Continue(())
    };
    match order {
        EntryOrder::Oldest => {
            let begin = stretch.start.saturating_sub(1);
            store.ledger(
                which,
                after.map_or(begin, |after| after.max(begin)),
                &mut each,
            )?;
        }
        EntryOrder::Newest => {
            let end = stretch.end;
            store.ledger_before(which, after.map_or(end, |after| after.min(end)), &mut each)?;
        }
    }
    Ok((found, next))
}

/// Where in the ledger lies what happened in `period`.
fn stretch(store: &dyn Read, period: Period) -> Result<Range<Sequence>, StoreError> {
    Ok(first_at(store, period.from)?..first_at(store, period.to)?)
}

/// The first entry that happened at `at` or later, found by halving as the ledger's clock never goes back; where there is
/// none, the place after the last.
fn first_at(store: &dyn Read, at: Timestamp) -> Result<Sequence, StoreError> {
    let (mut from, mut to) = (1, store.head()?.sequence + 1);
    while from < to {
        let middle = from.midpoint(to);
        match store.instant_of(middle)? {
            Some(happened) if happened < at => from = middle + 1,
            _ => to = middle,
        }
    }
    Ok(from)
}
