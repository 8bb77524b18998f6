//! Behind a pooler that lends a connection for one transaction, everything works as without.

mod common;

use std::thread;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::verify::verify;
use tollgate_service::writer::{Order, Pipeline, Writer};
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::postgres::server;

use common::{Place, scratch};

/// Orders, and what is there after them.
fn history(seed: u64) -> (Vec<Order>, MemoryStore) {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let (mut history, mut orders) = (History::new(seed), Vec::new());
    for _ in 0..150 {
        let order = history.next(&writer.store().rows());
        writer.execute(vec![order.clone()]).expect("an answer");
        orders.push(order);
    }
    (orders, writer.into_store())
}

#[test]
fn many_handles_share_two_connections() {
    let server = server();
    server.create("acme", "template1");
    let place = Place::of(&format!("postgres://tollgate@{}/acme", server.pooler()));
    let (orders, memory) = history(5);
    let mut writer =
        Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    thread::scope(|scope| {
        // Others ask meanwhile, each with a handle of its own.
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..20 {
                    contents(&place.store(), &policy()).expect("contents");
                }
            });
        }
        let mut pipeline = Pipeline::new(&mut writer, || ()).expect("a pipeline");
        for (number, order) in orders.into_iter().enumerate() {
            pipeline.give(order).expect("answers");
            if number % 5 == 0 {
                pipeline.send().expect("answers");
            }
        }
        pipeline.settle().expect("answers");
    });
    let (found, expected) = (
        contents(writer.store(), &policy()),
        contents(&memory, &policy()),
    );
    assert_eq!(found.expect("contents"), expected.expect("contents"));
    let verdict = verify(
        writer.store(),
        &mut scratch(),
        "acme",
        &policy(),
        &mut |_| (),
    );
    assert_eq!(verdict.expect("a verdict").difference, None);
}
