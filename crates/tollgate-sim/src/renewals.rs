//! Renewals: the CSM's outlook, the renewal manager's motion, and how it ends.

use jiff::ToSpan;
use smol_str::format_smolstr;
use tollgate_core::command::{Command, Dispose};
use tollgate_core::ids::{HandoffId, PersonId, ReasonCode, RecordRef};
use tollgate_core::state::HandoffState;
use tollgate_core::value::Value;

use crate::ae;
use crate::agenda::Deed as Noted;
use crate::made_up;
use crate::scene::{DAY, HOUR, Scene, stage, text};
use crate::truth::Customer;
use crate::usage;

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// A customer who was there before the year began.
    Recall(u32),
    GiveOutlook(RecordRef),
    Take(HandoffId, PersonId),
    SayNextStep(HandoffId, PersonId),
    Touch(HandoffId, PersonId),
    End(RecordRef),
}

const CSMS: [&str; 3] = ["sam@acme.example", "tess@acme.example", "uma@acme.example"];

/// The customer's contract ends in `days`.
pub(crate) fn expect(scene: &mut Scene<'_>, customer: &RecordRef, days: i64) {
    if scene.random.chance(1.0 - scene.scenario.careless) {
        let ahead = scene.random.between(116, 140);
        scene.later(
            (days - ahead).max(1) * DAY,
            Noted::Renewals(Deed::GiveOutlook(customer.clone())),
        );
    }
    let ahead = *scene.random.weighted(&[(8, 12), (4, 3), (1, -6)]);
    scene.later(
        (days - ahead).max(2) * DAY,
        Noted::Renewals(Deed::End(customer.clone())),
    );
}

/// A renewal came to `who`.
pub(crate) fn offered(scene: &mut Scene<'_>, handoff: HandoffId, who: &PersonId) {
    let overlooked = scene.random.chance(scene.scenario.overlooked * 2.0);
    let takes = if overlooked { 130 * HOUR } else { 12 * HOUR };
    scene.after_work(
        who,
        takes,
        Noted::Renewals(Deed::Take(handoff, who.clone())),
    );
}

/// A renewal came back to the CSM, who says at last how it looks.
pub(crate) fn returned(scene: &mut Scene<'_>, handoff: HandoffId, csm: &PersonId) {
    if let Some(handoff) = scene.rows.handoff(&handoff) {
        let customer = handoff.record.clone();
        scene.after_work(csm, 14 * HOUR, Noted::Renewals(Deed::GiveOutlook(customer)));
    }
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Recall(number) => recall(scene, number),
        Deed::GiveOutlook(customer) => give_outlook(scene, &customer),
        Deed::Take(id, who) => take(scene, id, &who),
        Deed::SayNextStep(id, who) => {
            if accepted(scene, id, &who).is_some() {
                scene.next_step(&who, id, "value review with the sponsor", 14);
            }
        }
        Deed::Touch(id, who) => touch(scene, id, &who),
        Deed::End(customer) => end(scene, &customer),
    }
}

fn recall(scene: &mut Scene<'_>, number: u32) {
    let who = made_up::prospect(scene.random, 900_000 + number);
    let csm = PersonId::from(*scene.random.one_of(&CSMS));
    let account = RecordRef::new("account", format_smolstr!("A-old-{number:03}"));
    let customer = RecordRef::new("customer", format_smolstr!("C-old-{number:03}"));
    let created_at = scene.now.plus(-scene.random.between(60, 700) * DAY);
    let owner = ("owner", text(csm.as_text().clone()));
    let fields = ae::about(&who)
        .into_iter()
        .chain([stage("customer"), owner.clone()])
        .collect();
    scene.tell_of_old(&account, created_at, fields);
    let days = scene.random.between(15, 380);
    let (usage, drift) = usage::draw(scene);
    let arr = scene.random.between(8_000, 90_000) * 100;
    let seats = (arr / 100 / 600).max(5);
    let fields = vec![
        stage("live"),
        owner,
        ("name", text(who.company.clone())),
        ("account", text(account.id.as_text().clone())),
        ("arr", Value::Money(arr)),
        ("renewal_on", Value::Date(scene.in_days(days))),
        ("seats", Value::Int(seats)),
        ("active_seats", Value::Int((seats as f64 * usage) as i64)),
        ("open_tickets", Value::Int(1)),
    ];
    scene.tell_of_old(&customer, created_at, fields);
    scene
        .truth
        .accounts
        .insert(who.domain.clone(), account.clone());
    scene.truth.customers.insert(
        customer.id.clone(),
        Customer {
            who,
            account,
            seats,
            usage,
            drift,
            arr,
        },
    );
    usage::start(scene, &customer);
    expect(scene, &customer, days);
}

