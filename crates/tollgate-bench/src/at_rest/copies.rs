//! Many handoffs from one, by the database's own means. Their ledger is not copied: nothing at the start reads it.

use std::path::Path;

use rusqlite::Connection;
use tollgate_testkit::postgres::psql;

/// How many rows to add.
pub(super) struct Copies {
    /// Handoffs that are over.
    pub(super) closed: usize,
    /// Handoffs that wait, with clocks that run out tomorrow.
    pub(super) open: usize,
}

impl Copies {
    pub(super) fn add_to_sqlite(&self, file: &Path) {
        let connection = Connection::open(file).expect("the database");
        connection
            .pragma_update(None, "synchronous", "off")
            .expect("a pragma");
        let number = "printf('%012x', n)";
        let numbers = |from, to| {
            format!(
                "(with recursive seq(n) as (select {from} union all select n + 1 from seq where n < {to}) select n from seq)"
            )
        };
        for statement in self.statements(number, numbers) {
            connection.execute(&statement, []).expect("copies");
        }
        connection
            .execute_batch("pragma wal_checkpoint(truncate)")
            .expect("one file");
    }

    pub(super) fn add_to_postgres(&self, url: &str) {
        let number = "lpad(to_hex(n), 12, '0')";
        let numbers =
            |from, to| format!("(select n from generate_series({from}::bigint, {to}::bigint) n)");
        for statement in self.statements(number, numbers) {
            psql(url, &statement);
        }
        psql(url, "vacuum analyze handoff");
    }

    /// The closed ones, then the open ones; `number` writes `n` with twelve digits, `numbers` gives every `n`.
    fn statements(&self, number: &str, numbers: impl Fn(usize, usize) -> String) -> [String; 2] {
        let copy = |(from, to), live, due: &str| {
            format!(
                "insert into handoff (workspace, id, record_kind, record_id, live, live_id, soonest_due, point, counted_at, due_at, body)
                 select workspace, '01a00000-0000-7000-9000-' || {number}, record_kind, 'L-' || n, {live},
                   case {live} when 1 then '01a00000-0000-7000-9000-' || {number} end, case {live} when 1 then cast({due} as bigint) end, point, counted_at, {due},
                   replace(replace(body, id, '01a00000-0000-7000-9000-' || {number}), '\"L-0\"', '\"L-' || n || '\"')
                 from (select * from handoff limit 1) one cross join {} seq",
                numbers(from, to)
            )
        };
        // A microsecond apart: what waits for one instant is listed as one.
        let tomorrow = format!(
            "{} + n",
            jiff::Timestamp::now().as_microsecond() + 86_400_000_000
        );
        let (closed, all) = (self.closed, self.closed + self.open);
        [
            copy((1, closed), 0, "null"),
            copy((closed + 1, all), 1, &tomorrow),
        ]
    }
}
