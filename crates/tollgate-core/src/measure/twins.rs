//! Which records are duplicates of another one that was there before and still worked.

use crate::policy::Kind;
use crate::state::{Record, Situation};
use crate::time::Timestamp;

/// True when another record of the same identity in `rows` came before `record` and was still worked when it came.
pub(super) fn is_duplicate(rows: &Situation<'_>, kind: &Kind, record: &Record) -> bool {
    let Some(identity) = record.identity(kind) else {
        return false;
    };
    let twins = rows.with_identity(&record.key.kind, &identity).into_iter();
    let twins = twins.filter_map(|twin| rows.record(&twin));
    // One that had the identity once, and has another now, is no twin.
    let mut twins = twins.filter(|twin| twin.identity(kind).as_ref() == Some(&identity));
    twins.any(|twin| came_before(twin, record) && was_worked_at(twin, kind, record.created_at))
}

fn came_before(one: &Record, other: &Record) -> bool {
    (one.created_at, &one.key) < (other.created_at, &other.key)
}

fn was_worked_at(record: &Record, kind: &Kind, at: Timestamp) -> bool {
    !kind.is_closed(record.stage()) || record.stage_since > at
}
