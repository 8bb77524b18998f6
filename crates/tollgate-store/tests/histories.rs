//! Whatever happens comes out the same: on a whole workspace in memory, through the memory store, through SQLite and
//! through PostgreSQL, however the commands are grouped and however little is kept in memory.

mod common;

use std::collections::BTreeSet;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_policy::trial::Replay;
use tollgate_service::stored::from_text;
use tollgate_service::verify::verify;
use tollgate_service::writer::{Answer, Limits, Order, Writer};
use tollgate_store::WorkspaceStore;
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::seed::Seed;

use common::{Place, scratch};

const ORDERS: usize = 160;
const SEEDS: u64 = 10;

/// Gives the history of `seed` to the memory store, one order after another; the orders, their answers and the store.
fn one_by_one(seed: u64) -> (Vec<Order>, Vec<Answer>, MemoryStore) {
    let store = MemoryStore::new("acme");
    let writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    // Every order begins with nothing at hand, so that what a decision needs must be fetched.
    let mut writer = writer.within(Limits {
        entries: 20_000,
        rows: 0,
    });
    let (mut history, mut orders, mut answers) = (History::new(seed), Vec::new(), Vec::new());
    for _ in 0..ORDERS {
        let order = history.next(&writer.store().rows());
        answers.extend(writer.execute(vec![order.clone()]).expect("an answer"));
        orders.push(order);
    }
    (orders, answers, writer.into_store())
}

/// The same orders to `place`, in batches by chance, several transactions to a batch, and next to nothing remembered.
fn in_batches(place: &Place, orders: &[Order], seed: u64) -> (Vec<Answer>, WorkspaceStore) {
    let limits = Limits {
        entries: 1 + Seed::new(seed).below(60),
        rows: Seed::new(seed).below(300),
    };
    let mut seed = Seed::new(seed);
    let mut store = place.store();
    let (mut rest, mut answers) = (orders, Vec::new());
    while !rest.is_empty() {
        // A new writer each time: it remembers nothing.
        let writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
        let mut writer = writer.within(limits);
        for _ in 0..3 {
            let (batch, later) = rest.split_at(seed.below(30).min(rest.len()));
            answers.extend(writer.execute(batch.to_vec()).expect("answers"));
            rest = later;
        }
        store = writer.into_store();
    }
    (answers, store)
}

fn a_history_is_the_same_however_it_is_written(make: fn() -> Place) {
    let policy = policy();
    for seed in 0..SEEDS {
        let place = make();
        let (orders, answers, memory) = one_by_one(seed);
        let (grouped, stored) = in_batches(&place, &orders, seed);
        for (place, (one, other)) in answers.iter().zip(&grouped).enumerate() {
            assert_eq!(
                one, other,
                "seed {seed}, order {place}: {:#?}",
                orders[place]
            );
        }
        let (memory, stored) = (contents(&memory, &policy), contents(&stored, &policy));
        assert_eq!(
            memory.expect("contents"),
            stored.expect("contents"),
            "seed {seed}"
        );
    }
}

#[test]
fn what_a_decision_does_not_fetch_makes_no_difference_to_it() {
    let policy = {
        let mut policy = policy();
        policy.revision = 1;
        policy
    };
    for seed in 0..SEEDS {
        let (orders, _, memory) = one_by_one(seed);
        let mut whole = Replay::new(&policy);
        let mut seen = BTreeSet::new();
        for order in orders {
            if order
                .delivery
                .as_ref()
                .is_none_or(|delivery| seen.insert(delivery.key.clone()))
            {
                whole.give(order.request, order.at).expect("time goes on");
            }
        }
        let ledger = contents(&memory, &policy).expect("contents").ledger;
        for (entry, event) in ledger.iter().zip(whole.events()) {
            assert_eq!(
                from_text(&entry.body).as_ref(),
                Ok(event),
                "seed {seed}, entry {}",
                entry.sequence
            );
        }
        assert_eq!(ledger.len(), whole.events().len(), "seed {seed}");
    }
}

fn every_history_is_verified(make: fn() -> Place) {
    let mut tags = BTreeSet::new();
    for seed in 0..SEEDS {
        let (orders, ..) = one_by_one(seed);
        let place = make();
        let (_, store) = in_batches(&place, &orders, seed);
        let verdict =
            verify(&store, &mut scratch(), "acme", &policy(), &mut |_| ()).expect("a verdict");
        assert_eq!(verdict.difference, None, "seed {seed}");
        let contents = contents(&store, &policy()).expect("contents");
        assert_eq!(verdict.entries, contents.head.sequence);
        tags.extend(contents.ledger.into_iter().map(|entry| entry.tag));
    }
    // The histories are worth something: nearly everything that can happen happens in them.
    assert!(tags.len() >= 33, "{tags:?}");
}

on_both_databases! {
    a_history_is_the_same_however_it_is_written
    every_history_is_verified
}
