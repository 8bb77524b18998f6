//! What names mean where a condition stands.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tollgate_core::ids::{ActivityType, FieldName, ListName, RecordKind};
use tollgate_core::value::{FieldType, Value};

/// The fields of a record kind, in the order in which the core counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindShape {
    /// The kind's name.
    pub name: RecordKind,
    /// Its fields: `owner` (a person), `stage` (a choice of the stages), then the declared ones.
    pub fields: Vec<(FieldName, FieldType)>,
}

/// What names mean where a condition stands.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The kind of the record that the condition is about.
    pub record: &'a KindShape,
    /// All record kinds, so that links lead somewhere.
    pub kinds: &'a [KindShape],
    /// The workspace's activity types, in the order in which the core counts them.
    pub activities: &'a [ActivityType],
    /// The named lists; the values of one list are of one type.
    pub lists: &'a BTreeMap<ListName, Vec<Value>>,
    /// The workspace's zone, in which a date begins.
    pub zone: &'a TimeZone,
    /// Whether the record before the change is known: `was.stage`.
    pub with_was: bool,
    /// Whether there is a handoff: `handoff.age`.
    pub with_handoff: bool,
}

impl KindShape {
    /// A field's place and type.
    pub(super) fn field(&self, name: &str) -> Option<(u16, &FieldType)> {
        let place = self
            .fields
            .iter()
            .position(|(field, _)| field.as_str() == name)?;
        Some((u16::try_from(place).ok()?, &self.fields[place].1))
    }
}

impl<'a> Scope<'a> {
    /// The kind that the record's link field `name` points at, with the field's place.
    pub(super) fn link(&self, name: &str) -> Option<(u16, &'a KindShape)> {
        match self.record.field(name)? {
            (place, FieldType::Link(link)) => Some((place, self.kind(link.to.as_str())?)),
            _ => None,
        }
    }

    /// The link fields that point at the kind `name`, by name.
    pub(super) fn links_to(&self, name: &str) -> Vec<&'a str> {
        let points = |field: &'a (FieldName, FieldType)| match &field.1 {
            FieldType::Link(link) if link.to.as_str() == name => Some(field.0.as_str()),
            _ => None,
        };
        self.record.fields.iter().filter_map(points).collect()
    }

    fn kind(&self, name: &str) -> Option<&'a KindShape> {
        self.kinds.iter().find(|kind| kind.name.as_str() == name)
    }
}
