//! A gate: what must be true before a record may enter a stage.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::condition::Condition;
use crate::ids::{GateId, PersonId, RecordKind, RuleId, StageName};
use crate::time::Budget;

/// A gate on the stage transitions of one kind of record.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The gate.
    pub id: GateId,
    /// The kind of record whose stages it guards.
    pub record: RecordKind,
    /// May a record jump over a stage?
    pub skip_allowed: bool,
    /// May a record move back?
    pub backward: Backward,
    /// What each stage asks for.
    pub into: BTreeMap<StageName, StageGate>,
    /// What is asked whatever the stage.
    pub always: Vec<GateCheck>,
    /// Who may make an exception, and for how long.
    pub waivers: Option<WaiverRule>,
}

/// What one stage asks for.
#[derive(Clone, Debug, Default)]
pub struct StageGate {
    /// The slots of the fields that must be filled.
    pub require: Vec<u16>,
    /// Conditions that must hold.
    pub checks: Vec<GateCheck>,
}

/// A condition of a gate.
#[derive(Clone, Debug)]
pub struct GateCheck {
    /// The rule.
    pub id: RuleId,
    /// Must hold; unknown counts as failed.
    pub when: Condition,
    /// What to tell when it does not.
    pub says: Option<SmolStr>,
    /// What follows when it does not.
    pub mode: Mode,
}

/// What a failed gate rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Only counted.
    Observe,
    /// Said, but let through.
    Warn,
    /// Not let through.
    Block,
}

/// May a record move back?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backward {
    /// Yes.
    Allowed,
    /// With a reason.
    NeedsReason,
    /// No.
    Forbidden,
}

/// Who may make an exception, and for how long.
#[derive(Clone, Debug)]
pub struct WaiverRule {
    /// Whose signature counts.
    pub by: Vec<WaiverSigner>,
    /// How long a waiver holds.
    pub lasts: Budget,
}

/// Whose signature counts on a waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaiverSigner {
    /// The manager of any team.
    Manager,
    /// One person.
    Person(PersonId),
}
