//! Deals on their way: meetings, letters of MEDDICC, gates, pushed close dates, and an end.

use smol_str::SmolStr;
use tollgate_core::command::{Command, StageMove};
use tollgate_core::event::{Event, What};
use tollgate_core::ids::{PersonId, RecordId, RecordRef};
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::made_up::{self, Prospect};
use crate::scene::{HOUR, Scene, into_stage, stage, text};
use crate::truth::Deal;
use crate::{manager, success};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Works on the deal: meets, learns, and tries to move on.
    Work(RecordRef),
    /// Tries a stage again after a gate was closed.
    TryAgain(RecordRef),
}

const STAGES: [&str; 5] = [
    "qualification",
    "discovery",
    "proposal",
    "negotiation",
    "closed_won",
];
const LOST: [(u32, &str); 5] = [
    (25, "price"),
    (35, "no_decision"),
    (20, "competitor"),
    (8, "product_gap"),
    (12, "timing"),
];

/// `owner` opens a deal with the company; `customer` where they are one already.
pub(crate) fn start(
    scene: &mut Scene<'_>,
    deal: &RecordRef,
    owner: &PersonId,
    account: &RecordRef,
    customer: Option<RecordRef>,
    who: Prospect,
) {
    let seats = who.employees.clamp(20, 900) / scene.random.between(2, 6);
    let amount = seats * scene.random.between(300, 1_200) * 100;
    let days = scene.random.between(30, 120);
    let kind = if customer.is_some() {
        "expansion"
    } else {
        "new_business"
    };
    let fields = vec![
        stage("qualification"),
        ("owner", text(owner.as_text().clone())),
        ("name", text(who.company.clone())),
        ("account", text(account.id.as_text().clone())),
        ("amount", Value::Money(amount)),
        ("close_date", Value::Date(scene.in_days(days))),
        ("type", text(kind)),
        ("identified_pain", text(who.pain.clone())),
    ];
    scene.change(owner, deal, fields);
    let truth = Deal {
        owner: owner.clone(),
        account: account.clone(),
        wins: scene
            .random
            .chance(if customer.is_some() { 0.6 } else { 0.38 }),
        inflated: scene.random.chance(scene.scenario.inflated),
        customer,
        who,
        amount,
    };
    scene.truth.deals.insert(deal.id.clone(), truth);
    scene.in_some_days(owner, 3, Noted::Deals(Deed::Work(deal.clone())));
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Work(deal) => work(scene, &deal),
        Deed::TryAgain(deal) => {
            if let Some(truth) = scene.truth.deals.get(&deal.id).cloned() {
                try_stage(scene, &deal, &truth);
            }
        }
    }
}

fn work(scene: &mut Scene<'_>, deal: &RecordRef) {
    let Some(truth) = scene.truth.deals.get(&deal.id).cloned() else {
        return;
    };
    let now = scene.stage(deal).to_owned();
    if matches!(now.as_str(), "closed_won" | "closed_lost") {
        return;
    }
    let owner = truth.owner.clone();
    let how = *scene.random.weighted(&[(7, "meeting_held"), (3, "call")]);
    scene.log(&owner, deal, how);
    keep_close_date(scene, deal, &truth);
    let lost = if truth.wins { 0.0 } else { 0.16 };
    if scene.random.chance(lost) {
        return lose(scene, deal, &truth);
    }
    if scene.random.chance(0.62) {
        try_stage(scene, deal, &truth);
    } else if now == "negotiation" && scene.random.chance(0.12) {
        let back = StageMove {
            record: deal.clone(),
            into: into_stage("proposal"),
            reason: Some("scope was reopened".into()),
        };
        scene.say(&owner, Command::ChangeStage(back));
    }
    let days = scene.random.between(4, 18);
    scene.in_some_days(&owner, days, Noted::Deals(Deed::Work(deal.clone())));
}

