//! The fields and activities of an earlier revision, counted as the policy in force counts them.
//!
//! Records are read in the slots of the policy in force, so an earlier revision must look for each field where it is
//! today. A field that is declared no longer, or as something else, gets a slot behind all of those: what was said of it
//! last is found there by its name. Fields that the earlier revision did not know are nameless to it.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::ids::{ActivityType, FieldName, RecordKind};
use tollgate_core::keyed::Keyed;
use tollgate_core::policy::{Field, Kind, Policy};
use tollgate_core::value::FieldType;

/// `kinds` in the slots of `in_force`.
pub(super) fn kinds(
    kinds: BTreeMap<RecordKind, Kind>,
    in_force: &Policy,
) -> BTreeMap<RecordKind, Kind> {
    let placed = kinds
        .into_iter()
        .map(|(name, kind)| match in_force.kind(&name) {
            Some(today) => (name, place(kind, today)),
            None => (name, kind),
        });
    placed.collect()
}

/// `activities` in the order of `in_force`, those that it does not have at the end.
pub(super) fn activities(activities: Vec<ActivityType>, in_force: &Policy) -> Vec<ActivityType> {
    let mut all = in_force.activities.clone();
    all.extend(
        activities
            .into_iter()
            .filter(|activity| !in_force.activities.contains(activity)),
    );
    all
}

fn place(kind: Kind, today: &Kind) -> Kind {
    let mut fields = vec![nameless(); today.fields.len()];
    let mut slots = Keyed::default();
    for field in kind.fields {
        let kept = today
            .slot(&field.name)
            .filter(|slot| goes_on(&field.of, &today.field(*slot).of));
        let slot = kept.unwrap_or_else(|| fields.len().try_into().unwrap_or(u16::MAX));
        slots.insert(field.name.clone(), slot);
        match fields.get_mut(usize::from(slot)) {
            Some(held) => *held = field,
            None => fields.push(field),
        }
    }
    Kind {
        // These say how rows are looked up and added up, which is the same whatever a handoff goes by.
        key: today.key,
        called: today.called.clone(),
        forecast: today.forecast.clone(),
        recurring: today.recurring.clone(),
        fields,
        slots,
        ..kind
    }
}

fn nameless() -> Field {
    Field {
        name: FieldName::from(SmolStr::default()),
        of: FieldType::Text,
        personal: false,
        keep: None,
        note: None,
    }
}

/// Whether what a field of the type `today` holds can be read as the type `before`.
fn goes_on(before: &FieldType, today: &FieldType) -> bool {
    let is_text = |of: &FieldType| {
        matches!(
            of,
            FieldType::Text
                | FieldType::Email
                | FieldType::Phone
                | FieldType::Country
                | FieldType::Person
                | FieldType::Choice(_)
        )
    };
    match (before, today) {
        (FieldType::Link(before), FieldType::Link(today)) => before.to == today.to,
        (FieldType::Number, FieldType::Integer) => true,
        _ => before == today || is_text(before) && is_text(today),
    }
}
