//! Brings the rows to hand that a decision looks at.

use tollgate_core::command::Request;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_core::wants::{Reach, Want};

use crate::ports::{Read, StoreError};

/// Looks `wants` up in `store`, after which `rows` know them.
pub(crate) fn fetch(
    store: &dyn Read,
    policy: &Policy,
    rows: &mut Situation<'_>,
    wants: Vec<Want>,
) -> Result<(), StoreError> {
    for row in store.load(policy, &wants)? {
        rows.learn(policy, row);
    }
    wants.into_iter().for_each(|want| rows.know(want));
    Ok(())
}

/// Looks up all that a decision on `request` at `now` may look at: asks again until nothing more is wanted.
pub(crate) fn fetch_for(
    store: &dyn Read,
    policy: &Policy,
    reach: &Reach,
    rows: &mut Situation<'_>,
    request: &Request,
    now: Timestamp,
) -> Result<(), StoreError> {
    loop {
        let wants = reach.wants(policy, rows, request, now);
        if wants.is_empty() {
            return Ok(());
        }
        fetch(store, policy, rows, wants)?;
    }
}
