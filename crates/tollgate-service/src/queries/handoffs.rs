//! Handoffs as a list: those that fit, a page at a time.

use std::ops::ControlFlow;

use serde::Serialize;
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Row, RowKey};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use utoipa::ToSchema;

use super::bounds::LOOKED_AT_MAX;
use super::handoff_filter::Filter;
use super::handoffs_due::{Due, soonest_due};
use super::story::{HandoffView, handoff_views};
use crate::access::mask::Mask;
use crate::ports::{Read, StoreError};

/// In which order handoffs come, and after what the page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The oldest first, those after this one.
    Opened(Option<HandoffId>),
    /// Open ones, the soonest due first, those after this place.
    Due(Option<Due>),
}

/// A page of handoffs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandoffPage {
    /// The handoffs; perhaps fewer than asked for, also where there are more.
    pub handoffs: Vec<HandoffView>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<String>,
    /// There are more open handoffs than were put in order by when they are due: narrow the filter.
    pub partial: bool,
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
    let found = match order {
        Order::Due(after) => soonest_due(store, policy, filter, (after, limit), now)?,
        Order::Opened(after) if wants.is_empty() => walk(store, filter, after, limit, now)?,
        Order::Opened(after) => {
            let found = look_up(store, policy, filter, &wants, now)?;
            cut(found, after, limit)
        }
    };
    Ok(HandoffPage {
        handoffs: handoff_views(store, policy, &found.handoffs, now, mask)?,
        next: found.next,
        partial: found.partial,
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

/// Rows of a page, and where the next one begins.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) handoffs: Vec<Handoff>,
    pub(super) next: Option<String>,
    pub(super) partial: bool,
}

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

/// All handoffs that fit `filter`, which `wants` lead to, the oldest first.
pub(super) fn look_up(
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

fn cut(mut found: Vec<Handoff>, after: Option<HandoffId>, limit: usize) -> Page {
    found.retain(|row| after.is_none_or(|after| row.id > after));
    let next = (found.len() > limit).then(|| found[limit - 1].id.to_string());
    found.truncate(limit);
    Page {
        handoffs: found,
        next,
        partial: false,
    }
}

fn walk(
    store: &dyn Read,
    filter: &Filter,
    after: Option<HandoffId>,
    limit: usize,
    now: Timestamp,
) -> Result<Page, StoreError> {
    let (mut handoffs, mut next, mut looked_at) = (Vec::new(), None, 0);
    let mut each = |row: Handoff| {
        if handoffs.len() == limit || looked_at == LOOKED_AT_MAX {
            return ControlFlow::Break(());
        }
        looked_at += 1;
        next = Some(row.id);
        if filter.takes(&row, now) {
            handoffs.push(row);
        }
        ControlFlow::Continue(())
    };
    store.handoffs_after(after, &mut each)?;
    let is_cut = handoffs.len() == limit || looked_at == LOOKED_AT_MAX;
    Ok(Page {
        handoffs,
        next: next.filter(|_| is_cut).map(|id| id.to_string()),
        partial: false,
    })
}
