//! What a transaction writes, kept until it commits: then every table's rows go in few statements.

use std::ops::Range;

use tokio_postgres::{Client, Error};

use super::many;
use super::pipeline::{Answer, in_turn};
use crate::driver::Val;
use crate::sql::Sql;

/// The most rows of one statement: what goes over the line at once stays small.
const ROWS_MAX: usize = 2_000;

/// Rows to be written.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The texts and bytes of all cells, one after another.
    bytes: Vec<u8>,
    tables: Vec<Rows>,
}

/// The rows of one statement.
#[derive(Debug)]
struct Rows {
    statement: &'static Sql,
    /// The first value, which all rows have: the workspace.
    first: Spot,
    /// How many values a row has after it.
    own: usize,
    cells: Vec<Spot>,
}

/// Where a value lies.
#[derive(Clone, Debug)]
enum Spot {
    Null,
    Int(i64),
    Text(Range<usize>),
    Bytes(Range<usize>),
}

impl Gathered {
    /// Adds what `statement` writes with `values`.
    pub(super) fn add(&mut self, statement: &'static Sql, values: &[Val<'_>]) {
        let place = self
            .tables
            .iter()
            .position(|rows| std::ptr::eq(rows.statement, statement));
        let place = place.unwrap_or_else(|| {
            let first = self.spot(values[0]);
            self.tables.push(Rows {
                statement,
                first,
                own: values.len() - 1,
                cells: Vec::new(),
            });
            self.tables.len() - 1
        });
        for value in &values[1..] {
            let spot = self.spot(*value);
            self.tables[place].cells.push(spot);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.tables.clear();
    }

    /// Sends everything and `commit` after it, and waits for the answers.
    pub(super) async fn send(&self, client: &Client) -> Result<(), Error> {
        let mut answers: Vec<Answer<'_, ()>> = Vec::new();
        for rows in &self.tables {
            for cells in rows.cells.chunks(rows.own * ROWS_MAX) {
                answers.push(Box::pin(self.chunk(client, rows, cells)));
            }
        }
        // Where one of them failed, this ends the transaction without writing anything.
        answers.push(Box::pin(client.batch_execute("commit")));
        in_turn(answers).await.map(drop)
    }

    async fn chunk(&self, client: &Client, rows: &Rows, cells: &[Spot]) -> Result<(), Error> {
        let row = |spots: &[Spot]| spots.iter().map(|spot| self.value(spot)).collect();
        let given: Vec<Vec<Val<'_>>> = cells.chunks(rows.own).map(row).collect();
        let first = self.value(&rows.first);
        many::write(client, rows.statement.postgres(), first, &given).await
    }

    fn spot(&mut self, value: Val<'_>) -> Spot {
        match value {
            Val::Null => Spot::Null,
            Val::Int(whole) => Spot::Int(whole),
            Val::Text(text) | Val::Other(text) => Spot::Text(self.keep(text.as_bytes())),
            Val::Bytes(bytes) => Spot::Bytes(self.keep(bytes)),
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        from..self.bytes.len()
    }

    fn value(&self, spot: &Spot) -> Val<'_> {
        match spot {
            Spot::Null => Val::Null,
            Spot::Int(whole) => Val::Int(*whole),
            Spot::Text(range) => std::str::from_utf8(&self.bytes[range.clone()])
                .map(Val::Text)
                .expect("what was kept as text is text"),
            Spot::Bytes(range) => Val::Bytes(&self.bytes[range.clone()]),
        }
    }
}
