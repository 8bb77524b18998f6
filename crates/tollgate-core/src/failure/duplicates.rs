//! Duplicates: another open record with the same key was there before.

use smol_str::format_smolstr;

use super::case::shown;
use super::{About, Case, Finding, Subject};
use crate::decide::twins_of;
use crate::policy::FailureMode;

pub(super) const ABOUT: About = About {
    title: "Duplicates",
    looks_for: "an open record with the same key as another open record that was there before",
    threshold: "at once",
    subject: Subject::Record,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let kind = case.kind()?;
    let key = kind.key.filter(|_| !kind.is_closed(case.record.stage()))?;
    let identity = case.record.identity(kind)?;
    let own = (case.record.created_at, &case.record.key);
    let twins = twins_of(case.rows, kind, case.record, &identity);
    let earlier = twins
        .filter_map(|twin| case.rows.record(&twin))
        .filter(|twin| (twin.created_at, &twin.key) < own);
    let original = earlier.min_by_key(|twin| (twin.created_at, &twin.key))?;
    let says = format_smolstr!(
        "same {} as {}, which was there before",
        kind.field(key).name,
        original.key
    );
    Some(case.finding(
        FailureMode::Duplicates,
        Some(case.record.created_at),
        says,
        vec![shown(kind, case.record, key)],
    ))
}
