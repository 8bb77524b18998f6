//! What guards the stages of a kind of record.

use serde::Serialize;
use tollgate_core::policy::{
    Gate, GateCheck, Kind, Mode, Policy, StageGate, WaiverRule, WaiverSigner,
};
use utoipa::ToSchema;

use super::names;

/// A gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GateRulesView {
    /// The gate.
    pub id: String,
    /// The kind of record whose stages it guards.
    pub record: String,
    /// What each stage asks for, in the order of the stages.
    pub into: Vec<EntryGateView>,
    /// What is asked whatever the stage.
    pub always: Vec<CheckView>,
    /// Who may make an exception; `null` where nobody may.
    pub waivers: Option<WaiverRuleView>,
}

/// What a stage asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryGateView {
    /// The stage.
    pub stage: String,
    /// The fields that must be filled.
    pub require: Vec<String>,
    /// The rules that must hold.
    pub checks: Vec<CheckView>,
}

/// A rule of a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CheckView {
    /// The rule.
    pub id: String,
    /// What to tell when it does not hold.
    pub says: Option<String>,
    /// What follows when it does not: `observe`, `warn` or `block`.
    pub mode: &'static str,
}

/// Who may make an exception, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaiverRuleView {
    /// Whose signature counts: `manager`, or a person.
    pub by: Vec<String>,
    /// How long a waiver holds.
    pub lasts: String,
}

impl GateRulesView {
    pub(super) fn new(policy: &Policy, gate: &Gate) -> Self {
        let kind = policy.kind(&gate.record);
        let stages = kind.map_or(&[][..], |kind| &kind.stages);
        let into = stages.iter().filter_map(|stage| {
            let asked = gate.into.get(stage)?;
            Some(EntryGateView::new(kind?, stage.as_str(), asked))
        });
        Self {
            id: gate.id.to_string(),
            record: gate.record.to_string(),
            into: into.collect(),
            always: gate.always.iter().map(CheckView::from).collect(),
            waivers: gate.waivers.as_ref().map(WaiverRuleView::from),
        }
    }
}

impl EntryGateView {
    fn new(kind: &Kind, stage: &str, asked: &StageGate) -> Self {
        Self {
            stage: stage.to_owned(),
            require: names(kind, &asked.require),
            checks: asked.checks.iter().map(CheckView::from).collect(),
        }
    }
}

impl From<&GateCheck> for CheckView {
    fn from(check: &GateCheck) -> Self {
        Self {
            id: check.id.to_string(),
            says: check.says.as_ref().map(ToString::to_string),
            mode: match check.mode {
                Mode::Observe => "observe",
                Mode::Warn => "warn",
                Mode::Block => "block",
            },
        }
    }
}

impl From<&WaiverRule> for WaiverRuleView {
    fn from(rule: &WaiverRule) -> Self {
        let by = rule.by.iter().map(|signer| match signer {
            WaiverSigner::Manager => "manager".to_owned(),
            WaiverSigner::Person(person) => person.to_string(),
        });
        Self {
            by: by.collect(),
            lasts: rule.lasts.to_string(),
        }
    }
}
