//! The same rows into a database of PostgreSQL: one insert of many rows for each transaction.

use std::time::Instant;

use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

/// A table, and its rows as SQL writes them: `('acme',1,…)`.
type Rows = (String, Vec<String>);

/// How many rows the database at `from` holds.
pub(crate) fn count(from: &str) -> usize {
    on(from, async |client| {
        let tables = read(client).await;
        tables.iter().map(|(_, rows)| rows.len()).sum()
    })
}

/// Inserts every row of the database at `from` into the empty one of the same schema at `to`, so many rows in a
/// transaction; returns the seconds.
pub(crate) fn insert_again(from: &str, to: &str, rows_together: usize) -> f64 {
    let tables = on(from, read);
    on(to, async |client| {
        let started = Instant::now();
        for (table, rows) in &tables {
            for chunk in rows.chunks(rows_together.max(1)) {
                let insert = format!("insert into {table} values {}", chunk.join(","));
                client
                    .batch_execute(&insert)
                    .await
                    .expect("rows that were there before");
            }
        }
        started.elapsed().as_secs_f64()
    })
}

fn on<T>(url: &str, act: impl AsyncFnOnce(&Client) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls)
            .await
            .expect("the server");
        let driven = tokio::spawn(connection);
        let result = act(&client).await;
        drop(client);
        drop(driven.await);
        result
    })
}

async fn read(client: &Client) -> Vec<Rows> {
    let names = texts(
        client,
        "select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_version' order by 1",
    )
    .await;
    let mut tables = Vec::new();
    for name in names {
        tables.push((name.clone(), rows(client, &name).await));
    }
    tables
}

/// A table's rows in the order in which they came: by the ledger's sequence where they have it, else as they lie there.
async fn rows(client: &Client, table: &str) -> Vec<String> {
    let columns = texts(
        client,
        &format!("select column_name from information_schema.columns where table_name = '{table}' order by ordinal_position"),
    )
    .await;
    let order = if columns.iter().any(|column| column == "sequence") {
        "order by sequence"
    } else {
        ""
    };
    let cells: Vec<String> = columns
        .iter()
        .map(|column| format!("coalesce(quote_nullable({column}), 'null')"))
        .collect();
    let row = cells.join(" || ',' || ");
    texts(
        client,
        &format!("select '(' || {row} || ')' from {table} {order}"),
    )
    .await
}

async fn texts(client: &Client, statement: &str) -> Vec<String> {
    let answered = client.simple_query(statement).await.expect("an answer");
    let rows = answered.into_iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    rows.collect()
}
