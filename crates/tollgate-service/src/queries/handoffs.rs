//! Handoffs as a list: those that fit, a page at a time.

use std::fmt;
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
    /// Those of the point that the filter names, by when they were offered, those after this place; those that never were by when
    /// they were opened.
    Offered(Option<InTime>),
}

impl Order {
    /// The list that is in this order: of all, of the open ones, or of the point of `filter`. `None` where there is none.
    fn listing(self, filter: &Filter) -> Option<Listing> {
        match self {
            Self::Opened(after) => filter.is_of_open().then_some(Listing::LiveOldest(after)),
            Self::Due(after) => Some(Listing::LiveSoonestDue(after)),
            Self::Offered(after) => {
                let first = filter.offered.map(|period| InTime::before(period.from));
                Some(Listing::OfPoint(filter.point.clone()?, after.or(first)))
            }
        }
    }

    /// The place of `row`.
    fn place(self, row: &Handoff) -> Place {
        match self {
            Self::Opened(_) => Place::Opened(row.id),
            Self::Due(_) => Place::InTime(InTime::due(row)),
            Self::Offered(_) => Place::InTime(InTime::counted(row)),
        }
    }

    /// True for what comes after the place.
    fn is_before(self, row: &Handoff) -> bool {
        match self {
            Self::Opened(after) => after < Some(row.id),
            Self::Due(after) => row.state.is_open() && after < Some(InTime::due(row)),
            Self::Offered(after) => after < Some(InTime::counted(row)),
        }
    }
}

/// Where the page after a row begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Opened(HandoffId),
    InTime(InTime),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened(id) => id.fmt(f),
            Self::InTime(place) => place.fmt(f),
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
    let (found, next) = match (wants.is_empty(), order.listing(filter), order) {
        (false, ..) => {
            let found = look_up(store, policy, filter, &wants, now)?;
            cut(found, order, limit)
        }
        (true, Some(listing), _) => walk_list(store, filter, (order, listing), limit, now)?,
        (true, None, Order::Opened(after)) => walk(store, filter, after, limit, now)?,
        (true, None, _) => (Vec::new(), None),
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
    found.retain(|row| order.is_before(row));
    found.sort_by_key(|row| order.place(row));
    let next = (found.len() > limit).then(|| order.place(&found[limit - 1]).to_string());
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

/// Those among a list that is in the order.
fn walk_list(
    store: &dyn Read,
    filter: &Filter,
    (order, mut listing): (Order, Listing),
    limit: usize,
    now: Timestamp,
) -> Result<Page, StoreError> {
    let (mut found, mut next, mut looked_at) = (Vec::new(), None, 0);
    while looked_at < LOOKED_AT_MAX {
        let rows = store.list_handoffs(&listing, READ_AT_ONCE)?;
        let is_last = rows.len() < READ_AT_ONCE;
        looked_at += rows.len();
        for row in rows {
            if is_over(order, filter, &row) {
                return Ok((found, None));
            }
            listing = listing.after(&row);
            next = Some(order.place(&row).to_string());
            let takes = order.is_before(&row) && filter.takes(&row, now);
            found.extend(Some(row).filter(|_| takes));
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

/// True when nothing that comes from here on can be of the period.
fn is_over(order: Order, filter: &Filter, row: &Handoff) -> bool {
    let until = filter.offered.map(|period| period.to);
    matches!(order, Order::Offered(_)) && until.is_some_and(|until| row.counted_at() >= until)
}
