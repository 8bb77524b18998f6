//! The documents of a policy as they are written: one file per kind, every value with its place.
//!
//! Nothing is resolved here: a queue's team is a name, a condition is its text. [`crate::lower`] gives them meaning.

mod calendar;
mod document;
mod escalation;
mod failure;
mod gate;
mod handoff;
mod health;
mod list;
mod person;
mod playbook;
mod queue;
mod record;
mod review;
mod scalar;
pub(crate) mod shape;
mod team;
mod unmet;
mod word;
mod workspace;

pub(crate) use calendar::{CalendarDocument, Holiday, ZoneRule};
pub(crate) use document::{Document, KINDS, kind_of};
pub(crate) use escalation::{EscalationDocument, RungShape};
pub(crate) use failure::FailureShape;
pub(crate) use gate::{GateCheckShape, GateDocument, Skip, StageGateShape, WaiversShape};
pub(crate) use handoff::{
    CriterionShape, DispositionsShape, HandoffDocument, KpiShape, MilestoneShape, NextShape,
    OpensShape, RouteRuleShape, RouteToShape,
};
pub(crate) use health::{HealthDocument, SignalShape};
pub(crate) use list::ListDocument;
pub(crate) use person::PersonDocument;
pub(crate) use playbook::{PlaybookDocument, StartsShape, TaskShape};
pub(crate) use queue::{OverflowShape, QueueDocument, WhenNobodyShape};
pub(crate) use record::{FieldShape, FieldWord, ForecastShape, RecordDocument, RecurringShape};
pub(crate) use review::ReviewDocument;
pub(crate) use scalar::{Expression, Name};
pub(crate) use shape::{At, Shape};
pub(crate) use team::TeamDocument;
pub(crate) use unmet::UnmetShape;
pub(crate) use workspace::{Approval, WorkspaceDocument};
