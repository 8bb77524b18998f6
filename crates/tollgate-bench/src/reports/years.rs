//! Many companies at once: the made-up company's year that ends now, and copies of it under names of their own, by the database's own
//! means. The ledger is not copied: no report reads it.

use std::path::Path;

use rusqlite::Connection;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_policy::Source;
use tollgate_service::writer::{Pipeline, Writer};
use tollgate_sim::{Scenario, Year};
use tollgate_store::{Database, Location};
use tollgate_testkit::postgres::psql;

use crate::served::starter;

/// The workspace of the starter policy.
pub(crate) const WORKSPACE: &str = "acme";
/// What is copied.
const TABLES: [&str; 4] = ["record", "link", "handoff", "task"];
/// The first letters of records' ids.
const LETTERS: [&str; 4] = ["A", "C", "L", "O"];
/// Fields that tell twins: what is copied must not be a duplicate of what it is a copy of.
const IDENTITIES: [&str; 2] = ["email", "domain"];

/// Plays the year that ends now into the empty database at `location`, and copies it until there are `years`.
pub(crate) fn write(location: &Location, years: usize) {
    play(location);
    let aside = TABLES.map(|table| format!("create table first_{table} as select * from {table}"));
    let copies = (1..years).flat_map(copied);
    let away = TABLES.map(|table| format!("drop table first_{table}"));
    let all = aside.into_iter().chain(copies).chain(away);
    match location.file() {
        Some(file) => in_sqlite(file, all),
        None => in_postgres(&location.to_string(), all),
    }
}

fn in_sqlite(file: &Path, statements: impl Iterator<Item = String>) {
    let connection = Connection::open(file).expect("the database");
    let fast = "pragma synchronous = off; pragma cache_size = -1000000";
    connection.execute_batch(fast).expect("pragmas");
    for statement in statements {
        connection.execute_batch(&statement).expect("a copy");
    }
    let one_file = "pragma wal_checkpoint(truncate)";
    connection.execute_batch(one_file).expect("one file");
}

fn in_postgres(url: &str, statements: impl Iterator<Item = String>) {
    statements.for_each(|statement| drop(psql(url, &statement)));
    psql(url, "vacuum analyze");
}

fn play(location: &Location) {
    let today = jiff::Zoned::now().date();
    let scenario = Scenario::default();
    let before = jiff::Span::new().days(i64::from(scenario.days) - 1);
    let scenario = Scenario {
        from: today.saturating_sub(before),
        ..scenario
    };
    let now = Timestamp::from_jiff(jiff::Timestamp::now());
    let source: Source = starter();
    let policy = |source: &Source| tollgate_policy::load(source, scenario.from).policy;
    let (played, written) = (policy(&source), policy(&source).expect("a policy"));
    let played = played.expect("a policy");
    let year = Year::new(&played, scenario.clone());
    let database = Database::at(location).expect("a database");
    let store = database.workspace(&written.workspace.id);
    let mut writer =
        Writer::open(store, written, &source.bundle(), decide, year.starts_at()).expect("a writer");
    let mut pipeline = Pipeline::new(&mut writer, || ()).expect("a pipeline");
    for order in year.take_while(|order| order.at <= now) {
        pipeline.give(order).expect("it is written");
    }
    pipeline.settle().expect("it is durable");
}

/// What copies every row of the first year once more, as company `copy`.
fn copied(copy: usize) -> Vec<String> {
    let number =
        |column: &str| format!("substr({column}, 1, 1) || '{copy}' || substr({column}, 2)");
    // The variant of these ids is always `8000`.
    let id = |column: &str| format!("replace({column}, '-8000-', '-8{copy:03x}-')");
    let columns = [
        ("record", "kind, id, identity, due_at, body"),
        ("link", "kind, id, field, to_kind, to_id"),
        (
            "handoff",
            "id, record_kind, record_id, live, waiting, carrier, returned_to, live_id, soonest_due, point, counted_at, due_at, body",
        ),
        (
            "task",
            "id, record_kind, record_id, waiting, carrier, due_at, body",
        ),
    ];
    let value = |table: &str, column: &str| match (table, column) {
        ("record" | "link", "id") | (_, "record_id" | "to_id") => number(column),
        (_, "id" | "live_id") => id(column),
        (_, "identity") => format!("'{copy}.' || identity"),
        (_, "body") => body(id(column), copy),
        _ => column.to_owned(),
    };
    let insert = |(table, columns): (&str, &str)| {
        let values: Vec<_> = columns
            .split(", ")
            .map(|column| value(table, column))
            .collect();
        let values = values.join(", ");
        format!(
            "insert into {table} (workspace, {columns}) select workspace, {values} from first_{table}"
        )
    };
    columns.map(insert).to_vec()
}

/// A stored form with ids and identities of its own.
fn body(mut body: String, copy: usize) -> String {
    for letter in LETTERS {
        body = format!("replace({body}, '\"{letter}-', '\"{letter}{copy}-')");
    }
    for field in IDENTITIES {
        body = format!("replace({body}, '\"{field}\":[\"', '\"{field}\":[\"{copy}.')");
    }
    body
}
