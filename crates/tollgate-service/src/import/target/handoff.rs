//! A row that acts on the handoff which a record has open.

use smol_str::SmolStr;
use tollgate_core::command::{Act, Aside, Command, OnHandoff};
use tollgate_core::ids::{PersonId, PointId};
use tollgate_core::policy::Outcome;
use tollgate_core::value::FieldType;

use super::{RecordCell, optional};
use crate::import::cell::{Cell, InstantCell, Reading};
use crate::import::key::Identity;
use crate::import::row::{Reject, Row};
use crate::import::typed::{self, Spelling};

/// An act on the handoff that a record has open.
#[derive(Clone, Debug)]
pub(crate) struct HandoffTarget {
    /// The record.
    pub(crate) record: RecordCell,
    /// The handoff point.
    pub(crate) point: PointId,
    /// The act.
    pub(crate) act: ActTarget,
}

/// An act.
#[derive(Clone, Debug)]
pub(crate) enum ActTarget {
    /// Take it over.
    Accept,
    /// Say what happens next.
    NextStep(Box<NextStepTarget>),
    /// Return, reject or recycle it.
    Dispose(Box<DisposeTarget>),
}

/// What happens next.
#[derive(Clone, Debug)]
pub(crate) struct NextStepTarget {
    /// What is to be done.
    pub(crate) what: Cell,
    /// By when.
    pub(crate) due_at: InstantCell,
    /// By whom.
    pub(crate) owner: Option<Cell>,
}

/// A return, rejection or recycling.
#[derive(Clone, Debug)]
pub(crate) struct DisposeTarget {
    /// `returned`, `rejected` or `recycled`.
    pub(crate) outcome: Cell,
    /// Why.
    pub(crate) reason: Cell,
    /// In the receiver's words.
    pub(crate) note: Option<Cell>,
    /// Until when.
    pub(crate) until: Option<(Cell, Spelling)>,
    /// What is missing, between commas.
    pub(crate) gaps: Option<Cell>,
}

impl HandoffTarget {
    pub(super) fn act(
        &self,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<(Command, Identity), Reject> {
        let record = self.record.required(row, reading)?;
        let act = match &self.act {
            ActTarget::Accept => Act::Accept,
            ActTarget::NextStep(step) => step.act(row, reading)?,
            ActTarget::Dispose(dispose) => dispose.act(row, reading)?,
        };
        Ok((
            Command::OnHandoff(OnHandoff {
                record,
                point: self.point.clone(),
                act,
            }),
            Identity::Content,
        ))
    }
}

impl NextStepTarget {
    fn act(&self, row: &Row, reading: &Reading<'_>) -> Result<Act, Reject> {
        Ok(Act::SetNextStep {
            what: self
                .what
                .required("next step", row, reading)?
                .as_ref()
                .into(),
            due_at: self
                .due_at
                .required("date for the next step", row, reading)?,
            owner: optional(self.owner.as_ref(), row, reading)?.map(PersonId::from),
        })
    }
}

impl DisposeTarget {
    fn act(&self, row: &Row, reading: &Reading<'_>) -> Result<Act, Reject> {
        let outcome = self.outcome.required("outcome", row, reading)?;
        let outcome = outcome_of(&outcome)?;
        let reason = self
            .reason
            .required("reason", row, reading)?
            .as_ref()
            .into();
        let note = optional(self.note.as_ref(), row, reading)?;
        let aside = |until| Aside {
            reason,
            note,
            until,
        };
        Ok(match outcome {
            Outcome::Returned => {
                let Aside { reason, note, .. } = aside(None);
                Act::Return {
                    reason,
                    gaps: self.gaps(row, reading)?,
                    note,
                }
            }
            Outcome::Rejected => Act::Reject(aside(self.until(row, reading)?)),
            Outcome::Recycled => Act::Recycle(aside(self.until(row, reading)?)),
        })
    }

    fn gaps(&self, row: &Row, reading: &Reading<'_>) -> Result<Vec<SmolStr>, Reject> {
        let gaps = optional(self.gaps.as_ref(), row, reading)?.unwrap_or_default();
        Ok(gaps
            .split(',')
            .map(str::trim)
            .filter(|gap| !gap.is_empty())
            .map(SmolStr::from)
            .collect())
    }

    fn until(&self, row: &Row, reading: &Reading<'_>) -> Result<Option<jiff::civil::Date>, Reject> {
        let Some((cell, spelling)) = &self.until else {
            return Ok(None);
        };
        let Some(text) = cell.text(row, reading)? else {
            return Ok(None);
        };
        Ok(typed::value("until", &FieldType::Date, &text, spelling)?.as_date())
    }
}

/// The outcome that `text` names.
pub(crate) fn outcome_of(text: &str) -> Result<Outcome, Reject> {
    let all = [Outcome::Returned, Outcome::Rejected, Outcome::Recycled];
    let found = all.into_iter().find(|outcome| outcome.as_str() == text);
    found.ok_or_else(|| Reject::of("an outcome is `returned`, `rejected` or `recycled`", text))
}