/// Moves the close date when it comes near; who inflates waits until it is past.
fn keep_close_date(scene: &mut Scene<'_>, deal: &RecordRef, truth: &Deal) {
    let Some(close) = scene.value(deal, "close_date").as_date() else {
        return;
    };
    let margin = if truth.inflated { -12 } else { 6 };
    if close < scene.in_days(margin) {
        let days = scene.random.between(14, 60);
        let to = scene.in_days(days);
        scene.change(&truth.owner, deal, vec![("close_date", Value::Date(to))]);
    }
}

/// Tries to enter the next stage: through the gate, or around it.
fn try_stage(scene: &mut Scene<'_>, deal: &RecordRef, truth: &Deal) {
    let now = scene.stage(deal);
    let Some(next) = STAGES
        .iter()
        .position(|stage| *stage == now)
        .and_then(|at| STAGES.get(at + 1).copied())
    else {
        return;
    };
    if next == "closed_won" && !truth.wins {
        return;
    }
    let mut fields = letters(scene, deal, truth, next);
    if truth.inflated && scene.random.chance(0.5) {
        fields.truncate(1);
        fields.push(stage(next));
        return scene.change(&truth.owner, deal, fields);
    }
    scene.change(&truth.owner, deal, fields);
    let asked = StageMove {
        record: deal.clone(),
        into: into_stage(next),
        reason: None,
    };
    if scene.random.chance(0.3) {
        scene.say(&truth.owner, Command::AskGate(asked.clone()));
    }
    scene.say(&truth.owner, Command::ChangeStage(asked));
}

/// What is known by the time of that stage. The careless leave out a letter.
fn letters(
    scene: &mut Scene<'_>,
    deal: &RecordRef,
    truth: &Deal,
    next: &str,
) -> Vec<(&'static str, Value)> {
    let mut said = |name: &'static str| (name, text(made_up::person(scene.random)));
    let mut fields = match next {
        "discovery" => vec![said("champion")],
        "proposal" => vec![
            said("champion"),
            said("economic_buyer"),
            ("metrics", text("three days to one hour")),
            ("decision_criteria", text("fits what they have")),
        ],
        "negotiation" => vec![
            (
                "decision_process",
                text("buyer, then legal, then the board"),
            ),
            ("competition", text("doing nothing")),
        ],
        "closed_won" => vec![
            ("contract_signed_on", Value::Date(scene.today())),
            ("scope", text(scope(&truth.who))),
            ("success_criteria", text("a first result in a month")),
        ],
        _ => Vec::new(),
    };
    if scene.careless() {
        fields.pop();
    }
    fields.retain(|(name, _)| scene.value(deal, name).is_missing());
    fields
}

pub(crate) fn scope(who: &Prospect) -> SmolStr {
    format!("{}, first team", who.company).into()
}

fn lose(scene: &mut Scene<'_>, deal: &RecordRef, truth: &Deal) {
    let reason = *scene.random.weighted(&LOST);
    let mut fields = vec![stage("closed_lost")];
    if !scene.careless() {
        fields.push(("lost_reason", text(reason)));
    }
    scene.change(&truth.owner, deal, fields);
}

/// A gate was closed to the owner, or the deal was won.
pub(crate) fn see(scene: &mut Scene<'_>, event: &Event) {
    match &event.what {
        What::Refused(refused) if refused.code == "gate_closed" => {
            let id = refused.subject.rsplit(' ').next().unwrap_or_default();
            let deal = RecordRef::new("opportunity", SmolStr::new(id));
            gate_closed(scene, &deal);
        }
        What::RecordObserved(observed) if observed.record.kind.as_str() == "opportunity" => {
            let won = observed
                .changes
                .iter()
                .any(|(name, value)| name.as_str() == "stage" && *value == text("closed_won"));
            if won {
                success::won(scene, &observed.record);
            }
        }
        _ => {}
    }
}

fn gate_closed(scene: &mut Scene<'_>, deal: &RecordRef) {
    let Some(owner) = scene
        .truth
        .deals
        .get(&RecordId::clone(&deal.id))
        .map(|truth| truth.owner.clone())
    else {
        return;
    };
    if scene.random.chance(0.2) {
        manager::ask_for_waiver(scene, &owner, deal);
    }
    scene.after_work(&owner, 9 * HOUR, Noted::Deals(Deed::TryAgain(deal.clone())));
}
