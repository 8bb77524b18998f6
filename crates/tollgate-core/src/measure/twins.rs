//! Which records are duplicates of another one that was there before and still worked.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::ids::RecordRef;
use crate::policy::Kind;
use crate::state::Record;
use crate::time::Timestamp;

/// Records by the identity that they share.
#[derive(Clone, Debug, Default)]
pub(super) struct Twins {
    identities: BTreeMap<RecordRef, SmolStr>,
    by_identity: BTreeMap<SmolStr, Vec<Twin>>,
}

#[derive(Clone, Debug)]
struct Twin {
    record: RecordRef,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
}

impl Twins {
    /// Notes a record of `kind`, if it has an identity.
    pub(super) fn observe(&mut self, kind: &Kind, record: &Record) {
        let Some(identity) = record.identity(kind) else {
            return;
        };
        let closed_at = kind.is_closed(record.stage()).then_some(record.stage_since);
        let twin = Twin {
            record: record.key.clone(),
            created_at: record.created_at,
            closed_at,
        };
        self.identities.insert(record.key.clone(), identity.clone());
        self.by_identity.entry(identity).or_default().push(twin);
    }

    /// Adds what another one noted.
    pub(super) fn merge(&mut self, other: Self) {
        self.identities.extend(other.identities);
        for (identity, mut twins) in other.by_identity {
            self.by_identity
                .entry(identity)
                .or_default()
                .append(&mut twins);
        }
    }

    /// True when another record of the same identity came before `record` and was still worked when it came.
    pub(super) fn is_duplicate(&self, record: &RecordRef) -> bool {
        self.original_of(record).is_some()
    }

    /// The record that `record` duplicates, the oldest first.
    pub(super) fn original_of(&self, record: &RecordRef) -> Option<&RecordRef> {
        let twins = self.by_identity.get(self.identities.get(record)?)?;
        let own = twins.iter().find(|twin| &twin.record == record)?;
        let before = twins.iter().filter(|twin| {
            let earlier = (twin.created_at, &twin.record) < (own.created_at, &own.record);
            earlier && twin.closed_at.is_none_or(|closed| closed > own.created_at)
        });
        before
            .min_by_key(|twin| (twin.created_at, &twin.record))
            .map(|twin| &twin.record)
    }
}
