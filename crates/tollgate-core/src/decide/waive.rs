//! Waive: an exception to a gate, signed and for a time.

use super::turn::Turn;
use super::violation;
use crate::command::Waive;
use crate::event::What;
use crate::ids::{PersonId, WaiverId};
use crate::policy::{Gate, Policy, WaiverRule, WaiverSigner};
use crate::state::Waiver;
use crate::time::Timestamp;

const WAIVE: &str = "waive";

/// Grants a waiver if the gate allows one and the actor may sign it.
pub(super) fn decide(turn: &mut Turn<'_>, command: &Waive) {
    let policy = turn.policy;
    let Some(gate) = policy
        .gates
        .get(&command.gate)
        .filter(|gate| gate.record == command.record.kind)
    else {
        let says = format!(
            "there is no gate `{}` for {}",
            command.gate, command.record.kind
        );
        return turn.refuse(WAIVE, &command.record, "unknown_gate", says);
    };
    let Some((by, until)) = signature(turn, gate, command) else {
        return;
    };
    let waiver = Waiver {
        id: WaiverId(turn.ids.next(turn.now)),
        record: command.record.clone(),
        rule: command.rule.clone(),
        gate: gate.id.clone(),
        by,
        why: command.why.clone(),
        from: turn.now,
        until,
    };
    turn.follow(What::WaiverGranted(waiver));
    turn.as_tollgate(|turn| violation::close_mended(turn, &command.record));
}

/// Who signs and until when it holds; refuses where nobody may, or not this person.
fn signature(turn: &mut Turn<'_>, gate: &Gate, command: &Waive) -> Option<(PersonId, Timestamp)> {
    let objection = objection(turn, gate, command);
    if let Some((code, says)) = objection {
        turn.refuse(WAIVE, &command.record, code, says);
        return None;
    }
    let rule = gate.waivers.as_ref()?;
    let until = turn
        .policy
        .prepared
        .get(None, &turn.policy.workspace.zone)
        .due(turn.now, rule.lasts, &[])?;
    Some((turn.actor.person()?.clone(), until))
}

fn objection(turn: &Turn<'_>, gate: &Gate, command: &Waive) -> Option<(&'static str, String)> {
    let Some(rule) = &gate.waivers else {
        return Some((
            "no_waivers",
            format!("the gate `{}` allows no waivers", gate.id),
        ));
    };
    let Some(person) = turn.actor.person() else {
        return Some((
            "no_person",
            "a waiver is signed by a person; say who".to_owned(),
        ));
    };
    if !may_waive(turn.policy, gate, person) {
        return Some((
            "not_allowed",
            format!(
                "`{person}` may not sign waivers of the gate `{}`: ask {}",
                gate.id,
                signers(rule)
            ),
        ));
    }
    if command.why.trim().is_empty() {
        return Some((
            "reason_missing",
            "say why: a waiver is on record with its reason".to_owned(),
        ));
    }
    turn.record(&command.record).is_none().then(|| {
        (
            "unknown_record",
            format!("{} is not known; send the record first", command.record),
        )
    })
}

/// Who may sign, as one asks for them.
fn signers(rule: &WaiverRule) -> String {
    let each = rule.by.iter().map(|signer| match signer {
        WaiverSigner::Manager => "a team's manager".to_owned(),
        WaiverSigner::Person(person) => format!("`{person}`"),
    });
    each.collect::<Vec<_>>().join(" or ")
}

/// Whether a waiver of `gate` counts that `person` signs.
pub fn may_waive(policy: &Policy, gate: &Gate, person: &PersonId) -> bool {
    let mut teams = policy.teams.values();
    let is_manager = teams.any(|team| team.manager.as_ref() == Some(person));
    let counts = |signer: &WaiverSigner| match signer {
        WaiverSigner::Manager => is_manager,
        WaiverSigner::Person(signer) => signer == person,
    };
    let rule = gate.waivers.as_ref();
    rule.is_some_and(|rule| rule.by.iter().any(counts))
}
