//! A record kind: its fields, its stages in order, and what its money means.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::ids::{FieldName, RecordKind, StageName};
use crate::keyed::Keyed;
use crate::value::{FieldType, Link};

/// The slot of the owner, which every kind has.
pub const OWNER: u16 = 0;
/// The slot of the stage, which every kind has.
pub const STAGE: u16 = 1;

/// A kind of record as the policy declares it.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The kind.
    pub name: RecordKind,
    /// The field that identifies a record beside its id; two open records that share it are twins.
    pub key: Option<u16>,
    /// The slots of the fields that name a record on screen; none where its id alone does.
    pub called: Vec<u16>,
    /// The stages, first to last.
    pub stages: Vec<StageName>,
    /// The fields by slot: the owner, the stage, then the declared ones in the order written.
    pub fields: Vec<Field>,
    /// Stages in which a record is no longer worked: twins, forecasts and failure modes leave it out.
    pub closed: Vec<StageName>,
    /// What a forecast of this kind adds up.
    pub forecast: Option<Forecast>,
    /// What recurring revenue of this kind adds up.
    pub recurring: Option<Recurring>,
    /// For how many days personal fields are kept once nothing is heard of a record any more; `None` keeps them.
    pub keep: Option<u32>,
    /// Slots by field name.
    pub slots: Keyed<FieldName, u16>,
}

/// One field of a record kind.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name, as conditions write it after the kind.
    pub name: FieldName,
    /// What it may hold.
    pub of: FieldType,
    /// It tells about a person: masked and erasable.
    pub personal: bool,
    /// For how many days a value is kept from when it was last said; `None` keeps it.
    pub keep: Option<u32>,
    /// For whoever reads the policy.
    pub note: Option<SmolStr>,
}

/// How records of a kind make a forecast: amounts due to close in a period, weighted by stage.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// The money field.
    pub amount: u16,
    /// The date field on which the amount is expected.
    pub close: u16,
    /// The assumed probability of winning from each stage, 0 to 1.
    pub probability: BTreeMap<StageName, f64>,
    /// The stage that means won.
    pub won: StageName,
    /// The stage that means lost.
    pub lost: StageName,
}

/// How records of a kind carry recurring revenue, for GRR and NRR.
#[derive(Clone, Debug)]
pub struct Recurring {
    /// The money field: annual recurring revenue.
    pub amount: u16,
    /// The stage in which the revenue has ended.
    pub churned: StageName,
}

impl Field {
    /// True when what it holds tells about a person. What a record points at is told by an id, which tells about nobody.
    pub fn tells_of_somebody(&self) -> bool {
        self.personal && !matches!(self.of, FieldType::Link(_))
    }
}

impl Kind {
    /// The slot of the field `name`.
    pub fn slot(&self, name: &FieldName) -> Option<u16> {
        self.slots.get(name).copied()
    }

    /// The field in `slot`, which must come from this kind.
    pub fn field(&self, slot: u16) -> &Field {
        &self.fields[usize::from(slot)]
    }

    /// Where `stage` stands among the stages, first is 0.
    pub fn position(&self, stage: &str) -> Option<usize> {
        self.stages.iter().position(|known| known.as_str() == stage)
    }

    /// True when a record in `stage` is no longer worked.
    pub fn is_closed(&self, stage: &str) -> bool {
        self.closed.iter().any(|closed| closed.as_str() == stage)
    }

    /// The link fields with their slots.
    pub fn links(&self) -> impl Iterator<Item = (u16, &Link)> {
        self.fields
            .iter()
            .zip(0u16..)
            .filter_map(|(field, slot)| match &field.of {
                FieldType::Link(link) => Some((slot, link)),
                _ => None,
            })
    }

    /// True when some value of this kind is not kept for ever.
    pub fn forgets(&self) -> bool {
        self.keep.is_some() || self.fields.iter().any(|field| field.keep.is_some())
    }

    /// True when changes of `slot` are kept in the record's trail: stage, owner, dates and money.
    pub fn is_tracked(&self, slot: u16) -> bool {
        slot <= STAGE || matches!(self.field(slot).of, FieldType::Date | FieldType::Money)
    }
}
