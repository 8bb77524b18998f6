//! A PostgreSQL database: what is opened, what is refused, and that many may begin at once.

mod common;

use std::sync::Barrier;
use std::thread;

use common::Place;
use tollgate_service::ledger::Head;
use tollgate_service::ports::{Batch, Change as _, Read, Store, StoreError};
use tollgate_store::{Database, DistributeError, Location, SCHEMA_VERSION, distribute};
use tollgate_testkit::policy::policy;
use tollgate_testkit::postgres::{database, psql};

/// Opens a database after `statements` were run there; gives what is said against it.
fn refusal(statements: &str) -> String {
    let url = database();
    psql(&url, statements);
    let place = Place::of(&url);
    let said = Database::at(&place.location).err();
    let said = said.map(|fault| fault.to_string()).unwrap_or_default();
    said.replace(&url, "postgres://h/x")
}

#[test]
fn a_database_of_something_else_is_refused() {
    let taken = "`postgres://h/x` holds tables that are not Tollgate's: name a database of its own, which `createdb` makes";
    assert_eq!(refusal("create table invoices (number bigint)"), taken);
    assert_eq!(
        refusal("create table schema_version (version bigint)"),
        taken
    );
    assert_eq!(refusal("create view v as select 1"), taken);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let url = database();
    let place = Place::of(&url);
    drop(place.store());
    let newer = SCHEMA_VERSION + 1;
    psql(
        &url,
        &format!("insert into schema_version values (true, {newer})"),
    );
    let refused = Database::at(&place.location).expect_err("it is refused");
    let expected = format!(
        "`{url}` was written by a newer Tollgate (its schema is {newer}, this one knows {SCHEMA_VERSION}): \
         install that version or a later one, or name another one"
    );
    assert_eq!(refused.to_string(), expected);
}

#[test]
fn a_question_needs_a_database_that_was_set_up() {
    let url = database();
    let place = Place::of(&url);
    let said = Database::existing_at(&place.location).expect_err("it is empty");
    assert_eq!(
        said.to_string(),
        format!(
            "`{url}` holds nothing of Tollgate yet: name another database, or fill this one with `tollgate import --db {url}`"
        )
    );
    assert_eq!(
        psql(
            &url,
            "select count(*) from pg_class where relname = 'ledger'"
        ),
        "0"
    );
    drop(place.store());
    assert!(Database::existing_at(&place.location).is_ok());
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let location: Location = "postgres://ana:secret@127.0.0.1:1/x"
        .parse()
        .expect("a URL");
    let said = Database::at(&location).expect_err("nobody listens");
    assert_eq!(
        said.to_string(),
        "`postgres://ana@127.0.0.1:1/x` cannot be opened: see that the server is up, that the database is there, and that \
         this user may use it"
    );
}

#[test]
fn many_processes_may_begin_at_once() {
    let place = Place::postgres();
    let together = Barrier::new(6);
    thread::scope(|scope| {
        let begin = || {
            together.wait();
            let mut store = place.store();
            drop(store.begin().expect("a transaction"));
            store.head().expect("a head")
        };
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(begin)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("a head").sequence, 0);
        }
    });
}

#[test]
fn a_second_transaction_waits_for_the_first() {
    let place = Place::postgres();
    let (mut first, mut second) = (place.store(), place.store());
    let held = first.begin().expect("a transaction");
    thread::scope(|scope| {
        let waiting = scope.spawn(|| second.begin().map(drop));
        // The server says that somebody waits for the head.
        let waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        while psql(&place.location.to_string(), waits) != "1" {}
        assert!(
            place.store().head().is_ok(),
            "questions are answered all the same"
        );
        drop(held);
        assert!(waiting.join().expect("no panic").is_ok());
    });
}

#[test]
fn without_citus_it_is_said_what_to_do() {
    let place = Place::postgres();
    let Location::Postgres(target) = &place.location else {
        panic!("it is PostgreSQL");
    };
    let refused = distribute(target).expect_err("there is no Citus");
    assert!(
        matches!(refused, DistributeError::Absent { .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("`create extension citus`"));
}

/// What would be Citus writes down what it is asked to do.
#[test]
fn every_table_is_distributed_by_its_workspace_and_together() {
    let url = database();
    let place = Place::of(&url);
    drop(place.store());
    psql(
        &url,
        "create schema citus;
         create table citus.pg_dist_partition (logicalrelid oid);
         create table citus.asked (table_name text, by text, beside text, place serial);
         create function public.create_distributed_table(t text, by text, colocate_with text) returns void language sql as
           $$ insert into citus.asked values (t, by, colocate_with);
              insert into citus.pg_dist_partition values (t::regclass) $$",
    );
    psql(
        &url,
        &format!(
            "alter database {} set search_path = public, citus",
            place.location.base_name().display()
        ),
    );
    let Location::Postgres(target) = &place.location else {
        panic!("it is PostgreSQL");
    };
    let done = distribute(target).expect("it is distributed");
    assert!(done.len() >= 13, "{done:?}");
    let asked = psql(
        &url,
        "select table_name, by, beside from citus.asked order by place",
    );
    let mut lines = asked.lines();
    assert_eq!(lines.next(), Some("workspace|workspace|none"));
    assert!(
        lines.all(|line| line.ends_with("|workspace|workspace")),
        "{asked}"
    );
    assert_eq!(distribute(target).expect("an answer"), Vec::<String>::new());
}

/// From here on the server says what it says when its disk is full.
const FULL: &str = "
create function full_disk() returns trigger language plpgsql as
  $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
create trigger full_disk before update on workspace execute function full_disk();
";

#[test]
fn a_server_whose_disk_is_full_is_told_apart_and_goes_on_once_there_is_room() {
    let url = database();
    let mut store = Place::of(&url).store();
    let mut write = || {
        let change = store.begin().expect("a transaction");
        change.commit(&policy(), &Batch::new(Head::start("acme")))
    };
    psql(&url, FULL);
    assert!(matches!(write(), Err(StoreError::Full(_))));
    psql(&url, "drop trigger full_disk on workspace");
    assert!(write().is_ok());
}
