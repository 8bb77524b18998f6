//! The policies that came into force, one after the other.

use std::sync::Arc;

use tollgate_core::decide::decide;
use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::{Read, Store, StoreError};
use tollgate_service::writer::{PublishError, Writer};

/// A policy and its text.
pub type Ours = (Policy, String);

/// Of `policies`, the one whose text is in force in `store`; the first where none is.
pub(crate) fn in_force<'p>(store: &dyn Read, policies: &'p [Ours]) -> Result<&'p Ours, StoreError> {
    let revision = store.revision(store.head()?.revision)?;
    let found = policies
        .iter()
        .find(|(_, source)| revision.as_ref().is_some_and(|it| &it.source == source));
    Ok(found.unwrap_or(&policies[0]))
}

/// A writer under the policy in force, which is of `policies`; it is not another one's turn, so nobody has to agree.
pub(crate) fn open<S: Store>(
    in_force: &dyn Read,
    policies: &[Ours],
    store: S,
) -> Result<Writer<S>, StoreError> {
    let (policy, source) = self::in_force(in_force, policies)?;
    let writer = Writer::open(store, policy.clone(), source, decide, Timestamp::MIN);
    writer.map_err(|fault| match fault {
        PublishError::Store(fault) => fault,
        asks @ PublishError::NeedsApproval(_) => StoreError::Unavailable(Box::new(asks)),
    })
}

/// Every revision of `store`, whose texts are among `policies`, from the first on; each knows all before it.
pub(crate) fn revisions(store: &dyn Read, policies: &[Ours]) -> Result<Vec<Policy>, StoreError> {
    let mut revisions: Vec<Policy> = Vec::new();
    for number in 1..=store.head()?.revision {
        let source = store.revision(number)?.map(|revision| revision.source);
        let found = policies
            .iter()
            .find(|(_, text)| Some(text) == source.as_ref());
        let mut policy = found.unwrap_or(&policies[0]).0.clone();
        policy.revision = number;
        let before = revisions.iter().map(|earlier| {
            let alone = Policy {
                earlier: Default::default(),
                ..earlier.clone()
            };
            (earlier.revision, Arc::new(alone))
        });
        policy.earlier = before.collect();
        revisions.push(policy);
    }
    Ok(revisions)
}

/// The policy in force once `event` has happened, which was `policy` before.
pub(crate) fn after<'p>(revisions: &'p [Policy], policy: &'p Policy, event: &Event) -> &'p Policy {
    match event.what {
        What::PolicyPublished { revision, .. } => revisions
            .iter()
            .find(|policy| policy.revision == revision)
            .unwrap_or(policy),
        _ => policy,
    }
}
