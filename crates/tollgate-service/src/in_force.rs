//! The policy in force, read back from the text that its revision keeps.

use tollgate_core::policy::Policy;
use tollgate_policy::Source;

use crate::ports::{Read, Revision, StoreError};

/// The policy of the revision `number`; `None` where there is no such revision.
///
/// # Errors
/// The store did not answer, or the revision's text is not a policy to this version of Tollgate.
pub fn in_force(store: &impl Read, number: u32) -> Result<Option<Policy>, StoreError> {
    store
        .revision(number)?
        .map(|revision| read(&revision))
        .transpose()
}

/// The files of a revision's text.
pub fn source(revision: &Revision) -> Source {
    Source::unbundle(&revision.source)
        .unwrap_or_else(|| Source::new([("policy.yaml", &revision.source)]))
}

fn read(revision: &Revision) -> Result<Policy, StoreError> {
    let day = revision.at.to_jiff().to_zoned(jiff::tz::TimeZone::UTC);
    let checked = tollgate_policy::load(&source(revision), day.date());
    let mut policy = checked.policy.ok_or_else(|| {
        let number = revision.number;
        StoreError::Unavailable(
            format!("revision {number} of the policy is not a policy to this version of Tollgate: install the version that published it").into(),
        )
    })?;
    policy.revision = revision.number;
    Ok(policy)
}
