//! Missing routing fields: routing had to decide without a field that its rules read.

use smol_str::format_smolstr;

use super::case::{listed, shown};
use super::{About, Case, Finding, Subject};
use crate::condition::{Condition, Slot, Subject as Whose};
use crate::policy::{FailureMode, HandoffPoint, Kind, RouteTo, STAGE};
use crate::value::FieldType;

pub(super) const ABOUT: About = About {
    title: "Missing routing fields",
    looks_for: "a record without a field that some routing rule of the point reads",
    threshold: "at once",
    subject: Subject::Handoff,
};

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let (kind, handoff) = (case.kind()?, case.handoff?);
    let mut missing = routing_fields(case.point, kind);
    missing.retain(|slot| case.record.value(*slot).is_missing());
    let seen: Vec<_> = missing
        .into_iter()
        .map(|slot| shown(kind, case.record, slot))
        .collect();
    let names: Vec<_> = seen.iter().map(|(name, _)| name.clone()).collect();
    if names.is_empty() {
        return None;
    }
    let verb = if names.len() == 1 { "is" } else { "are" };
    let says = format_smolstr!("{} {verb} missing, and routing reads it", listed(&names));
    Some(case.finding(
        FailureMode::MissingRoutingFields,
        Some(handoff.opened_at),
        says,
        seen,
    ))
}

/// The slots of the record's own fields that some routing rule of `point` reads, in order.
///
/// Owner and stage are not among them, nor are links: a rule for records that have an account does not ask every record
/// to have one.
pub fn routing_fields(point: &HandoffPoint, kind: &Kind) -> Vec<u16> {
    let conditions = point.route.iter().flat_map(|rule| {
        let owner = match &rule.to {
            RouteTo::Owner { owner, .. } => Some(owner),
            RouteTo::Queue(_) | RouteTo::Person(_) => None,
        };
        rule.when.iter().chain(owner)
    });
    let mut slots: Vec<_> = conditions
        .flat_map(Condition::reads)
        .filter_map(|read| own_field(&read.slot))
        .collect();
    slots.retain(|slot| {
        let field = kind.fields.get(usize::from(*slot));
        *slot > STAGE && field.is_some_and(|field| !matches!(field.of, FieldType::Link(_)))
    });
    slots.sort_unstable();
    slots.dedup();
    slots
}

fn own_field(slot: &Slot) -> Option<u16> {
    match *slot {
        Slot::Field {
            subject: Whose::Record,
            field,
        } => Some(field),
        _ => None,
    }
}
