//! The product in use: seats, tickets, a meeting now and then, and customers who want more.

use smol_str::format_smolstr;
use tollgate_core::ids::{PersonId, RecordRef};
use tollgate_core::value::Value;

use crate::agenda::Deed as Noted;
use crate::deals;
use crate::scene::{DAY, Scene, text};

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// The product reports how much it is used.
    Report(RecordRef),
    CheckIn(RecordRef),
    AskForMore(RecordRef, u32),
}

/// The seller of expansions.
const SELLER: &str = "hugo@acme.example";

/// Share of the seats in use to begin with, and where it goes each fortnight.
pub(crate) fn draw(scene: &mut Scene<'_>) -> (f64, f64) {
    let usage = 0.45 + scene.random.share() * 0.4;
    (usage, (scene.random.share() - 0.42) * 0.05)
}

/// The customer begins to use the product.
pub(crate) fn start(scene: &mut Scene<'_>, customer: &RecordRef) {
    let first = scene.random.between(DAY, 14 * DAY);
    scene.later(first, Noted::Usage(Deed::Report(customer.clone())));
    let first = scene.random.between(5 * DAY, 40 * DAY);
    scene.later(first, Noted::Usage(Deed::CheckIn(customer.clone())));
    if scene.random.chance(0.25) {
        let asks = scene.random.between(60 * DAY, 300 * DAY);
        scene.later(asks, Noted::Usage(Deed::AskForMore(customer.clone(), 1)));
    }
}

pub(crate) fn perform(scene: &mut Scene<'_>, deed: Deed) {
    let (Deed::Report(customer) | Deed::CheckIn(customer) | Deed::AskForMore(customer, _)) = &deed;
    let customer = customer.clone();
    if scene.stage(&customer) != "live" {
        return;
    }
    match deed {
        Deed::Report(_) => report(scene, &customer),
        Deed::CheckIn(_) => check_in(scene, &customer),
        Deed::AskForMore(_, number) => ask_for_more(scene, &customer, number),
    }
}

fn report(scene: &mut Scene<'_>, customer: &RecordRef) {
    let Some(known) = scene.truth.customers.get_mut(&customer.id) else {
        return;
    };
    known.usage = (known.usage + known.drift).clamp(0.05, 1.0);
    let (seats, active) = (known.seats, (known.seats as f64 * known.usage) as i64);
    let tickets = scene
        .random
        .between(0, if known.drift < 0.0 { 12 } else { 5 });
    let fields = vec![
        ("seats", Value::Int(seats)),
        ("active_seats", Value::Int(active)),
        ("open_tickets", Value::Int(tickets)),
    ];
    scene.observe("product", customer, fields);
    scene.later(14 * DAY, Noted::Usage(Deed::Report(customer.clone())));
}

fn check_in(scene: &mut Scene<'_>, customer: &RecordRef) {
    let Some(owner) = scene.owner(customer) else {
        return;
    };
    let at = scene.at_work(&owner, 0);
    if at.since(scene.now) < DAY {
        scene.log(&owner, customer, "meeting_held");
    }
    let next = scene.random.between(18 * DAY, 55 * DAY);
    scene.later(next, Noted::Usage(Deed::CheckIn(customer.clone())));
}

fn ask_for_more(scene: &mut Scene<'_>, customer: &RecordRef, number: u32) {
    let Some(known) = scene.truth.customers.get(&customer.id).cloned() else {
        return;
    };
    if !known.stays() {
        return;
    }
    if let Some(owner) = scene.owner(customer) {
        scene.change(
            &owner,
            customer,
            vec![("expansion_note", text("a second team asks for seats"))],
        );
    }
    let deal = RecordRef::new("opportunity", format_smolstr!("O-{}-{number}", customer.id));
    deals::start(
        scene,
        &deal,
        &PersonId::from(SELLER),
        &known.account,
        Some(customer.clone()),
        known.who,
    );
}

/// A deal for more was won.
pub(crate) fn expanded(scene: &mut Scene<'_>, customer: &RecordRef, amount: i64) {
    let Some(known) = scene.truth.customers.get_mut(&customer.id) else {
        return;
    };
    let more = amount.min(known.arr / 2);
    known.arr += more;
    known.seats += (more / 100 / 600).max(1);
    let fields = vec![
        ("arr", Value::Money(known.arr)),
        ("seats", Value::Int(known.seats)),
    ];
    scene.observe("crm", customer, fields);
}
