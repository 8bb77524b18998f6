//! A writer that is killed leaves what it acknowledged, and nothing by halves.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::Read;
use tollgate_service::verify::verify;
use tollgate_service::writer::{Order, Writer};
use tollgate_store::{Database, SqliteStore};
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

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

fn open(path: &Path) -> SqliteStore {
    Database::open(path).expect("a database").workspace("acme")
}

/// The child's part: writes, and says after each batch how much of the ledger is durable.
#[test]
fn child_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let mut writer = Writer::open(
        open(Path::new(&path)),
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

/// Runs the child on `path` and kills it once it has acknowledged `batches`; how much it said was durable.
fn killed_after(path: &Path, batches: usize) -> u64 {
    let mut child = Command::new(std::env::current_exe().expect("this test's own file"))
        .args(["--exact", "child_writes_until_it_is_killed", "--nocapture"])
        .env(DATABASE, path)
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

#[test]
fn what_a_killed_writer_acknowledged_is_there_and_the_rest_can_be_given_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.db");
    let policy = policy();
    for batches in [1, 4, 9] {
        let durable = killed_after(&path, batches);
        let store = open(&path);
        assert!(store.head().expect("a head").sequence >= durable);
        let mut shadow = Database::scratch().expect("a database").workspace("acme");
        let verdict = verify(&store, &mut shadow, "acme", &policy, &mut |_| ());
        assert_eq!(verdict.expect("a verdict").difference, None);
    }
    let (orders, whole) = orders();
    let mut writer =
        Writer::open(open(&path), self::policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    writer.execute(orders).expect("answers");
    let (found, expected) = (contents(writer.store(), &policy), contents(&whole, &policy));
    assert_eq!(found.expect("contents"), expected.expect("contents"));
}
