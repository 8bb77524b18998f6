//! The deal desk: takes an opportunity into the forecast, or does not.

use tollgate_core::command::{Command, Dispose, Return};
use tollgate_core::ids::{HandoffId, PersonId, ReasonCode};
use tollgate_core::state::HandoffState;
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::made_up;
use crate::scene::{HOUR, Scene, text};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Judge(HandoffId, PersonId),
    SayNextStep(HandoffId, PersonId),
    /// The seller mends what came back.
    Mend(HandoffId, PersonId),
}

/// An opportunity came to the desk of `who`.
pub(crate) fn offered(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    let overlooked = scene.random.chance(scene.scenario.overlooked);
    let takes = if overlooked { 30 * HOUR } else { 5 * HOUR };
    scene.after_work(
        who,
        takes,
        Noted::DealDesk(Deed::Judge(handoff, who.clone())),
    );
}

/// An opportunity came back to its seller.
pub(crate) fn returned(scene: &mut Scene<'_>, handoff: HandoffId, seller: &PersonId) {
    scene.after_work(
        seller,
        9 * HOUR,
        Noted::DealDesk(Deed::Mend(handoff, seller.clone())),
    );
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Judge(id, who) => judge(scene, id, &who),
        Deed::SayNextStep(id, who) => {
            let accepted = scene
                .carried(id, &who)
                .is_some_and(|handoff| handoff.state == HandoffState::Accepted);
            if accepted {
                scene.next_step(&who, id, "forecast call", 7);
            }
        }
        Deed::Mend(id, seller) => mend(scene, id, &seller),
    }
}

fn judge(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let offered = scene
        .carried(id, who)
        .is_some_and(|handoff| handoff.state == HandoffState::Offered);
    if !offered {
        return;
    }
    let dispose = |reason: &'static str| Dispose {
        handoff: id,
        reason: ReasonCode::from(reason),
        note: None,
        until: None,
    };
    match *scene.random.weighted(&[
        (86, "accept"),
        (7, "return"),
        (4, "not_an_opportunity"),
        (3, "no_budget_this_year"),
    ]) {
        "accept" => {
            scene.say(who, Command::Accept(id));
            scene.after_work(
                who,
                9 * HOUR,
                Noted::DealDesk(Deed::SayNextStep(id, who.clone())),
            );
        }
        "return" => {
            let gaps = vec!["close_date".into()];
            let reason = ReasonCode::from("stale_close_date");
            let note = Some("who said that date?".into());
            scene.say(
                who,
                Command::Return(Return {
                    handoff: id,
                    reason,
                    gaps,
                    note,
                }),
            );
        }
        "no_budget_this_year" => scene.say(who, Command::Recycle(dispose("no_budget_this_year"))),
        reason => scene.say(who, Command::Reject(dispose(reason))),
    }
}

fn mend(scene: &mut Scene<'_>, id: HandoffId, seller: &PersonId) {
    let Some(handoff) = scene
        .rows
        .handoff(&id)
        .filter(|handoff| handoff.state == HandoffState::Returned)
    else {
        return;
    };
    let deal = handoff.record.clone();
    let days = scene.random.between(20, 70);
    let champion = made_up::person(scene.random);
    let fields = vec![
        ("close_date", Value::Date(scene.in_days(days))),
        ("champion", text(champion)),
    ];
    scene.change(seller, &deal, fields);
    scene.say(seller, Command::Resend(id));
}
