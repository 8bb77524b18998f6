//! Handoffs as a list: those that fit, a page at a time.

use std::ops::ControlFlow;

use serde::Serialize;
use tollgate_core::ids::{HandoffId, PersonId, PointId, QueueId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, HandoffState, Row, RowKey};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use utoipa::ToSchema;

use super::called::Called;
use super::story::{HandoffView, handoff_view};
use crate::access::mask::Mask;
use crate::ports::{Read, StoreError};

/// Handoffs that are looked at for one page: the page may be short, and the next one goes on from there.
const LOOKED_AT_MAX: usize = 20_000;

/// Which handoffs; all of what is said has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Where it stands.
    pub state: Option<HandoffState>,
    /// Only those that are open, or only those that are not.
    pub open: Option<bool>,
    /// The handoff point.
    pub point: Option<PointId>,
    /// Who has it.
    pub owner: Option<PersonId>,
    /// The queue it came through.
    pub queue: Option<QueueId>,
    /// The record.
    pub record: Option<RecordRef>,
}

/// A page of handoffs, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandoffPage {
    /// The handoffs; perhaps fewer than asked for, also where there are more.
    pub handoffs: Vec<HandoffView>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<String>,
}

/// At most `limit` handoffs that fit `filter` and come after `after`, as they stand at `now`, without what `mask` hides.
///
/// # Errors
/// The store did not answer.
pub fn handoffs(
    store: &dyn Read,
    policy: &Policy,
    filter: &Filter,
    after: Option<HandoffId>,
    limit: usize,
    now: Timestamp,
    mask: &Mask,
) -> Result<HandoffPage, StoreError> {
    let found = match filter.short_cut() {
        Some(want) => look_up(store, policy, filter, &want, after, limit)?,
        None => walk(store, filter, after, limit)?,
    };
    let records = found.handoffs.iter().map(|row| &row.record);
    let called = Called::load(store, policy, records, mask)?;
    Ok(HandoffPage {
        handoffs: found
            .handoffs
            .iter()
            .map(|row| handoff_view(policy, row, &called, now))
            .collect(),
        next: found.next.map(|id| id.to_string()),
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
    let rows = store.load(policy, &[Want::Row(RowKey::Handoff(id))])?;
    let found = rows.into_iter().find_map(|row| match row {
        Row::Handoff(row) => Some(row),
        _ => None,
    });
    let Some(row) = found else { return Ok(None) };
    let called = Called::load(store, policy, [&row.record], mask)?;
    Ok(Some(handoff_view(policy, &row, &called, now)))
}

struct Page {
    handoffs: Vec<Handoff>,
    next: Option<HandoffId>,
}

impl Filter {
    fn takes(&self, row: &Handoff) -> bool {
        fn fits<T: PartialEq>(wanted: Option<&T>, found: Option<&T>) -> bool {
            wanted.is_none_or(|wanted| Some(wanted) == found)
        }
        self.open.is_none_or(|open| open == row.state.is_open())
            && fits(self.state.as_ref(), Some(&row.state))
            && fits(self.point.as_ref(), Some(&row.point))
            && fits(self.owner.as_ref(), row.owner.as_ref())
            && fits(self.queue.as_ref(), row.queue.as_ref())
            && fits(self.record.as_ref(), Some(&row.record))
    }

    /// What names all that can fit, where the store has it at hand.
    fn short_cut(&self) -> Option<Want> {
        let is_open = self.open == Some(true) || self.state.is_some_and(HandoffState::is_open);
        let is_carried = self.state.is_some_and(HandoffState::is_carried);
        match (&self.record, &self.owner) {
            (Some(record), _) if is_open => Some(Want::Record(record.clone())),
            (_, Some(owner)) if is_carried => Some(Want::CarriedBy(owner.clone())),
            _ => None,
        }
    }
}

fn look_up(
    store: &dyn Read,
    policy: &Policy,
    filter: &Filter,
    want: &Want,
    after: Option<HandoffId>,
    limit: usize,
) -> Result<Page, StoreError> {
    let rows = store.load(policy, std::slice::from_ref(want))?;
    let mut handoffs: Vec<Handoff> = rows
        .into_iter()
        .filter_map(|row| match row {
            Row::Handoff(row) => Some(row),
            _ => None,
        })
        .filter(|row| filter.takes(row) && after.is_none_or(|after| row.id > after))
        .collect();
    handoffs.sort_by_key(|row| row.id);
    let next = (handoffs.len() > limit).then(|| handoffs[limit - 1].id);
    handoffs.truncate(limit);
    Ok(Page { handoffs, next })
}

fn walk(
    store: &dyn Read,
    filter: &Filter,
    after: Option<HandoffId>,
    limit: usize,
) -> Result<Page, StoreError> {
    let (mut handoffs, mut next, mut looked_at) = (Vec::new(), None, 0);
    let mut each = |row: Handoff| {
        if handoffs.len() == limit || looked_at == LOOKED_AT_MAX {
            return ControlFlow::Break(());
        }
        looked_at += 1;
        next = Some(row.id);
        if filter.takes(&row) {
            handoffs.push(row);
        }
        ControlFlow::Continue(())
    };
    store.handoffs_after(after, &mut each)?;
    let is_cut = handoffs.len() == limit || looked_at == LOOKED_AT_MAX;
    Ok(Page {
        handoffs,
        next: next.filter(|_| is_cut),
    })
}
