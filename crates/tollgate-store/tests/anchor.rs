//! A history that is written anew with a chain of its own passes for true, unless its end was signed before.

mod common;

use std::ops::ControlFlow;

use tollgate_core::command::Actor;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::anchor::{Anchor, SigningKey, check};
use tollgate_service::ledger::{Head, Sequence};
use tollgate_service::ports::{Entries, Read};
use tollgate_service::verify::verify;
use tollgate_service::writer::{Order, Writer};
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

use common::{Place, scratch};

/// Writes the first `orders` of a history, each as `bent` makes it.
fn write(place: &Place, orders: usize, bent: fn(usize, &mut Order)) {
    let model = MemoryStore::new("acme");
    let mut model = Writer::open(model, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut writer =
        Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(7);
    for number in 0..orders {
        let order = history.next(&model.store().rows());
        model.execute(vec![order.clone()]).expect("an answer");
        let mut order = order;
        bent(number, &mut order);
        writer.execute(vec![order]).expect("an answer");
    }
}

fn as_it_was(_: usize, _: &mut Order) {}

/// Somebody else is said to have done it.
fn from(number: usize, first: usize, order: &mut Order) {
    if number >= first {
        order.request.actor = Actor::System("nobody".into());
    }
}

/// The ledger's end at `sequence`.
fn end(place: &Place, sequence: Sequence) -> Head {
    let store = place.store();
    let mut head = Head::start("acme");
    let mut each = |entry: tollgate_service::ledger::Entry| {
        (head.sequence, head.hash, head.at) = (entry.sequence, entry.hash, entry.at);
        ControlFlow::Break(())
    };
    store
        .ledger(&Entries::All, sequence - 1, &mut each)
        .expect("an entry");
    head
}

fn signed(head: &Head) -> Anchor {
    Anchor::sign("acme", head, head.at, &SigningKey::from_seed([9; 32]))
}

/// What plain `verify` finds, and what the anchor finds.
fn found(place: &Place, anchor: &Anchor) -> (bool, Option<String>) {
    let store = place.store();
    let verdict = verify(&store, &mut scratch(), "acme", &policy(), &mut |_| ());
    let plain = verdict.expect("a verdict").difference.is_none();
    let differs = check(&store, anchor).expect("an answer");
    (plain, differs.map(|difference| difference.to_string()))
}

fn a_rewritten_history_passes_without_an_anchor_and_fails_with_one(make: fn() -> Place) {
    let (true_one, rewritten) = (make(), make());
    write(&true_one, 120, as_it_was);
    write(&rewritten, 120, |number, order| from(number, 3, order));
    let last = true_one.store().head().expect("a head");
    let anchor = signed(&last);
    assert_eq!(found(&true_one, &anchor), (true, None));
    let (plain, differs) = found(&rewritten, &anchor);
    let differs = differs.expect("a difference");
    assert!(plain, "the rewritten history has a chain of its own");
    let named = format!("ledger `entry {}`, hash: found ", last.sequence);
    assert!(differs.starts_with(&named), "{differs}");
    assert!(differs.contains("rewritten"), "{differs}");
}

fn a_forked_history_holds_up_to_the_fork(make: fn() -> Place) {
    let (true_one, forked) = (make(), make());
    write(&true_one, 120, as_it_was);
    write(&forked, 120, |number, order| from(number, 100, order));
    let last = true_one.store().head().expect("a head").sequence;
    assert_eq!(found(&forked, &signed(&end(&true_one, 1))), (true, None));
    let (_, differs) = found(&forked, &signed(&end(&true_one, last)));
    assert!(differs.is_some(), "the fork lies before the second anchor");
}

fn a_shortened_history_is_found(make: fn() -> Place) {
    let (true_one, shortened) = (make(), make());
    write(&true_one, 120, as_it_was);
    write(&shortened, 80, as_it_was);
    let anchor = signed(&true_one.store().head().expect("a head"));
    let (plain, differs) = found(&shortened, &anchor);
    assert!(plain && differs.is_some_and(|differs| differs.contains("shortened")));
}

on_both_databases! {
    a_rewritten_history_passes_without_an_anchor_and_fails_with_one
    a_forked_history_holds_up_to_the_fork
    a_shortened_history_is_found
}
