//! Exceptions to a gate: those that were granted, and those that were found.

use smol_str::SmolStr;

use crate::ids::{GateId, PersonId, RecordRef, RuleId, StageName, ViolationId, WaiverId};
use crate::time::Timestamp;

/// A recorded exception: who, why, until when.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// Which waiver.
    pub id: WaiverId,
    /// The record that it is for.
    pub record: RecordRef,
    /// The rule that it sets aside; `None` sets aside the whole gate.
    pub rule: Option<RuleId>,
    /// The gate.
    pub gate: GateId,
    /// Who signed.
    pub by: PersonId,
    /// Why.
    pub why: SmolStr,
    /// Since when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Timestamp,
}

/// A detected bypass: the master system moved the record though the gate would not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Which violation.
    pub id: ViolationId,
    /// The record.
    pub record: RecordRef,
    /// The gate.
    pub gate: GateId,
    /// The stage that it came from, where one was known.
    pub from: Option<StageName>,
    /// The stage that it entered.
    pub into: StageName,
    /// The rules that were not met.
    pub rules: Vec<RuleId>,
    /// When it was found.
    pub opened_at: Timestamp,
    /// When it was repaired or waived.
    pub closed_at: Option<Timestamp>,
    /// How it was closed: `repaired`, `waived`, `moved on`.
    pub closed_by: Option<SmolStr>,
}
