//! A writer that is killed leaves what it acknowledged, and nothing by halves.

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::{Read, Store};
use tollgate_service::verify::verify;
use tollgate_service::writer::{Order, Writer};
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::postgres;

use common::{Place, scratch};

/// Names the database to a child process; in its absence the child's part is no test.
const DATABASE: &str = "TOLLGATE_TEST_DATABASE";

/// Orders whose deliveries are all recognisable, so that giving them again is safe; and what a whole run leaves.
fn orders() -> (Vec<Order>, MemoryStore) {
    let model = MemoryStore::new("acme");
    let mut model = Writer::open(model, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let (mut history, mut orders) = (History::new(11), Vec::new());
    while orders.len() < 150 {
        let order = history.next(&model.store().rows());
        if order.delivery.is_some() {
            model.execute(vec![order.clone()]).expect("an answer");
            orders.push(order);
        }
    }
    (orders, model.into_store())
}

/// The child's part: writes, and says after each batch how much of the ledger is durable.
#[test]
fn child_writes_until_it_is_killed() {
    let Ok(location) = std::env::var(DATABASE) else {
        return;
    };
    let mut writer = Writer::open(
        Place::of(&location).store(),
        policy(),
        TEXT,
        decide,
        Timestamp::MIN,
    )
    .expect("a writer");
    for batch in orders().0.chunks(5) {
        writer.execute(batch.to_vec()).expect("answers");
        let head = writer.store().head().expect("a head");
        println!("\ndurable {}", head.sequence);
    }
}

/// Runs the child on the database at `location` and kills it once it has acknowledged `batches`; how much it said was durable.
fn killed_after(location: &str, batches: usize) -> u64 {
    let mut child = Command::new(std::env::current_exe().expect("this test's own file"))
        .args(["--exact", "child_writes_until_it_is_killed", "--nocapture"])
        .env(DATABASE, location)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let durable = lines.filter_map(|line| line.ok()?.strip_prefix("durable ")?.parse().ok());
    let last = durable.take(batches).last().expect("something durable");
    child.kill().expect("the child is killed");
    child.wait().expect("the child ends");
    last
}

/// `location` is where `place` is, with everything that another process needs to know.
fn check(place: &Place, location: &str) {
    let policy = policy();
    for batches in [1, 4, 9] {
        let durable = killed_after(location, batches);
        let mut store = place.store();
        // Whoever takes the head waits until the killed writer's last transaction is over.
        drop(store.begin().expect("a transaction"));
        assert!(store.head().expect("a head").sequence >= durable);
        let verdict = verify(&store, &mut scratch(), "acme", &policy, &mut |_| ());
        assert_eq!(verdict.expect("a verdict").difference, None);
    }
    let (orders, whole) = orders();
    let mut writer = Writer::open(place.store(), self::policy(), TEXT, decide, Timestamp::MIN)
        .expect("a writer");
    writer.execute(orders).expect("answers");
    let (found, expected) = (contents(writer.store(), &policy), contents(&whole, &policy));
    assert_eq!(found.expect("contents"), expected.expect("contents"));
}

#[test]
fn what_a_killed_writer_acknowledged_is_in_sqlite_and_the_rest_can_be_given_again() {
    let place = Place::sqlite();
    check(&place, &place.location.to_string());
}

#[test]
fn what_a_killed_writer_acknowledged_is_in_postgres_and_the_rest_can_be_given_again() {
    let url = postgres::database();
    check(&Place::of(&url), &url);
}
