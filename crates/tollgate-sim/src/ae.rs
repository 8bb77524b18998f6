//! AEs: judge the meeting they are handed, take it over, and make a deal of it.

use smol_str::format_smolstr;
use tollgate_core::command::{Command, Dispose, Return};
use tollgate_core::ids::{HandoffId, PersonId, ReasonCode, RecordRef};
use tollgate_core::state::HandoffState;
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::deals;
use crate::made_up::Prospect;
use crate::scene::{HOUR, MINUTE, Scene, stage, text};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Review(HandoffId, PersonId),
    SayNextStep(HandoffId, PersonId),
    Propose(HandoffId, PersonId),
}

/// A qualified meeting came to `who`.
pub(crate) fn offered(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    let overlooked = scene.random.chance(scene.scenario.overlooked);
    let takes = if overlooked { 16 * HOUR } else { 150 * MINUTE };
    scene.after_work(who, takes, Noted::Ae(Deed::Review(handoff, who.clone())));
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Review(id, who) => review(scene, id, &who),
        Deed::SayNextStep(id, who) => {
            if accepted(scene, id, &who).is_some() {
                scene.next_step(&who, id, "discovery with the team", 5);
            }
        }
        Deed::Propose(id, who) => propose(scene, id, &who),
    }
}

fn review(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Offered)
    else {
        return;
    };
    let lead = handoff.record.clone();
    let gaps: Vec<_> = handoff.gaps.iter().map(|gap| gap.name.clone()).collect();
    if scene.random.chance(0.8) {
        scene.log(who, &lead, "call");
    }
    let dispose = |reason: &'static str| Dispose {
        handoff: id,
        reason: ReasonCode::from(reason),
        note: None,
        until: None,
    };
    if !gaps.is_empty() && scene.random.chance(0.3) {
        let reason = ReasonCode::from("missing_notes");
        return scene.say(
            who,
            Command::Return(Return {
                handoff: id,
                reason,
                gaps,
                note: None,
            }),
        );
    }
    match *scene.random.weighted(&[
        (84, "accept"),
        (5, "no_pain"),
        (3, "no_authority"),
        (2, "bad_fit"),
        (4, "no_show"),
        (2, "wrong_territory"),
    ]) {
        "accept" => {
            scene.say(who, Command::Accept(id));
            scene.after_work(who, 5 * HOUR, Noted::Ae(Deed::SayNextStep(id, who.clone())));
            scene.after_work(who, 14 * HOUR, Noted::Ae(Deed::Propose(id, who.clone())));
        }
        reason @ ("no_show" | "wrong_territory") => {
            scene.say(who, Command::Recycle(dispose(reason)))
        }
        reason => scene.say(who, Command::Reject(dispose(reason))),
    }
}

fn accepted(scene: &Scene<'_>, id: HandoffId, who: &PersonId) -> Option<RecordRef> {
    let handoff = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Accepted)?;
    Some(handoff.record.clone())
}

/// Makes an opportunity of the lead; some come to nothing first.
fn propose(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(lead) = accepted(scene, id, who) else {
        return;
    };
    let Some(truth) = scene.truth.leads.get(&lead.id).cloned() else {
        return;
    };
    if scene.random.chance(0.22) {
        let dispose = Dispose {
            handoff: id,
            reason: ReasonCode::from("no_pain"),
            note: None,
            until: None,
        };
        return scene.say(who, Command::Reject(dispose));
    }
    let account = account(scene, who, &truth.who);
    let opportunity = RecordRef::new(
        "opportunity",
        format_smolstr!("O-{}", &lead.id.as_str()[2..]),
    );
    deals::start(scene, &opportunity, who, &account, None, truth.who);
    let fields = vec![
        ("owner", text(who.as_text().clone())),
        ("account", text(account.id.as_text().clone())),
        ("converted_to", text(opportunity.id.as_text().clone())),
        stage("converted"),
    ];
    scene.change(who, &lead, fields);
}

/// The account of the company, which is opened where there is none.
fn account(scene: &mut Scene<'_>, who: &PersonId, company: &Prospect) -> RecordRef {
    if let Some(account) = scene.truth.accounts.get(&company.domain) {
        return account.clone();
    }
    let number = scene.truth.accounts.len() + 1;
    let account = RecordRef::new("account", format_smolstr!("A-{number:05}"));
    let fields = vec![stage("prospect"), ("owner", text(who.as_text().clone()))];
    scene.change(
        who,
        &account,
        fields.into_iter().chain(about(company)).collect(),
    );
    scene
        .truth
        .accounts
        .insert(company.domain.clone(), account.clone());
    account
}

/// What an account says of a company.
pub(crate) fn about(company: &Prospect) -> Vec<(&'static str, Value)> {
    let tier = match company.employees {
        ..100 => "small",
        100..500 => "midmarket",
        500..2_000 => "enterprise",
        _ => "strategic",
    };
    vec![
        ("domain", text(company.domain.clone())),
        ("name", text(company.company.clone())),
        ("country", text(company.country.clone())),
        ("employees", Value::Int(company.employees)),
        ("tier", text(tier)),
    ]
}
