//! Managers: who passes on what a leaver had, signs an exception, and reminds.

use smol_str::SmolStr;
use tollgate_core::command::{Command, Waive};
use tollgate_core::ids::{GateId, HandoffId, PersonId, RecordRef};

use crate::agenda::Deed as Noted;
use crate::scene::{HOUR, Scene};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    PassOn {
        manager: PersonId,
        handoff: HandoffId,
        from: PersonId,
    },
    SignWaiver {
        manager: PersonId,
        deal: RecordRef,
    },
}

/// Somebody left, and what they had accepted is still theirs.
pub(crate) fn inherit(scene: &mut Scene<'_>, from: &PersonId) {
    let Some(manager) = scene.policy.manager_of(from).cloned() else {
        return;
    };
    for handoff in scene.rows.carried_by(from) {
        // Some are forgotten: the orphan monitor is to find them.
        if scene.random.chance(0.85) {
            let deed = Deed::PassOn {
                manager: manager.clone(),
                handoff,
                from: from.clone(),
            };
            scene.after_work(&manager, 12 * HOUR, Noted::Manager(deed));
        }
    }
}

/// Somebody stands before a gate, and asks the manager for an exception.
pub(crate) fn ask_for_waiver(scene: &mut Scene<'_>, owner: &PersonId, deal: &RecordRef) {
    if let Some(manager) = scene.policy.manager_of(owner).cloned() {
        let deed = Deed::SignWaiver {
            manager: manager.clone(),
            deal: deal.clone(),
        };
        scene.after_work(&manager, 4 * HOUR, Noted::Manager(deed));
    }
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::PassOn {
            manager,
            handoff,
            from,
        } => pass_on(scene, &manager, handoff, &from),
        Deed::SignWaiver { manager, deal } => {
            let waive = Waive {
                record: deal,
                gate: GateId::from("opportunity_stages"),
                rule: None,
                why: SmolStr::new_static("the paper is on its way"),
            };
            scene.say(&manager, Command::Waive(waive));
        }
    }
}

fn pass_on(scene: &mut Scene<'_>, manager: &PersonId, handoff: HandoffId, from: &PersonId) {
    if scene.carried(handoff, from).is_none() {
        return;
    }
    let team = scene.policy.teams_of(from).next();
    let others: Vec<PersonId> = team
        .into_iter()
        .flat_map(|team| &team.members)
        .filter(|member| *member != from)
        .cloned()
        .collect();
    if !others.is_empty() {
        let to = scene.random.one_of(&others).clone();
        scene.say(manager, Command::Reassign(handoff, to));
    }
}
