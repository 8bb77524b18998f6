//! What a row becomes: one target of the mapping, ready to build what is asked from rows.

use smol_str::SmolStr;
use tollgate_core::command::{
    Act, Activity, Actor, Aside, Command, Direction, OnHandoff, RecordChange, Request,
};
use tollgate_core::ids::{ActivityId, FieldName, PersonId, PointId, RecordKind, RecordRef};
use tollgate_core::policy::Outcome;
use tollgate_core::value::{FieldType, Value};

use super::ask::Ask;
use super::cell::{Cell, InstantCell, Reading};
use super::key::{self, Identity};
use super::row::{Reject, Row};
use super::typed::{self, Spelling};

/// One thing that a row becomes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
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
    Record(RecordTarget),
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
    NextStep {
        what: Cell,
        due_at: InstantCell,
        owner: Option<Cell>,
    },
    /// Return, reject or recycle it.
    Dispose(DisposeTarget),
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
        let key = key::of(map, at, by.as_deref(), &command, identity);
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

impl RecordTarget {
    fn change(
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

impl ActivityTarget {
    fn log(
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

impl HandoffTarget {
    fn act(&self, row: &Row, reading: &Reading<'_>) -> Result<(Command, Identity), Reject> {
        let record = self.record.required(row, reading)?;
        let act = match &self.act {
            ActTarget::Accept => Act::Accept,
            ActTarget::NextStep {
                what,
                due_at,
                owner,
            } => Act::SetNextStep {
                what: what.required("next step", row, reading)?.as_ref().into(),
                due_at: due_at.required("date for the next step", row, reading)?,
                owner: optional(owner.as_ref(), row, reading)?.map(PersonId::from),
            },
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

/// The direction that `text` names.
pub(crate) fn direction_of(text: &str) -> Result<Direction, Reject> {
    match text {
        "outbound" => Ok(Direction::Outbound),
        "inbound" => Ok(Direction::Inbound),
        _ => Err(Reject::of("a direction is `outbound` or `inbound`", text)),
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

fn flag(cell: Option<&Cell>, row: &Row, reading: &Reading<'_>) -> Result<bool, Reject> {
    let Some(text) = optional(cell, row, reading)? else {
        return Ok(false);
    };
    typed::boolean(&text).ok_or_else(|| Reject::of("`automated` is not true or false", &text))
}
