//! A row that says what was done.

use smol_str::SmolStr;
use tollgate_core::command::{Activity, Command, Direction};
use tollgate_core::ids::{ActivityId, PersonId};

use super::{RecordCell, Target, optional};
use crate::import::cell::{Cell, Reading};
use crate::import::key::{self, Identity};
use crate::import::row::{Reject, Row};
use crate::import::typed;

/// Something done or received.
#[derive(Clone, Debug)]
pub(crate) struct ActivityTarget {
    /// Its type.
    pub(crate) of: Cell,
    /// The types that the policy declares.
    pub(crate) known: Vec<SmolStr>,
    /// The source's id.
    pub(crate) id: Option<Cell>,
    /// The record.
    pub(crate) record: RecordCell,
    /// `outbound` or `inbound`.
    pub(crate) direction: Cell,
    /// A tag.
    pub(crate) tag: Option<Cell>,
    /// Whether a machine sent it.
    pub(crate) automated: Option<Cell>,
}

impl ActivityTarget {
    pub(super) fn log(
        &self,
        target: &Target,
        row: &Row,
        reading: &Reading<'_>,
    ) -> Result<(Command, Identity), Reject> {
        let of = self.of.required("type of activity", row, reading)?;
        if !self.known.iter().any(|known| known == of.as_ref()) {
            return Err(Reject::of("the policy knows no such type of activity", &of));
        }
        let at = target.at.required("time", row, reading)?;
        let record = self.record.optional(row, reading)?;
        let by = optional(target.by.as_ref(), row, reading)?.map(PersonId::from);
        let direction = self.direction.required("direction", row, reading)?;
        let direction = direction_of(&direction)?;
        let tag = optional(self.tag.as_ref(), row, reading)?;
        let automated = flag(self.automated.as_ref(), row, reading)?;
        let id = self
            .id
            .as_ref()
            .map(|id| id.required("id", row, reading))
            .transpose()?;
        let (id, identity) = match id {
            Some(id) => (ActivityId::from(id.as_ref()), Identity::Activity),
            None => (ActivityId::from(key::row_digest(row)), Identity::Content),
        };
        let activity = Activity {
            id,
            record,
            of: of.as_ref().into(),
            direction,
            by,
            automated,
            tag,
            at,
        };
        Ok((Command::Log(activity), identity))
    }
}

/// The direction that `text` names.
pub(crate) fn direction_of(text: &str) -> Result<Direction, Reject> {
    match text {
        "outbound" => Ok(Direction::Outbound),
        "inbound" => Ok(Direction::Inbound),
        _ => Err(Reject::of("a direction is `outbound` or `inbound`", text)),
    }
}

fn flag(cell: Option<&Cell>, row: &Row, reading: &Reading<'_>) -> Result<bool, Reject> {
    let Some(text) = optional(cell, row, reading)? else {
        return Ok(false);
    };
    typed::boolean(&text).ok_or_else(|| Reject::of("`automated` is not true or false", &text))
}
