//! The statements and the schema, as PostgreSQL sees them.

use tollgate_testkit::postgres::{database, psql};

use super::{ALL, scratch, tables};
use crate::postgres::{Target, prepared};

/// An empty database with the schema, and its URL.
fn set_up() -> (Target, String) {
    let url = database();
    let target = Target::read(&url).expect("a URL");
    drop(crate::postgres::Postgres::open(&target).expect("a database"));
    (target, url)
}

#[test]
fn every_statement_can_be_prepared() {
    let (target, _) = set_up();
    for statement in ALL {
        let outcome = prepared(&target, statement);
        assert_eq!(outcome, Ok(()), "{}", statement.name);
    }
}

#[test]
fn every_table_has_the_columns_and_the_key_that_it_has_in_sqlite() {
    let (_, url) = set_up();
    let sqlite = scratch();
    for (table, _) in tables() {
        let mut columns = sqlite
            .connection
            .prepare("select group_concat(name, ' ') from pragma_table_info(?1)")
            .expect("the schema can be asked");
        let columns: String = columns
            .query_row([&table], |row| row.get(0))
            .expect("columns");
        let asked = format!(
            "select string_agg(attname, ' ' order by attnum) from pg_attribute
              where attrelid = '{table}'::regclass and attnum > 0"
        );
        assert_eq!(psql(&url, &asked), columns, "{table}");
        let key = format!(
            "select string_agg(a.attname, ' ' order by k.place)
               from pg_index i, unnest(i.indkey) with ordinality as k(column_number, place), pg_attribute a
              where i.indrelid = '{table}'::regclass and i.indisprimary
                and a.attrelid = i.indrelid and a.attnum = k.column_number"
        );
        assert_eq!(psql(&url, &key), key_in_sqlite(&sqlite, &table), "{table}");
    }
}

fn key_in_sqlite(sqlite: &crate::sqlite::Sqlite, table: &str) -> String {
    let asked = "select group_concat(name, ' ')
        from (select name from pragma_table_info(?1) where pk > 0 order by pk)";
    let mut key = sqlite.connection.prepare(asked).expect("the schema");
    key.query_row([table], |row| row.get(0)).expect("a key")
}

/// Citus puts the rows of a workspace together, and can hold only what says the workspace to it.
#[test]
fn every_key_and_index_starts_with_the_workspace() {
    let (_, url) = set_up();
    let others = psql(
        &url,
        "select c.relname
           from pg_index i
           join pg_class c on c.oid = i.indexrelid
           join pg_class t on t.oid = i.indrelid
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
          where c.relnamespace = 'public'::regnamespace
            and a.attname <> 'workspace' and t.relname <> 'schema_version'",
    );
    assert_eq!(others, "");
}

#[test]
fn every_text_compares_bytewise() {
    let (_, url) = set_up();
    let others = psql(
        &url,
        r#"select attrelid::regclass || '.' || attname
             from pg_attribute
             join pg_class c on c.oid = attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
              and atttypid = 'text'::regtype and attcollation <> '"C"'::regcollation"#,
    );
    assert_eq!(others, "");
}

/// Without statistics the server guesses, and a guess that walks a kind of records makes a young database slow until it is
/// analysed.
#[test]
fn every_question_leans_on_its_index_before_the_server_knows_the_tables() {
    let (_, url) = set_up();
    fill(&url);
    for statement in ALL.iter().filter(|one| !one.text.contains("insert into")) {
        let Some((_, named)) = statement.text.split_once("-- Index: ") else {
            continue;
        };
        let named = named.split_whitespace().next().unwrap_or_default();
        if !named.contains('_') {
            continue;
        }
        let parameters = (1..20).filter(|n| statement.postgres().contains(&format!("${n}")));
        let nulls = vec!["null"; parameters.count()].join(", ");
        let plan = psql(
            &url,
            &format!(
                "set plan_cache_mode = force_generic_plan; prepare asked as {};\nexplain execute asked ({nulls})",
                statement.postgres()
            ),
        );
        let named = named.trim_end_matches([',', '.', ';']);
        assert!(
            plan.contains(&format!(" {named} ")),
            "{}:\n{plan}",
            statement.name
        );
    }
}

/// Many rows that were never looked at by the server's own upkeep.
fn fill(url: &str) {
    for (table, _) in tables() {
        psql(
            url,
            &format!("alter table {table} set (autovacuum_enabled = off)"),
        );
    }
    psql(
        url,
        "insert into record
         select 'acme', 'lead', 'L-' || n, 'somebody' || n || '@with.a.long.name.example', n, 'body of it'
           from generate_series(1, 20000) as n;
         insert into handoff
         select 'acme', 'h' || n, 'lead', 'L-' || n, 1, 'inbound', 'ana', n, 'body of it', 'h' || n, n, 'ben', 'to_sales', n
           from generate_series(1, 20000) as n;
         insert into task
         select 'acme', 't' || n, 'lead', 'L-' || n, n, 'body of it', 'inbound', 'ana' from generate_series(1, 20000) as n;
         insert into link
         select 'acme', 'lead', 'L-' || n, 'account', 'account', 'A-' || n from generate_series(1, 20000) as n;
         insert into ledger
         select 'acme', n, n, 'record_observed', 'lead', 'L-' || n, null, 'body of it', '', ''
           from generate_series(1, 20000) as n",
    );
}
