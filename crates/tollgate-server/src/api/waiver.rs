//! Exceptions to gates: those that are made, and those that were found.

use serde::{Deserialize, Serialize};
use tollgate_core::command::{Command, Waive};
use tollgate_core::ids::RecordRef;
use tollgate_core::state::{Violation, Waiver};
use tollgate_service::queries::Called;
use utoipa::ToSchema;

/// An exception to a gate.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiveGate {
    /// The record's kind.
    pub kind: String,
    /// The record's id.
    pub record: String,
    /// The gate.
    pub gate: String,
    /// The rule to set aside; the whole gate where it is not said.
    pub rule: Option<String>,
    /// Why.
    pub why: String,
}

/// A recorded exception.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WaiverView {
    /// Its id.
    pub id: String,
    /// The record that it is for.
    pub record: String,
    /// The gate.
    pub gate: String,
    /// The rule that it sets aside; `null` for the whole gate.
    pub rule: Option<String>,
    /// Who signed.
    pub by: String,
    /// Why.
    pub why: String,
    /// Since when.
    pub from: String,
    /// Until when, exclusive.
    pub until: String,
}

/// A detected bypass.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ViolationView {
    /// Its id.
    pub id: String,
    /// The record.
    pub record: String,
    /// What the record is called on screen, where the policy says by which fields.
    pub record_title: Option<String>,
    /// The gate.
    pub gate: String,
    /// The stage that it came from.
    pub from: Option<String>,
    /// The stage that it entered.
    pub into: String,
    /// The rules that were not met.
    pub rules: Vec<String>,
    /// When it was found.
    pub opened_at: String,
    /// When it was closed; `null` while it is open.
    pub closed_at: Option<String>,
    /// How: `repaired`, `waived`, `moved on`.
    pub closed_by: Option<String>,
}

impl From<WaiveGate> for Command {
    fn from(given: WaiveGate) -> Self {
        Self::Waive(Waive {
            record: RecordRef::new(given.kind.as_str(), given.record.as_str()),
            gate: given.gate.as_str().into(),
            rule: given.rule.as_deref().map(Into::into),
            why: given.why.into(),
        })
    }
}

impl From<&Waiver> for WaiverView {
    fn from(waiver: &Waiver) -> Self {
        Self {
            id: waiver.id.to_string(),
            record: waiver.record.to_string(),
            gate: waiver.gate.to_string(),
            rule: waiver.rule.as_ref().map(ToString::to_string),
            by: waiver.by.to_string(),
            why: waiver.why.to_string(),
            from: waiver.from.to_string(),
            until: waiver.until.to_string(),
        }
    }
}

impl ViolationView {
    /// `violation`, whose record is called as `called` knows.
    pub(crate) fn new(violation: &Violation, called: &Called) -> Self {
        Self {
            id: violation.id.to_string(),
            record: violation.record.to_string(),
            record_title: called.name(&violation.record),
            gate: violation.gate.to_string(),
            from: violation.from.as_ref().map(ToString::to_string),
            into: violation.into.to_string(),
            rules: violation.rules.iter().map(ToString::to_string).collect(),
            opened_at: violation.opened_at.to_string(),
            closed_at: violation.closed_at.map(|at| at.to_string()),
            closed_by: violation.closed_by.as_ref().map(ToString::to_string),
        }
    }
}
