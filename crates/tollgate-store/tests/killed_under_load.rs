//! A process that decides ahead, under load, killed a hundred times at moments by chance: what it acknowledged is in the
//! ledger, nothing is there twice, every alarm fired once, and the rest can be given again.
//!
//! The moments come from a seed, but where a kill lands depends on the machine; `TOLLGATE_TEST_KILLS` and
//! `TOLLGATE_TEST_SEED` say otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tollgate_core::decide::decide;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::SourceKey;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::{Entries, Read};
use tollgate_service::verify::verify;
use tollgate_service::writer::{Answer, Order, Pipeline, Writer};
use tollgate_sim::check::in_ledger;
use tollgate_store::{Database, SqliteStore};
use tollgate_testkit::contents::contents;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::seed::Seed;

/// Names the database to a child process; in its absence the child's part is no test.
const DATABASE: &str = "TOLLGATE_TEST_LOADED_DATABASE";

/// How many orders there are. Whoever gets through them begins again, which does nothing.
const ORDERS: usize = 320;

/// After so long, and never on the way, every alarm has fired.
const AFTERWARDS: i64 = 120 * 24 * 3_600_000_000;

fn setting(name: &str, usual: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(usual)
}

/// Orders that are all recognisable, and the same in each process.
struct Orders {
    model: Writer<MemoryStore>,
    history: History,
    keys: BTreeSet<SourceKey>,
}

impl Orders {
    fn new() -> Self {
        let store = MemoryStore::new("acme");
        Self {
            model: Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer"),
            history: History::new(11),
            keys: BTreeSet::new(),
        }
    }
}

impl Iterator for Orders {
    type Item = Order;

    fn next(&mut self) -> Option<Order> {
        while self.keys.len() < ORDERS {
            let order = self.history.next(&self.model.store().rows());
            let key = order.delivery.as_ref().map(|delivery| delivery.key.clone());
            if key.is_some_and(|key| self.keys.insert(key)) {
                self.model.execute(vec![order.clone()]).expect("an answer");
                return Some(order);
            }
        }
        None
    }
}

fn open(path: &Path) -> SqliteStore {
    Database::open(path).expect("a database").workspace("acme")
}

/// The child's part: decides ahead, and says of each order when it is durable, and up to where it led.
#[test]
fn child_decides_ahead_until_it_is_killed() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let store = open(Path::new(&path));
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut pipeline = Pipeline::new(&mut writer, || ()).expect("a pipeline");
    let mut told = 0;
    let mut tell = |answers: Vec<Answer>| {
        let mut text = String::new();
        for answer in answers {
            let sequence = match answer {
                Answer::Done { sequence, .. } => sequence,
                Answer::Seen(seen) | Answer::Differs(seen) => seen.sequence,
            };
            text.push_str(&format!("\nacknowledged {told} {sequence}\n"));
            told += 1;
        }
        let mut out = std::io::stdout();
        out.write_all(text.as_bytes()).expect("somebody listens");
        out.flush().expect("somebody listens");
    };
    for (place, order) in Orders::new().enumerate() {
        tell(pipeline.give(order).expect("answers"));
        if place % 3 == 0 {
            tell(pipeline.send().expect("answers"));
        }
    }
    tell(pipeline.settle().expect("answers"));
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this test's own file"))
        .args([
            "--exact",
            "child_decides_ahead_until_it_is_killed",
            "--nocapture",
        ])
        .env(DATABASE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child")
}

/// Runs the child and kills it once it has acknowledged `many` orders beyond `from`; all that it acknowledged.
fn killed_after(path: &Path, many: usize) -> Vec<(usize, u64)> {
    let mut child = start(path);
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let mut acknowledged = Vec::new();
    let mut kill = Some(child);
    for line in output.lines() {
        // Half a line may be left of one that was killed while it spoke.
        let Some((number, sequence)) = line.ok().as_deref().and_then(read) else {
            continue;
        };
        acknowledged.push((number, sequence));
        if acknowledged.len() >= many
            && let Some(mut child) = kill.take()
        {
            child.kill().expect("the child is killed");
            child.wait().expect("the child ends");
        }
    }
    if let Some(mut child) = kill {
        child.wait().expect("the child ends");
    }
    acknowledged
}

fn read(line: &str) -> Option<(usize, u64)> {
    let (number, sequence) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
    Some((number.parse().ok()?, sequence.parse().ok()?))
}

#[test]
fn a_process_that_is_killed_under_load_loses_nothing_that_it_acknowledged() {
    let kills = setting("TOLLGATE_TEST_KILLS", 100);
    let mut seed = Seed::new(setting("TOLLGATE_TEST_SEED", 1));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.db");
    let mut all = Orders::new();
    let orders: Vec<Order> = all.by_ref().collect();
    let whole = all.model.into_store();
    let mut acknowledged: BTreeMap<usize, u64> = BTreeMap::new();
    for _ in 0..kills {
        // Beyond what is known already, so that each life adds something, and up to any place in a transaction.
        let beyond = acknowledged.len() + seed.below(2 * ORDERS / 100 + 1);
        for (number, sequence) in killed_after(&path, beyond.max(1)) {
            let before = acknowledged.insert(number, sequence);
            assert!(
                before.is_none_or(|before| before == sequence),
                "order {number}"
            );
        }
    }
    assert!(
        acknowledged.len() > ORDERS / 4,
        "{} acknowledged",
        acknowledged.len()
    );
    let store = open(&path);
    for (number, sequence) in &acknowledged {
        let delivery = orders[*number].delivery.as_ref().expect("all have a key");
        let seen = store.seen(&delivery.key).expect("an answer");
        assert_eq!(
            seen.map(|seen| seen.sequence),
            Some(*sequence),
            "order {number}"
        );
    }
    verified(&store);
    as_if_nothing_had_happened(store, orders, &whole);
}

fn verified(store: &SqliteStore) {
    let mut shadow = Database::scratch().expect("a database").workspace("acme");
    let verdict = verify(store, &mut shadow, "acme", &policy(), &mut |_| ());
    assert_eq!(verdict.expect("a verdict").difference, None);
}

/// The rest is given, time passes, and all is as in a workspace that was never killed.
fn as_if_nothing_had_happened(store: SqliteStore, orders: Vec<Order>, whole: &MemoryStore) {
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    writer.execute(orders).expect("answers");
    let (found, expected) = (
        contents(writer.store(), &policy()),
        contents(whole, &policy()),
    );
    assert_eq!(found.expect("contents"), expected.expect("contents"));
    let until = writer.store().head().expect("a head").at.plus(AFTERWARDS);
    writer.pass(until).expect("answers");
    verified(writer.store());
    let mut policy = policy();
    policy.revision = 1;
    assert_eq!(in_ledger(&[policy], &events(writer.store()), until), []);
    every_alarm_fired(writer.store(), until);
}

fn events(store: &SqliteStore) -> Vec<Event> {
    let mut events = Vec::new();
    let each = &mut |entry: tollgate_service::ledger::Entry| {
        events.push(entry.event().expect("an event"));
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, each).expect("answers");
    events
}

/// Nothing waits for an instant that is past, and something was late.
fn every_alarm_fired(store: &SqliteStore, until: Timestamp) {
    let waiting = store.alarms(Timestamp::MIN, usize::MAX).expect("answers");
    let past: Vec<_> = waiting.iter().filter(|(at, _)| *at < until).collect();
    assert!(past.is_empty(), "{past:?}");
    let breached = |event: &Event| matches!(event.what, What::ClockBreached { .. });
    assert!(events(store).iter().any(breached));
}