fn give_outlook(scene: &mut Scene<'_>, customer: &RecordRef) {
    let Some(known) = scene.truth.customers.get(&customer.id) else {
        return;
    };
    let (safe, usage) = (known.usage > 0.5, known.usage);
    let Some(csm) = scene
        .owner(customer)
        .filter(|_| scene.stage(customer) == "live")
    else {
        return;
    };
    let outlook = if safe {
        "safe"
    } else if usage > 0.25 {
        "at_risk"
    } else {
        "lost"
    };
    let mut fields = vec![("renewal_outlook", text(outlook))];
    if scene.random.chance(0.85) {
        fields.push(("risk_note", text("fewer people use it than were meant to")));
    }
    if scene.random.chance(0.6) {
        fields.push(("expansion_note", text("none for now")));
    }
    scene.change(&csm, customer, fields);
}

fn take(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(handoff) = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Offered)
    else {
        return;
    };
    let stays = scene
        .truth
        .customers
        .get(&handoff.record.id)
        .is_some_and(Customer::stays);
    let dispose = |reason: &'static str| Dispose {
        handoff: id,
        reason: ReasonCode::from(reason),
        note: None,
        until: None,
    };
    if !stays && scene.random.chance(0.1) {
        return scene.say(who, Command::Reject(dispose("churn_confirmed")));
    }
    if scene.random.chance(0.04) {
        return scene.say(who, Command::Recycle(dispose("too_early")));
    }
    scene.say(who, Command::Accept(id));
    scene.after_work(
        who,
        10 * HOUR,
        Noted::Renewals(Deed::SayNextStep(id, who.clone())),
    );
    scene.after_work(
        who,
        25 * HOUR,
        Noted::Renewals(Deed::Touch(id, who.clone())),
    );
}

fn accepted(scene: &Scene<'_>, id: HandoffId, who: &PersonId) -> Option<RecordRef> {
    let handoff = scene
        .carried(id, who)
        .filter(|handoff| handoff.state == HandoffState::Accepted)?;
    Some(handoff.record.clone())
}

fn touch(scene: &mut Scene<'_>, id: HandoffId, who: &PersonId) {
    let Some(customer) = accepted(scene, id, who) else {
        return;
    };
    let how = *scene
        .random
        .weighted(&[(5, "call"), (3, "email"), (4, "meeting_held")]);
    scene.log(who, &customer, how);
    scene.in_some_days(who, 24, Noted::Renewals(Deed::Touch(id, who.clone())));
}

/// The term ends: a new one is in the CRM, or the customer is gone.
fn end(scene: &mut Scene<'_>, customer: &RecordRef) {
    if scene.stage(customer) != "live" {
        return;
    }
    let Some(known) = scene.truth.customers.get_mut(&customer.id) else {
        return;
    };
    let Some(due) = scene.rows.record(customer).and_then(|row| {
        let slot = scene
            .policy
            .kind(&customer.kind)?
            .slot(&"renewal_on".into())?;
        row.value(slot).as_date()
    }) else {
        return;
    };
    if !known.stays() {
        return scene.observe("crm", customer, vec![stage("churned")]);
    }
    let per_cent = if known.usage > 0.8 {
        scene.random.between(100, 125)
    } else {
        scene.random.between(82, 106)
    };
    known.arr = known.arr / 100 * per_cent;
    let arr = known.arr;
    let fields = vec![
        ("renewal_on", Value::Date(due.saturating_add(1.year()))),
        ("arr", Value::Money(arr)),
        ("renewal_outlook", Value::Missing),
        ("risk_note", Value::Missing),
    ];
    scene.observe("crm", customer, fields);
    expect(scene, customer, 365);
}
