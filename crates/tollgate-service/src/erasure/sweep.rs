//! A sweep: all records once through, and what the policy no longer keeps of them is forgotten.

use tollgate_core::ids::{RecordId, RecordRef};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::retention::{Kept, kept};
use tollgate_core::state::Record;
use tollgate_core::time::Timestamp;

use super::forget::{Forgets, Forgotten, ended};
use super::suppressors::Suppressors;
use crate::ports::{Change, Read, Store, StoreError};

/// Records that are looked at together.
const PAGE: usize = 500;

/// Records that are forgotten in one transaction, which holds up whoever decides meanwhile.
const AT_ONCE: usize = 50;

/// When a sweep is, and the chance that it takes.
#[derive(Clone, Debug)]
pub struct Forget {
    /// When, by the clock of whoever looks.
    pub at: Timestamp,
    /// 32 random bytes that make the pseudonyms, to be forgotten.
    pub salt: [u8; 32],
    /// 32 random bytes that become the workspace's key for suppressions, where it has none yet.
    pub key: [u8; 32],
}

/// What came of a sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// What was not kept any longer, or would not be.
    pub forgotten: Vec<Forgotten>,
    /// How many entries of the ledger something was taken from.
    pub entries: usize,
    /// The first instant from which something more is not kept, as far as can be told now.
    pub next: Option<Timestamp>,
}

/// Forgets what `policy`, the one in force, no longer keeps.
///
/// # Errors
/// The store did not answer. What was forgotten by then is; the next sweep goes on.
pub fn sweep<S: Store>(
    store: &mut S,
    policy: &Policy,
    order: &Forget,
) -> Result<Swept, StoreError> {
    let (mut swept, mut suppressors) = (Swept::default(), Suppressors::default());
    for kind in policy.kinds.values().filter(|kind| kind.forgets()) {
        let mut after = None;
        loop {
            let page = page(store, policy, kind, after.as_ref())?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.id.clone());
            for some in swept.look(kind, &page, order.at).chunks(AT_ONCE) {
                let (forgotten, entries) = forget(store, policy, some, order, &mut suppressors)?;
                swept.forgotten.extend(forgotten);
                swept.entries += entries;
            }
        }
    }
    Ok(swept)
}

/// What [`sweep`] would forget; nothing is written.
///
/// # Errors
/// The store did not answer.
pub fn preview_sweep(
    store: &impl Read,
    policy: &Policy,
    now: Timestamp,
) -> Result<Swept, StoreError> {
    let mut swept = Swept::default();
    for kind in policy.kinds.values().filter(|kind| kind.forgets()) {
        let mut after = None;
        loop {
            let page = page(store, policy, kind, after.as_ref())?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.id.clone());
            let due = swept.look(kind, &page, now);
            swept.forgotten.extend(ended(store, policy, &due, now)?);
        }
    }
    Ok(swept)
}

fn page(
    store: &impl Read,
    policy: &Policy,
    kind: &Kind,
    after: Option<&RecordId>,
) -> Result<Vec<Record>, StoreError> {
    store.records_of(policy, &kind.name, after, PAGE)
}

impl Swept {
    /// Those of `records` of which something may not be kept at `now`; when the next of the others ends is kept in mind.
    fn look(&mut self, kind: &Kind, records: &[Record], now: Timestamp) -> Vec<RecordRef> {
        let mut due = Vec::new();
        for record in records {
            let all = kept(kind, record);
            let ahead = all.iter().map(Kept::ends_at).filter(|ends| *ends > now);
            self.next = self.next.into_iter().chain(ahead).min();
            if all.iter().any(|kept| kept.has_ended(now, false)) {
                due.push(record.key.clone());
            }
        }
        due
    }
}

/// Some records in one transaction, with how many entries something was taken from; nothing where somebody has published another
/// policy meanwhile.
fn forget<S: Store>(
    store: &mut S,
    policy: &Policy,
    records: &[RecordRef],
    order: &Forget,
    suppressors: &mut Suppressors,
) -> Result<(Vec<Forgotten>, usize), StoreError> {
    let change = store.begin()?;
    if change.head()?.revision != policy.revision {
        return Ok((Vec::new(), 0));
    }
    let ended = ended(&change, policy, records, order.at)?;
    if ended.is_empty() {
        return Ok((ended, 0));
    }
    let mut forgets = Forgets::new(&change, policy, order, suppressors)?;
    for one in &ended {
        forgets.take(one)?;
    }
    let batch = forgets.into_batch();
    change.commit(policy, &batch)?;
    Ok((ended, batch.erased.bodies.len()))
}
