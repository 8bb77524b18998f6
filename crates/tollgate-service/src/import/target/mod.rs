//! What a row becomes: one target of the mapping, ready to build what is asked from rows.

mod activity;
mod handoff;
mod record;

use smol_str::SmolStr;
use tollgate_core::command::{Actor, Request};
use tollgate_core::ids::{PersonId, RecordKind, RecordRef};

use super::ask::Ask;
use super::cell::{Cell, InstantCell, Reading};
use super::key;
use super::row::{Reject, Row};
pub(crate) use activity::{ActivityTarget, direction_of};
pub(crate) use handoff::{ActTarget, DisposeTarget, HandoffTarget, NextStepTarget, outcome_of};
pub(crate) use record::{FieldTarget, RecordTarget};

/// One thing that a row becomes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// Its place among the targets of its file.
    pub(crate) number: u32,
    /// The order of what happens at the same instant, first is 0.
    pub(crate) rank: Rank,
    /// For which rows it applies: all of these must hold.
    pub(crate) when: Vec<Test>,
    /// When it happened.
    pub(crate) at: InstantCell,
    /// Who did it.
    pub(crate) by: Option<Cell>,
    /// What the row becomes.
    pub(crate) what: What,
}

/// What comes first at the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Records as they are first or newly seen.
    Record,
    /// What changed later.
    History,
    /// What was done.
    Activity,
    /// Acceptances.
    Accept,
    /// Next steps.
    NextStep,
    /// Returns, rejections and recyclings.
    Disposition,
}

/// Whether a target applies to a row.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    /// The cell that is looked at.
    pub(crate) cell: Cell,
    /// The texts that fit; the empty text fits an empty cell, `*` any other.
    pub(crate) fits: Vec<SmolStr>,
    /// What the cell's fitting must be.
    pub(crate) expect: bool,
}

/// What a row becomes.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// News of a record.
    Record(Box<RecordTarget>),
    /// Something done or received.
    Activity(Box<ActivityTarget>),
    /// An act on the handoff that a record has open.
    OnHandoff(Box<HandoffTarget>),
}

/// Which record a row is about.
#[derive(Clone, Debug)]
pub(crate) struct RecordCell {
    /// Its kind.
    pub(crate) kind: RecordKind,
    /// Its id.
    pub(crate) id: Cell,
}

impl Rank {
    /// Every rank, in order.
    pub(crate) const ALL: [Self; 6] = [
        Self::Record,
        Self::History,
        Self::Activity,
        Self::Accept,
        Self::NextStep,
        Self::Disposition,
    ];
}

impl Target {
    /// What `row` asks for by this target. `None` when the target does not apply to it.
    ///
    /// # Errors
    /// Where the row lacks what the target needs, or holds what cannot be read.
    pub(crate) fn ask(
        &self,
        map: &str,
        actor: &Actor,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<Option<Ask>, Reject> {
        for test in &self.when {
            if !test.holds(row, reading)? {
                return Ok(None);
            }
        }
        let (command, identity) = match &self.what {
            What::Record(record) => record.change(self, row, reading)?,
            What::Activity(activity) => activity.log(self, row, reading)?,
            What::OnHandoff(handoff) => handoff.act(row, reading)?,
        };
        let at = self.at.required("time", row, reading)?;
        let by = optional(self.by.as_ref(), row, reading)?;
        let said = key::Said {
            at,
            by: by.as_deref(),
            target: self.number,
        };
        let key = key::of(map, said, &command, identity);
        let actor = by.map_or_else(|| actor.clone(), |by| Actor::Person(PersonId::from(by)));
        Ok(Some(Ask {
            at,
            key,
            request: Request { actor, command },
        }))
    }
}

impl Test {
    fn holds(&self, row: &Row, reading: &Reading<'_>) -> Result<bool, Reject> {
        let text = self.cell.text(row, reading)?;
        let fits = match text.as_deref() {
            None => self.fits.iter().any(|fit| fit.is_empty()),
            Some(text) => self.fits.iter().any(|fit| fit == "*" || fit == text),
        };
        Ok(fits == self.expect)
    }
}

impl RecordCell {
    fn required(&self, row: &Row, reading: &Reading<'_>) -> Result<RecordRef, Reject> {
        let id = self.id.required("id", row, reading)?;
        Ok(RecordRef::new(self.kind.clone(), id.as_ref()))
    }

    fn optional(&self, row: &Row, reading: &Reading<'_>) -> Result<Option<RecordRef>, Reject> {
        Ok(self
            .id
            .text(row, reading)?
            .map(|id| RecordRef::new(self.kind.clone(), id.as_ref())))
    }
}

fn optional(
    cell: Option<&Cell>,
    row: &Row,
    reading: &Reading<'_>,
) -> Result<Option<SmolStr>, Reject> {
    let Some(cell) = cell else { return Ok(None) };
    Ok(cell.text(row, reading)?.map(SmolStr::from))
}
