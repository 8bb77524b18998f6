//! Open handoffs by when they are due, the soonest first.

use std::fmt;
use std::str::FromStr;

use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::state::Handoff;
use tollgate_core::time::Timestamp;

use super::bounds::{LOOKED_AT_MAX, READ_AT_ONCE};
use super::handoff_filter::Filter;
use super::handoffs::{Page, look_up};
use crate::ports::{Read, StoreError};

/// A handoff's place in this order: when it is due, and which it is. One that nothing makes due comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    at: Timestamp,
    id: HandoffId,
}

impl Due {
    /// That of `row`: the soonest due of its clocks that count. What stands still falls due later than it says.
    fn of(row: &Handoff) -> Self {
        let counting = row.clocks.iter();
        let counting = counting.filter(|clock| clock.is_running() && !clock.is_paused());
        let soonest = counting.filter_map(|clock| clock.due_at).min();
        Self {
            at: soonest.unwrap_or(Timestamp::MAX),
            id: row.id,
        }
    }
}

/// As a cursor is written: microseconds since 1970 in UTC, a point, the id.
impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_micros(), self.id)
    }
}

/// What is no place in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is not `next` of a page with `sort=due`")]
pub struct NoPlace;

impl FromStr for Due {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (at, id) = text.split_once('.').ok_or(NoPlace)?;
        Ok(Self {
            at: Timestamp::from_micros(at.parse().map_err(|_| NoPlace)?),
            id: id.parse().map_err(|_| NoPlace)?,
        })
    }
}

/// The first `limit` open handoffs after `after` that fit `filter`.
///
/// The store does not have them in this order, so all that fit are put in order, of those that were looked at.
pub(super) fn soonest_due(
    store: &dyn Read,
    policy: &Policy,
    filter: &Filter,
    (after, limit): (Option<Due>, usize),
    now: Timestamp,
) -> Result<Page, StoreError> {
    let wants = filter.short_cut();
    let (mut found, partial) = match wants.is_empty() {
        true => open_handoffs(store, filter, now)?,
        false => (look_up(store, policy, filter, &wants, now)?, false),
    };
    found.retain(|row| row.state.is_open() && after.is_none_or(|after| Due::of(row) > after));
    found.sort_by_key(Due::of);
    let next = (found.len() > limit).then(|| Due::of(&found[limit - 1]).to_string());
    found.truncate(limit);
    Ok(Page {
        handoffs: found,
        next,
        partial,
    })
}

/// Those that fit `filter` of the first that may change, and whether there are more.
fn open_handoffs(
    store: &dyn Read,
    filter: &Filter,
    now: Timestamp,
) -> Result<(Vec<Handoff>, bool), StoreError> {
    let (mut found, mut last, mut looked_at) = (Vec::new(), None, 0);
    while looked_at < LOOKED_AT_MAX {
        let page = store.live_handoffs(last.as_ref(), READ_AT_ONCE)?;
        let is_last = page.len() < READ_AT_ONCE;
        looked_at += page.len();
        last = page.last().cloned().or(last);
        found.extend(page.into_iter().filter(|row| filter.takes(row, now)));
        if is_last {
            return Ok((found, false));
        }
    }
    Ok((found, true))
}
