//! A row that is news of a record.

use tollgate_core::command::{Command, RecordChange};
use tollgate_core::ids::FieldName;
use tollgate_core::value::{FieldType, Value};

use super::{RecordCell, Target};
use crate::import::cell::{Cell, InstantCell, Reading};
use crate::import::key::Identity;
use crate::import::row::{Reject, Row};
use crate::import::typed::{self, Spelling};

/// News of a record.
#[derive(Clone, Debug)]
pub(crate) struct RecordTarget {
    /// Which record.
    pub(crate) record: RecordCell,
    /// When it was created.
    pub(crate) created_at: Option<InstantCell>,
    /// Its fields.
    pub(crate) fields: Vec<FieldTarget>,
    /// Empty cells say that the field is empty.
    pub(crate) clears: bool,
}

/// One field.
#[derive(Clone, Debug)]
pub(crate) struct FieldTarget {
    /// The field.
    pub(crate) name: FieldName,
    /// What it may hold.
    pub(crate) of: FieldType,
    /// Where the value comes from.
    pub(crate) cell: Cell,
    /// How it is written.
    pub(crate) spelling: Spelling,
}

impl RecordTarget {
    pub(super) fn change(
        &self,
        target: &Target,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<(Command, Identity), Reject> {
        let record = self.record.required(row, reading)?;
        let changed_at = target.at.required("time", row, reading)?;
        let created_at = self
            .created_at
            .as_ref()
            .map_or(Ok(None), |cell| cell.instant(row, reading))?;
        let mut fields = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            match field.value(row, reading)? {
                Value::Missing if !self.clears => {}
                value => fields.push((field.name.clone(), value)),
            }
        }
        let change = RecordChange {
            record,
            created_at,
            changed_at,
            fields,
        };
        Ok((Command::Observe(change), Identity::Content))
    }
}

impl FieldTarget {
    fn value(&self, row: &Row, reading: &Reading<'_>) -> Result<Value, Reject> {
        match self.cell.text(row, reading)? {
            None => Ok(Value::Missing),
            Some(text) => typed::value(self.name.as_str(), &self.of, &text, &self.spelling),
        }
    }
}
