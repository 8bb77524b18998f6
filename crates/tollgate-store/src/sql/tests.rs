//! The shape that every statement keeps, checked over their texts and by both databases.

mod postgres;

use super::{ALL, Sql, WORKSPACES};
use crate::sqlite::Sqlite;

fn scratch() -> Sqlite {
    Sqlite::scratch().expect("a scratch database")
}

/// All but the one question that is about no workspace.
fn of_one_workspace() -> impl Iterator<Item = &'static &'static Sql> {
    ALL.iter()
        .filter(|statement| statement.name != WORKSPACES.name)
}

/// The tables, each with the first column of its key.
fn tables() -> Vec<(String, String)> {
    let database = scratch();
    let mut tables = database
        .connection
        .prepare("select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.pk = 1")
        .expect("the schema can be asked");
    let keys = tables
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("keys");
    keys.map(|key| key.expect("a key")).collect()
}

#[test]
fn every_key_starts_with_the_workspace() {
    let tables = tables();
    assert!(tables.len() >= 13, "{tables:?}");
    for (table, first) in tables {
        assert_eq!(first, "workspace", "{table}");
    }
}

#[test]
fn every_statement_can_be_prepared() {
    let database = scratch();
    for statement in ALL {
        let prepared = database.connection.prepare(statement.sqlite());
        assert!(prepared.is_ok(), "{}: {:?}", statement.name, prepared.err());
    }
}

#[test]
fn every_statement_holds_every_table_that_it_touches_to_the_workspace() {
    let tables = tables();
    for statement in of_one_workspace() {
        let text = statement.sqlite();
        let is_table = |name: &str| tables.iter().any(|(table, _)| table == name);
        let words: Vec<_> = text.split_whitespace().collect();
        let touched = words
            .windows(2)
            .filter(|pair| ["from", "update"].contains(&pair[0]) && is_table(pair[1]))
            .count();
        let held = text.matches("workspace = ?1").count();
        let inserts = text.starts_with("insert into")
            && text.contains(" (workspace, ")
            && text.contains("values (?1, ");
        assert!(
            inserts && touched == 0 || touched > 0 && held == touched,
            "{}:\n{text}",
            statement.name
        );
    }
}

/// Neither database's own clock, chance or reading of a stored form; rules and instants are handed in.
#[test]
fn no_statement_leans_on_what_is_the_databases_own() {
    let own = [
        "now()", "current_", "random", "json", "->", " like ", "collate", "interval",
    ];
    for statement in ALL {
        for text in [statement.sqlite(), statement.postgres()] {
            let found = own.iter().find(|word| text.contains(**word));
            assert_eq!(found, None, "{}:\n{text}", statement.name);
        }
    }
}

#[test]
fn every_statement_says_what_it_is_for_and_which_index_it_leans_on() {
    for statement in ALL {
        assert!(
            statement.text.starts_with("-- "),
            "{} has no header",
            statement.name
        );
        assert!(
            statement.text.contains("\n-- Index: "),
            "{} names no index",
            statement.name
        );
    }
}

#[test]
fn every_file_is_a_statement() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sql");
    let files = std::fs::read_dir(folder).expect("the folder of statements");
    let mut files: Vec<_> = files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    files.sort();
    let mut names: Vec<_> = ALL
        .iter()
        .map(|statement| format!("{}.sql", statement.name))
        .collect();
    names.sort();
    assert_eq!(files, names);
}

/// A search by the beginning of a key alone walks a whole kind of records; SQLite prefers it where it saves a sort.
#[test]
fn every_statement_leans_on_the_index_that_it_names() {
    let database = scratch();
    let mut indexes = database
        .connection
        .prepare("select name from sqlite_schema where type = 'index' and sql is not null")
        .expect("the schema");
    let indexes: Vec<String> = indexes
        .query_map([], |row| row.get(0))
        .expect("indexes")
        .map(|name| name.expect("a name"))
        .collect();
    for statement in of_one_workspace() {
        let named = indexes
            .iter()
            .find(|index| statement.text.contains(&format!("-- Index: {index} ")));
        let Some(named) = named.filter(|_| !statement.text.contains("insert into")) else {
            continue;
        };
        let plan = format!("explain query plan {}", statement.sqlite());
        let mut plan = database.connection.prepare(&plan).expect("a plan");
        let steps: Vec<String> = plan
            .raw_query()
            .mapped(|row| row.get("detail"))
            .map(|step| step.expect("a step"))
            .collect();
        let uses = steps
            .iter()
            .any(|step| step.contains(&format!("INDEX {named} ")));
        assert!(uses, "{}: {steps:?}", statement.name);
    }
}

#[test]
fn no_statement_walks_or_sorts_a_whole_table() {
    let database = scratch();
    let tables = tables();
    for statement in of_one_workspace() {
        let plan = format!("explain query plan {}", statement.sqlite());
        let mut plan = database.connection.prepare(&plan).expect("a plan");
        let steps = plan
            .raw_query()
            .mapped(|row| row.get::<_, String>("detail"))
            .collect::<Result<Vec<_>, _>>();
        for step in steps.expect("steps") {
            let mut words = step.split(' ');
            let scans = words.next() == Some("SCAN");
            let walks = scans
                && words
                    .next()
                    .is_some_and(|name| tables.iter().any(|(table, _)| table == name));
            // The few alarms that four tables give are put in one order.
            let sorts = step.contains("TEMP B-TREE") && statement.name != "alarms";
            assert!(!walks && !sorts, "{}: {step}", statement.name);
        }
    }
}
