//! Handoffs as a list: those that fit, a page at a time.

use std::ops::ControlFlow;

use serde::Serialize;
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Row, RowKey};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use utoipa::ToSchema;

use super::bounds::{LOOKED_AT_MAX, READ_AT_ONCE};
use super::handoff_filter::Filter;
use super::story::{HandoffView, handoff_views};
use crate::access::mask::Mask;
use crate::ports::{InTime, Listing, Read, StoreError};

/// In which order handoffs come, and after what the page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The oldest first, those after this one.
    Opened(Option<HandoffId>),
    /// Open ones, the soonest due first, those after this place.
    Due(Option<InTime>),
}

impl Order {
    /// The same order of those that are open.
    const fn live(self) -> Listing {
        match self {
            Self::Opened(after) => Listing::LiveOldest(after),
            Self::Due(after) => Listing::LiveSoonestDue(after),
        }
    }

    /// Where the page after `row` begins.
    fn place(self, row: &Handoff) -> String {
        match self {
            Self::Opened(_) => row.id.to_string(),
            Self::Due(_) => InTime::due(row).to_string(),
        }
    }
}

/// A page of handoffs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandoffPage {
    /// The handoffs; perhaps fewer than asked for, also where there are more.
    pub handoffs: Vec<HandoffView>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<String>,
}

/// At most `limit` handoffs that fit `filter`, in `order`, as they stand at `now`, without what `mask` hides.
///
/// # Errors
/// The store did not answer.
pub fn handoffs(
    store: &dyn Read,
    policy: &Policy,
    filter: &Filter,
    order: Order,
    limit: usize,
    now: Timestamp,
    mask: &Mask,
) -> Result<HandoffPage, StoreError> {
    let wants = filter.short_cut();
    let (found, next) = match order {
        _ if !wants.is_empty() => {
            let found = look_up(store, policy, filter, &wants, now)?;
            cut(found, order, limit)
        }
        Order::Opened(after) if !filter.is_of_open() => walk(store, filter, after, limit, now)?,
        _ => walk_open(store, filter, order, limit, now)?,
    };
    Ok(HandoffPage {
        handoffs: handoff_views(store, policy, &found, now, mask)?,
        next,
    })
}

/// The handoff `id` as it stands at `now`; `None` where there is none.
///
/// # Errors
/// The store did not answer.
pub fn handoff(
    store: &dyn Read,
    policy: &Policy,
    id: HandoffId,
    now: Timestamp,
    mask: &Mask,
) -> Result<Option<HandoffView>, StoreError> {
    let rows = loaded(store, policy, &[Want::Row(RowKey::Handoff(id))])?;
    Ok(handoff_views(store, policy, &rows, now, mask)?.pop())
}

/// Rows of a page, and where the next one begins; `None` at the end.
type Page = (Vec<Handoff>, Option<String>);

/// The handoffs among what `wants` lead to, in any order.
pub(super) fn loaded(
    store: &dyn Read,
    policy: &Policy,
    wants: &[Want],
) -> Result<Vec<Handoff>, StoreError> {
    let rows = store.load(policy, wants)?.into_iter();
    let handoffs = rows.filter_map(|row| match row {
        Row::Handoff(row) => Some(row),
        _ => None,
    });
    Ok(handoffs.collect())
}

/// All handoffs that fit `filter`, which `wants` lead to, each once.
fn look_up(
    store: &dyn Read,
    policy: &Policy,
    filter: &Filter,
    wants: &[Want],
    now: Timestamp,
) -> Result<Vec<Handoff>, StoreError> {
    let mut found = loaded(store, policy, wants)?;
    found.retain(|row| filter.takes(row, now));
    found.sort_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok(found)
}

/// The first `limit` of those that come after the place of `order`.
fn cut(mut found: Vec<Handoff>, order: Order, limit: usize) -> Page {
    let after = order.live();
    found.retain(|row| after.takes(row));
    if let Order::Due(_) = order {
        found.retain(|row| row.state.is_open());
        found.sort_by_key(InTime::due);
    }
    let next = (found.len() > limit).then(|| order.place(&found[limit - 1]));
    found.truncate(limit);
    (found, next)
}

/// Those among all handoffs.
fn walk(
    store: &dyn Read,
    filter: &Filter,
    after: Option<HandoffId>,
    limit: usize,
    now: Timestamp,
) -> Result<Page, StoreError> {
    let (mut found, mut next, mut looked_at) = (Vec::new(), None, 0);
    let mut each = |row: Handoff| {
        if found.len() == limit || looked_at == LOOKED_AT_MAX {
            return ControlFlow::Break(());
        }
        looked_at += 1;
        next = Some(row.id);
        if filter.takes(&row, now) {
            found.push(row);
        }
        ControlFlow::Continue(())
    };
    store.handoffs_after(after, &mut each)?;
    let is_cut = found.len() == limit || looked_at == LOOKED_AT_MAX;
    Ok((found, next.filter(|_| is_cut).map(|id| id.to_string())))
}

/// Those among the open ones.
fn walk_open(
    store: &dyn Read,
    filter: &Filter,
    order: Order,
    limit: usize,
    now: Timestamp,
) -> Result<Page, StoreError> {
    let (mut found, mut place, mut looked_at) = (Vec::new(), order.live(), 0);
    let mut next = None;
    while looked_at < LOOKED_AT_MAX {
        let rows = store.list_handoffs(&place, READ_AT_ONCE)?;
        let is_last = rows.len() < READ_AT_ONCE;
        looked_at += rows.len();
        for row in rows {
            place = place.after(&row);
            next = Some(order.place(&row));
            found.extend(Some(row).filter(|row| row.state.is_open() && filter.takes(row, now)));
            if found.len() == limit {
                return Ok((found, next));
            }
        }
        if is_last {
            return Ok((found, None));
        }
    }
    Ok((found, next))
}
