//! The data desk: looks at an inquiry before anybody calls it a lead.

use tollgate_core::command::{Command, Dispose};
use tollgate_core::ids::{HandoffId, PersonId, ReasonCode};
use tollgate_core::state::HandoffState;
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::scene::{MINUTE, Scene, stage};
use crate::truth::Sort;

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Check(HandoffId, PersonId),
}

/// An inquiry came to the desk of `who`.
pub(crate) fn offered(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    let overlooked = scene.random.chance(scene.scenario.overlooked / 2.0);
    let takes = if overlooked {
        300 * MINUTE
    } else {
        20 * MINUTE
    };
    scene.after_work(
        who,
        takes,
        Noted::DataDesk(Deed::Check(handoff, who.clone())),
    );
}

pub(crate) fn perform(scene: &mut Scene<'_>, Deed::Check(id, who): Deed) {
    let Some(handoff) = scene
        .carried(id, &who)
        .filter(|handoff| handoff.state == HandoffState::Offered)
    else {
        return;
    };
    let lead = handoff.record.clone();
    let sort = scene
        .truth
        .leads
        .get(&lead.id)
        .map_or(Sort::Spam, |truth| truth.sort);
    let reject = |reason: &'static str| {
        let dispose = Dispose {
            handoff: id,
            reason: ReasonCode::from(reason),
            note: None,
            until: None,
        };
        Command::Reject(dispose)
    };
    match sort {
        Sort::Spam => scene.say(&who, reject("spam")),
        Sort::Student => scene.say(&who, reject("not_a_buyer")),
        Sort::Competitor => scene.say(&who, reject("competitor")),
        Sort::Buyer if scene.random.chance(0.03) => too_early(scene, id, &who),
        Sort::Buyer => scene.change(&who, &lead, vec![stage("lead")]),
    }
}

/// They asked to be asked again in some weeks.
fn too_early(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene.rows.handoff(&id) else {
        return;
    };
    let lead = handoff.record.clone();
    let days = scene.random.between(20, 120);
    let until = scene.in_days(days);
    scene.change(who, &lead, vec![("revisit_on", Value::Date(until))]);
    let dispose = Dispose {
        handoff: id,
        reason: ReasonCode::from("too_early"),
        note: None,
        until: None,
    };
    scene.say(who, Command::Recycle(dispose));
}
