//! The policy in force, and the earlier revisions that open handoffs go by, read back from the texts that are kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use tollgate_core::policy::Policy;
use tollgate_core::state::Handoff;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;

use crate::ports::{Listing, Read, Revision, StoreError};

/// Handoffs that are read at a time.
const PAGE: usize = 500;

/// The policy of the revision `number`, with the earlier ones that open handoffs go by; `None` where there is no such
/// revision.
///
/// # Errors
/// The store did not answer, or the revision's text is not a policy to this version of Tollgate.
pub fn in_force<R: Read + ?Sized>(store: &R, number: u32) -> Result<Option<Policy>, StoreError> {
    let Some(mut policy) = alone(store, number)? else {
        return Ok(None);
    };
    keep_earlier(store, &mut policy)?;
    Ok(Some(policy))
}

/// The policy of the revision `number` without any other.
pub(crate) fn alone<R: Read + ?Sized>(
    store: &R,
    number: u32,
) -> Result<Option<Policy>, StoreError> {
    store
        .revision(number)?
        .map(|revision| read(&revision))
        .transpose()
}

/// Gives `policy` the earlier revisions that open handoffs go by, and no others.
///
/// A revision whose text is no policy to this version of Tollgate is left out: its handoffs go by `policy`.
///
/// # Errors
/// The store did not answer.
pub fn keep_earlier<R: Read + ?Sized>(store: &R, policy: &mut Policy) -> Result<(), StoreError> {
    policy.earlier.clear();
    // The first revision has none before it.
    if policy.revision < 2 {
        return Ok(());
    }
    for number in open_revisions(store)? {
        if number >= policy.revision {
            continue;
        }
        let Some(revision) = store.revision(number)? else {
            continue;
        };
        if let Some(mut earlier) = tollgate_policy::load_earlier(&source(&revision), policy) {
            earlier.revision = number;
            policy.earlier.insert(number, Arc::new(earlier));
        }
    }
    Ok(())
}

/// The revisions that open handoffs go by.
fn open_revisions<R: Read + ?Sized>(store: &R) -> Result<BTreeSet<u32>, StoreError> {
    let mut revisions = BTreeSet::new();
    each_open(store, &mut |page| {
        revisions.extend(page.iter().map(|handoff| handoff.revision));
        Ok(())
    })?;
    Ok(revisions)
}

/// Calls `each` with the open handoffs, page by page, in the order of their records.
pub(crate) fn each_open<R: Read + ?Sized>(
    store: &R,
    each: &mut dyn FnMut(Vec<Handoff>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut place = Listing::LiveByRecord(None);
    loop {
        let mut page = store.list_handoffs(&place, PAGE)?;
        let is_last = page.len() < PAGE;
        if let Some(last) = page.last() {
            place = place.after(last);
        }
        page.retain(|handoff| handoff.state.is_open());
        each(page)?;
        if is_last {
            return Ok(());
        }
    }
}

/// The files of a revision's text.
pub fn source(revision: &Revision) -> Source {
    Source::unbundle(&revision.source)
        .unwrap_or_else(|| Source::new([("policy.yaml", &revision.source)]))
}

/// The policy that `source` is at `at`; `None` where it has errors.
pub(crate) fn checked(source: &Source, at: Timestamp) -> Option<Policy> {
    let day = at.to_jiff().to_zoned(jiff::tz::TimeZone::UTC);
    tollgate_policy::load(source, day.date()).policy
}

fn read(revision: &Revision) -> Result<Policy, StoreError> {
    let mut policy = checked(&source(revision), revision.at).ok_or_else(|| {
        let number = revision.number;
        StoreError::Unavailable(
            format!("revision {number} of the policy is not a policy to this version of Tollgate: install the version that published it").into(),
        )
    })?;
    policy.revision = revision.number;
    Ok(policy)
}
