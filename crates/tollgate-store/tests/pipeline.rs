//! Deciding ahead changes nothing but the time that it takes, also where somebody else appends in between.

mod common;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Digest;
use tollgate_service::ports::Read;
use tollgate_service::verify::verify;
use tollgate_service::writer::{Answer, Delivery, Limits, Order, Pipeline, Writer};
use tollgate_store::WorkspaceStore;
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::seed::Seed;

use common::{Place, scratch};

const ORDERS: usize = 160;

fn open(place: &Place) -> Writer<WorkspaceStore> {
    let store = place.store();
    Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer")
}

/// The orders of `seed` with their answers, and what the memory store holds after them.
fn one_by_one(seed: u64) -> (Vec<Order>, Vec<Answer>, MemoryStore) {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let (mut history, mut orders, mut answers) = (History::new(seed), Vec::new(), Vec::new());
    for _ in 0..ORDERS {
        let order = history.next(&writer.store().rows());
        answers.extend(writer.execute(vec![order.clone()]).expect("an answer"));
        orders.push(order);
    }
    (orders, answers, writer.into_store())
}

on_both_databases! {
    a_history_decided_ahead_is_the_same
    what_another_process_appends_is_taken_into_account
    the_same_delivery_twice_in_a_row_is_answered_once_more_and_not_done_again
    the_same_key_with_another_body_is_told_apart
}

/// Limits by chance, small enough that transactions are cut and rows forgotten on the way.
fn limits(seed: u64) -> Limits {
    Limits {
        entries: 1 + Seed::new(seed).below(60),
        rows: Seed::new(seed).below(300),
    }
}

fn a_history_decided_ahead_is_the_same(make: fn() -> Place) {
    for seed in 0..10 {
        let (orders, answers, memory) = one_by_one(seed);
        let place = make();
        let mut writer = open(&place).within(limits(seed));
        let mut pipeline = Pipeline::new(&mut writer, || ()).expect("a pipeline");
        let mut given = Vec::new();
        for (number, order) in orders.into_iter().enumerate() {
            given.extend(pipeline.give(order).expect("answers"));
            if number % 7 == 0 {
                given.extend(pipeline.send().expect("answers"));
            }
        }
        given.extend(pipeline.settle().expect("answers"));
        drop(pipeline);
        assert_eq!(given, answers, "seed {seed}");
        let (found, expected) = (
            contents(writer.store(), &policy()),
            contents(&memory, &policy()),
        );
        assert_eq!(
            found.expect("contents"),
            expected.expect("contents"),
            "seed {seed}"
        );
    }
}

fn what_another_process_appends_is_taken_into_account(make: fn() -> Place) {
    for seed in 0..6 {
        let (orders, ..) = one_by_one(seed);
        let place = make();
        let (mut one, mut other) = (open(&place).within(limits(seed)), open(&place));
        let mut pipeline = Pipeline::new(&mut one, || ()).expect("a pipeline");
        let (mut answers, mut meanwhile, mut chance) = (Vec::new(), Vec::new(), Seed::new(seed));
        for order in &orders {
            if chance.once_in(3) {
                meanwhile.extend(other.execute(vec![order.clone()]).expect("an answer"));
            } else {
                answers.extend(pipeline.give(order.clone()).expect("answers"));
            }
            if chance.once_in(4) {
                answers.extend(pipeline.send().expect("answers"));
            }
        }
        answers.extend(pipeline.settle().expect("answers"));
        drop(pipeline);
        assert_eq!(answers.len() + meanwhile.len(), ORDERS, "seed {seed}");
        let told: u64 = answers.iter().chain(&meanwhile).map(events).sum();
        let head = other.store().head().expect("a head");
        assert!(told <= head.sequence, "what was answered is in the ledger");
        let mut shadow = scratch();
        let verdict = verify(one.store(), &mut shadow, "acme", &policy(), &mut |_| ());
        assert_eq!(verdict.expect("a verdict").difference, None, "seed {seed}");
    }
}

fn events(answer: &Answer) -> u64 {
    match answer {
        Answer::Done { events, .. } => events.len() as u64,
        Answer::Seen(_) | Answer::Differs(_) => 0,
    }
}

fn the_same_delivery_twice_in_a_row_is_answered_once_more_and_not_done_again(make: fn() -> Place) {
    let (orders, ..) = one_by_one(3);
    let order = orders
        .into_iter()
        .find(|order| order.delivery.is_some())
        .expect("a delivery that is recognisable");
    let place = make();
    let mut writer = open(&place);
    let mut pipeline = Pipeline::new(&mut writer, || ()).expect("a pipeline");
    let mut answers = pipeline.give(order.clone()).expect("answers");
    // The first is on its way into the store and cannot be found there yet.
    answers.extend(pipeline.send().expect("answers"));
    answers.extend(pipeline.give(order).expect("answers"));
    answers.extend(pipeline.settle().expect("answers"));
    let [Answer::Done { sequence, .. }, Answer::Seen(again)] = &answers[..] else {
        panic!("{answers:#?}");
    };
    assert_eq!(*sequence, again.sequence);
}

fn the_same_key_with_another_body_is_told_apart(make: fn() -> Place) {
    let (orders, ..) = one_by_one(3);
    let place = make();
    let mut writer = open(&place);
    let mut given = |order: &Order, body: &str| {
        let mut order = order.clone();
        order.delivery = Some(Delivery {
            key: "one key".into(),
            body: Some(Digest::of(body.as_bytes())),
        });
        writer.execute(vec![order]).expect("an answer").remove(0)
    };
    assert!(matches!(given(&orders[0], "this"), Answer::Done { .. }));
    assert!(matches!(given(&orders[0], "this"), Answer::Seen(_)));
    assert!(matches!(given(&orders[1], "that"), Answer::Differs(_)));
}
