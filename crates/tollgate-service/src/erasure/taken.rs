//! What an erasure takes: which fields of which records, and the values that they held.

use std::collections::BTreeSet;

use smol_str::SmolStr;
use tollgate_core::ids::{FieldName, RecordRef};
use tollgate_core::policy::Kind;
use tollgate_core::value::Value;

/// What is taken.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// From the records that this is about.
    pub(super) records: BTreeSet<RecordRef>,
    /// Which of their fields.
    pub(super) fields: Fields,
    /// What these fields ever held.
    pub(super) values: Vec<Value>,
}

/// Fields that are taken from records.
#[derive(Clone, Debug)]
pub(super) enum Fields {
    /// Whatever tells about a person, who is looked for in what is about others too.
    Personal,
    /// These alone.
    These(BTreeSet<FieldName>),
}

impl Taken {
    /// True when the field is one of those that are taken.
    pub(super) fn takes(&self, kind: Option<&Kind>, field: &FieldName) -> bool {
        match &self.fields {
            Fields::Personal => is_personal(kind, field),
            Fields::These(fields) => fields.contains(field),
        }
    }

    /// True when the values are looked for wherever they may stand.
    pub(super) fn is_everywhere(&self) -> bool {
        matches!(self.fields, Fields::Personal)
    }

    /// The values that are texts.
    pub(super) fn texts(&self) -> BTreeSet<SmolStr> {
        self.values
            .iter()
            .filter_map(Value::as_text)
            .cloned()
            .collect()
    }
}

/// True when a field tells about a person: the policy says so, or no longer knows the field.
pub(super) fn is_personal(kind: Option<&Kind>, field: &FieldName) -> bool {
    let Some((kind, slot)) = kind.and_then(|kind| Some((kind, kind.slot(field)?))) else {
        return true;
    };
    kind.field(slot).tells_of_somebody()
}
