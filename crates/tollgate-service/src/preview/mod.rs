//! What a publication would do to the handoffs that are open, told before it is done.
//!
//! Each open handoff is moved in memory as the publication would move it, in the same order, and held against what it is.
//! Nothing is written.

mod effect;
mod trial;
mod view;

use std::collections::BTreeMap;

use tollgate_core::ids::{HandoffId, MilestoneId, PointId, RecordRef};
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::HandoffState;
use tollgate_core::time::Timestamp;

pub use effect::Effect;
use trial::Trial;
pub use view::{ChangeView, EffectView, ExampleView, PointCount, PreviewView, RevisionCount};

use crate::in_force::{each_open, keep_earlier};
use crate::ports::{Read, StoreError};

/// What a publication would do to the handoffs that are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What was asked.
    pub open: InFlight,
    /// How many are open, by point and state.
    pub handoffs: BTreeMap<(PointId, HandoffState), u64>,
    /// How many would go on under an earlier revision, by revision.
    pub pinned: BTreeMap<u32, u64>,
    /// How many of the others would change in some way beside the revision that they go by.
    pub changed: u64,
    /// How they would change; one handoff may change in several ways.
    pub effects: BTreeMap<Effect, Examples>,
}

/// How many handoffs, and some of them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Examples {
    /// How many.
    pub count: u64,
    /// The first of them, in the order of their records.
    pub some: Vec<Example>,
}

/// A handoff that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The handoff.
    pub handoff: HandoffId,
    /// Its point.
    pub point: PointId,
    /// Its record.
    pub record: RecordRef,
    /// The milestone whose promise changes, where one does.
    pub milestone: Option<MilestoneId>,
    /// What it was: an owner, a queue, an instant.
    pub from: String,
    /// What it would be.
    pub to: String,
}

/// What publishing `draft` would do at `now` to the handoffs that are open in `store`.
///
/// `now` earlier than the ledger's last instant counts as that. Promises that fell due before `now` count as broken; what
/// else time brings about until then is not foreseen. Handoffs are read page by page, and memory stays bounded:
/// where there are more than fit, a choice that depends on handoffs moved long before may come out differently.
///
/// # Errors
/// The store did not answer.
pub fn preview(
    store: &dyn Read,
    draft: &Policy,
    open: InFlight,
    now: Timestamp,
) -> Result<Preview, StoreError> {
    let head = store.head()?;
    let mut policy = draft.clone();
    policy.revision = head.revision + 1;
    keep_earlier(store, &mut policy)?;
    let preview = Preview {
        open,
        handoffs: BTreeMap::new(),
        pinned: BTreeMap::new(),
        changed: 0,
        effects: BTreeMap::new(),
    };
    let mut trial = Trial::new(store, &policy, preview, (head.sequence, now.max(head.at)))?;
    each_open(store, &mut |page| {
        page.into_iter()
            .try_for_each(|handoff| trial.look(&handoff))
    })?;
    Ok(trial.preview)
}
