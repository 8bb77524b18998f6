//! `gate`: what must be true before a record enters a stage.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::ids::GateId;
use tollgate_core::policy::{
    Backward, Gate, GateCheck, Kind, Mode, StageGate, WaiverRule, WaiverSigner,
};

use super::condition::Where;
use super::context::Context;
use super::{escalation, kind};
use crate::diagnostic::Problems;
use crate::syntax::{
    At, Document, GateCheckShape, GateDocument, Skip, StageGateShape, WaiversShape,
};

/// The gates, by name.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<GateId, Gate> {
    let mut gates = BTreeMap::new();
    for document in documents {
        if let Document::Gate(shape) = document {
            gates.extend(gate(shape, context, problems).map(|gate| (gate.id.clone(), gate)));
        }
    }
    gates
}

fn gate(shape: &GateDocument, context: &Context<'_>, problems: &mut Problems) -> Option<Gate> {
    let kind = context.kind(&shape.record, problems)?;
    let mut into = BTreeMap::new();
    for (name, stage) in &shape.into.0 {
        let asked = stage_gate(stage, kind, context, problems);
        into.extend(kind::stage(kind, name, problems).map(|stage| (stage, asked)));
    }
    let always = checks(&shape.always, kind, context, problems);
    Some(Gate {
        id: shape.gate.value.0.clone().into(),
        record: kind.name.clone(),
        skip_allowed: shape
            .skip
            .as_ref()
            .is_none_or(|skip| skip.value.0 == Skip::Allowed),
        backward: shape
            .backward
            .as_ref()
            .map_or(Backward::Allowed, |backward| backward.value.0),
        into,
        always,
        waivers: shape
            .waivers
            .as_ref()
            .map(|waivers| self::waivers(waivers, context, problems)),
    })
}

fn stage_gate(
    shape: &StageGateShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> StageGate {
    let mut slot = |name: &At<crate::syntax::Name>| {
        context.slot(kind, &name.with(name.value.0.clone()), problems)
    };
    let require = shape.require.iter().filter_map(&mut slot).collect();
    StageGate {
        require,
        checks: checks(&shape.check, kind, context, problems),
    }
}

fn checks(
    shapes: &[GateCheckShape],
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Vec<GateCheck> {
    let check = |shape: &GateCheckShape| {
        Some(GateCheck {
            id: shape.rule.value.0.clone().into(),
            when: context.condition(&shape.when, Where::on_change(kind), problems)?,
            says: shape.says.as_ref().map(|says| says.value.clone()),
            mode: shape.mode.as_ref().map_or(Mode::Block, |mode| mode.value.0),
        })
    };
    shapes.iter().filter_map(check).collect()
}

fn waivers(shape: &WaiversShape, context: &Context<'_>, problems: &mut Problems) -> WaiverRule {
    let signer = |who: &At<SmolStr>| match who.value.as_str() {
        "manager" => Some(WaiverSigner::Manager),
        person if context.is_person(person) => Some(WaiverSigner::Person(who.value.clone().into())),
        other => {
            escalation::unknown_person(other, who, &["manager"], context, problems);
            None
        }
    };
    WaiverRule {
        by: shape.by.iter().filter_map(signer).collect(),
        lasts: shape.r#for.value,
    }
}
