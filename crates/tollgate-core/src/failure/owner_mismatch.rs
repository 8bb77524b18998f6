//! Owner mismatch: the record's owner is not the owner of the record that it belongs to.

use smol_str::{SmolStr, format_smolstr};

use super::{About, Case, Finding, Subject};
use crate::decide::target;
use crate::policy::FailureMode;
use crate::state::Record;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Owner mismatch",
    looks_for: "a record whose owner differs from the owner of the record whose activities it shares",
    threshold: "at once",
    subject: Subject::Record,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let (kind, owner) = (case.kind()?, case.record.owner()?);
    let shared = kind.links().filter(|(_, link)| link.activities);
    let linked = shared.filter_map(|(slot, _)| case.rows.record(&target(kind, case.record, slot)?));
    let (other, theirs) = linked
        .filter_map(|other: &Record| Some((&other.key, other.owner()?)))
        .find(|(_, theirs)| *theirs != owner)?;
    let people = [
        ("owner".into(), &owner),
        (format_smolstr!("owner of the {}", other.kind), &theirs),
    ];
    let seen =
        people.map(|(name, person): (SmolStr, _)| (name, Value::Text(person.as_text().clone())));
    let says = format_smolstr!("{owner} owns it, {theirs} owns {other}");
    Some(case.finding(FailureMode::OwnerMismatch, None, says, seen.into()))
}
