//! Stage inflation: an open record stands in a stage whose own or earlier criteria are not met.

use smol_str::{SmolStr, format_smolstr};

use super::case::listed;
use super::{About, Case, Finding, Subject};
use crate::condition::Truth;
use crate::decide::RecordFacts;
use crate::ids::{GateId, RuleId};
use crate::policy::{FailureMode, Gate, Kind, Mode, Policy, StageGate};
use crate::state::{Record, Situation};
use crate::time::Timestamp;
use crate::value::Value;

pub(super) const ABOUT: About = About {
    title: "Stage inflation",
    looks_for: "an open record in a stage whose own or earlier gates ask for more than is known",
    threshold: "at once; what a waiver sets aside is not counted",
    subject: Subject::Record,
};

/// A rule of a gate that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetRule {
    /// The gate.
    pub gate: GateId,
    /// The rule: a check's name, or a required field's.
    pub rule: RuleId,
}

pub(super) fn find(case: &Case<'_>) -> Option<Finding> {
    let kind = case
        .kind()
        .filter(|kind| !kind.is_closed(case.record.stage()))?;
    let unmet = unmet_gate_rules(case.policy, case.rows, case.record, case.now);
    let names: Vec<_> = unmet
        .iter()
        .map(|rule| rule.rule.as_text().clone())
        .collect();
    if names.is_empty() {
        return None;
    }
    let says = format_smolstr!(
        "in stage {} without {}",
        case.record.stage(),
        listed(&names)
    );
    let seen = unmet
        .iter()
        .map(|rule| seen(kind, case.record, rule))
        .collect();
    Some(case.finding(
        FailureMode::StageInflation,
        Some(case.record.stage_since),
        says,
        seen,
    ))
}

/// The blocking rules that the stage of `record`, and every earlier one, asks for and that are not met at `now`.
///
/// Shape: in the order of gates and stages, each once; empty where no gate guards the kind, or all is met or waived.
/// `rows` holds the record, what it links to, and its waivers.
pub fn unmet_gate_rules(
    policy: &Policy,
    rows: &Situation<'_>,
    record: &Record,
    now: Timestamp,
) -> Vec<UnmetRule> {
    let Some(kind) = policy.kind(&record.key.kind) else {
        return Vec::new();
    };
    let Some(facts) = RecordFacts::new(policy, rows, &record.key, now) else {
        return Vec::new();
    };
    let Some(position) = kind.position(record.stage()) else {
        return Vec::new();
    };
    let mut unmet = Vec::new();
    for gate in policy.gates_of(&kind.name) {
        for asked in kind.stages[..=position]
            .iter()
            .filter_map(|stage| gate.into.get(stage))
        {
            for rule in unmet_of_stage(kind, asked, record, &facts) {
                let rule = UnmetRule {
                    gate: gate.id.clone(),
                    rule,
                };
                if !unmet.contains(&rule) && !is_waived(rows, gate, record, &rule, now) {
                    unmet.push(rule);
                }
            }
        }
    }
    unmet
}

fn unmet_of_stage(
    kind: &Kind,
    asked: &StageGate,
    record: &Record,
    facts: &RecordFacts<'_>,
) -> Vec<RuleId> {
    let missing = asked
        .require
        .iter()
        .filter(|slot| record.value(**slot).is_missing());
    let fields = missing.map(|slot| RuleId::from(kind.field(*slot).name.as_text().clone()));
    let failed = asked
        .checks
        .iter()
        .filter(|check| check.mode == Mode::Block);
    let failed = failed.filter(|check| check.when.truth(facts) != Truth::True);
    fields.chain(failed.map(|check| check.id.clone())).collect()
}

fn is_waived(
    rows: &Situation<'_>,
    gate: &Gate,
    record: &Record,
    rule: &UnmetRule,
    now: Timestamp,
) -> bool {
    rows.waivers_of(&record.key).into_iter().any(|waiver| {
        let holds = waiver.from <= now && now < waiver.until;
        holds
            && waiver.gate == gate.id
            && waiver
                .rule
                .as_ref()
                .is_none_or(|waived| waived == &rule.rule)
    })
}

/// A required field with what it holds; a check by its name.
fn seen(kind: &Kind, record: &Record, rule: &UnmetRule) -> (SmolStr, Value) {
    let name = rule.rule.as_text().clone();
    let slot = kind.slot(&name.clone().into());
    let value = slot.map_or_else(
        || Value::Text("not met".into()),
        |slot| record.value(slot).clone(),
    );
    (name, value)
}
