//! Brings the rows to hand that a decision looks at.

use std::collections::BTreeSet;

use tollgate_core::command::Request;
use tollgate_core::policy::Policy;
use tollgate_core::state::{RowKey, Situation};
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

/// What is going to be decided on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    /// What somebody asked for.
    Request(&'a Request),
    /// The alarm of a row.
    Alarm(&'a RowKey),
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
    fetch_all(
        store,
        policy,
        reach,
        rows,
        vec![Subject::Request(request)],
        now,
    )
}

/// The same for decisions on many `subjects`, whose questions are asked together. Each is gone through again only as long
/// as it wants something.
pub(crate) fn fetch_all(
    store: &dyn Read,
    policy: &Policy,
    reach: &Reach,
    rows: &mut Situation<'_>,
    mut subjects: Vec<Subject<'_>>,
    now: Timestamp,
) -> Result<(), StoreError> {
    loop {
        let mut wants = BTreeSet::new();
        subjects.retain(|subject| {
            let wanted = match subject {
                Subject::Request(request) => reach.wants(policy, rows, request, now),
                Subject::Alarm(key) => reach.wants_of_alarm(policy, rows, key),
            };
            let some = !wanted.is_empty();
            wants.extend(wanted);
            some
        });
        if wants.is_empty() {
            return Ok(());
        }
        fetch(store, policy, rows, wants.into_iter().collect())?;
    }
}
