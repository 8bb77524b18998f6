//! A server fails and another takes over: what was acknowledged is there, and nothing was done twice.

mod common;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::StoreError;
use tollgate_service::verify::verify;
use tollgate_service::writer::{Answer, Order, PublishError, Writer};
use tollgate_store::WorkspaceStore;
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::postgres::server;

use common::{Place, scratch};

/// Orders that are recognised when they come again, and what is there after them.
fn history() -> (Vec<Order>, MemoryStore) {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let (mut history, mut orders) = (History::new(17), Vec::new());
    while orders.len() < 200 {
        let order = history.next(&writer.store().rows());
        if order.delivery.is_some() {
            writer.execute(vec![order.clone()]).expect("an answer");
            orders.push(order);
        }
    }
    (orders, writer.into_store())
}

/// Gives `order` until it is answered, as a sender does; how often it was not.
fn insist(writer: &mut Writer<WorkspaceStore>, order: &Order) -> usize {
    let mut refused = 0;
    loop {
        match writer.execute(vec![order.clone()]) {
            Ok(answers) => {
                let answered = matches!(answers[..], [Answer::Done { .. } | Answer::Seen(_)]);
                assert!(answered, "{answers:?}");
                return refused;
            }
            Err(StoreError::Unavailable(_)) => refused += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_writer_goes_on_with_the_server_that_took_over() {
    let primary = server();
    primary.create("acme", "template1");
    let standby = primary.standby();
    let hosts = format!("{},{}", primary.host(), standby.host());
    let place = Place::of(&format!(
        "postgres://tollgate@{hosts}/acme?target_session_attrs=read-write"
    ));
    let (orders, memory) = history();
    let mut writer =
        Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let (answered, is_gone) = (AtomicUsize::new(0), AtomicBool::new(false));
    let refused = thread::scope(|scope| {
        scope.spawn(|| {
            // In the midst of writing.
            while answered.load(Ordering::Relaxed) < orders.len() / 3 {
                thread::yield_now();
            }
            primary.kill();
            is_gone.store(true, Ordering::Relaxed);
            standby.promote();
        });
        let mut refused = 0;
        for (number, order) in orders.iter().enumerate() {
            // However fast the writing is, its last third meets a server that is gone.
            while number > orders.len() * 2 / 3 && !is_gone.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            refused += insist(&mut writer, order);
            answered.fetch_add(1, Ordering::Relaxed);
        }
        refused
    });
    assert!(refused > 0, "the server was away for a while");
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

#[test]
fn a_server_that_only_answers_questions_is_not_written_to() {
    let primary = server();
    primary.create("acme", "template1");
    drop(Place::of(&primary.url("acme")).store());
    let standby = primary.standby();
    let store = Place::of(&standby.url("acme")).store();
    let refused = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN);
    assert!(matches!(
        refused,
        Err(PublishError::Store(StoreError::Unavailable(_)))
    ));
}
