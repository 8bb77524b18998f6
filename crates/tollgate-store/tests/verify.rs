//! Whatever is altered in a database file is found and named.

use std::path::Path;

use rusqlite::Connection;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::verify::{Verdict, verify};
use tollgate_service::writer::Writer;
use tollgate_store::Database;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

/// A file with a history in it.
fn write(path: &Path) {
    let model = MemoryStore::new("acme");
    let store = Database::open(path).expect("a database").workspace("acme");
    let mut model = Writer::open(model, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(7);
    for _ in 0..250 {
        let order = history.next(&model.store().rows());
        model.execute(vec![order.clone()]).expect("an answer");
        writer.execute(vec![order]).expect("an answer");
    }
}

fn verdict(path: &Path) -> Verdict {
    let store = Database::open_existing(path)
        .expect("a database")
        .workspace("acme");
    let mut shadow = Database::scratch().expect("a database").workspace("acme");
    verify(&store, &mut shadow, "acme", &policy(), &mut |_| ()).expect("a verdict")
}

/// After `tampering`, the first difference begins with `named`.
fn check(cases: &[(&str, &str)]) {
    let folder = tempfile::tempdir().expect("a folder");
    let original = folder.path().join("original.db");
    write(&original);
    assert_eq!(verdict(&original).difference, None);
    for (tampering, named) in cases {
        let copy = folder.path().join("copy.db");
        for end in ["", "-wal", "-shm"] {
            let file = |path: &Path| format!("{}{end}", path.display());
            let _ = std::fs::remove_file(file(&copy));
            let _ = std::fs::copy(file(&original), file(&copy));
        }
        let connection = Connection::open(&copy).expect("a connection");
        connection.execute_batch(tampering).expect(tampering);
        drop(connection);
        let found = verdict(&copy)
            .difference
            .map(|difference| difference.to_string())
            .unwrap_or_default();
        assert!(
            found.starts_with(named),
            "after `{tampering}`: {found:?} does not begin with {named:?}"
        );
    }
}

#[test]
fn an_altered_ledger_is_found() {
    check(&[
        (
            "update ledger set body = replace(body, 'crm', 'CRM') where sequence = 5",
            "ledger `entry 5`, body: found digest",
        ),
        (
            "update ledger set body = body || ' ' where sequence = 5",
            "ledger `entry 5`, body",
        ),
        (
            "update ledger set digest = zeroblob(32) where sequence = 5",
            "ledger `entry 5`, body",
        ),
        (
            "update ledger set digest = zeroblob(31) where sequence = 5",
            "ledger `entry 5`: found an entry was expected",
        ),
        (
            "update ledger set hash = zeroblob(32) where sequence = 5",
            "ledger `entry 5`, hash",
        ),
        (
            "update ledger set at = at + 1 where sequence = 5",
            "ledger `entry 5`, at",
        ),
        (
            "update ledger set tag = 'refused' where sequence = 1",
            "ledger `entry 1`, tag: found refused, expected record_observed",
        ),
        (
            "update ledger set record_id = 'X' where sequence = 1",
            "ledger `entry 1`, record: found `",
        ),
        (
            "update ledger set record_id = null where sequence = 1",
            "ledger `entry 1`, record: found nothing",
        ),
        (
            "update ledger set handoff = null where sequence = (select min(sequence) from ledger where tag = 'handoff_routed')",
            "ledger `entry ",
        ),
    ]);
}

#[test]
fn a_lost_or_moved_entry_is_found() {
    check(&[
        ("delete from ledger where sequence = 1", "ledger `entry 1`: found entry 2 in its place"),
        ("delete from ledger where sequence = 9", "ledger `entry 9`: found entry 10 in its place"),
        (
            "delete from ledger where sequence = 9; update ledger set sequence = -sequence where sequence > 9;
             update ledger set sequence = -sequence - 1 where sequence < 0",
            "ledger `entry 9`, hash",
        ),
        (
            "update ledger set sequence = 0 where sequence = 9; update ledger set sequence = 9 where sequence = 10;
             update ledger set sequence = 10 where sequence = 0",
            "ledger `entry 9`, hash",
        ),
        ("delete from ledger where sequence = (select max(sequence) from ledger)", "ledger `entry "),
        ("delete from ledger", "ledger `entry 1`: found nothing in its place"),
        ("update workspace set hash = zeroblob(32)", "workspace `head`, hash"),
        ("update workspace set sequence = 3", "workspace `head`, sequence"),
        ("update workspace set at = at + 1", "workspace `head`, at"),
    ]);
}

#[test]
fn an_altered_row_is_found() {
    let first = |table: &str, set: &str| {
        format!("update {table} set {set} where rowid = (select min(rowid) from {table})")
    };
    let handoff = first(
        "handoff",
        r#"body = replace(body, '"revision":1', '"revision":2')"#,
    );
    let record = first("record", r#"body = replace(body, '"key":', '"key" :')"#);
    check(&[
        (&*handoff, "handoff `"),
        (&record, "record `"),
        (&first("handoff", "live = 1 - live"), "handoff `"),
        (&first("handoff", "due_at = 5"), "handoff `"),
        (&first("handoff", "waiting = 'elsewhere'"), "handoff `"),
        (&first("record", "identity = 'x'"), "record `"),
        (&first("task", "id = upper(id) || 'x'"), "task `"),
        (
            "delete from handoff where id = (select min(id) from handoff)",
            "handoff `",
        ),
        ("update link set to_id = 'X'", "link `"),
        ("delete from standing", "standing `"),
        (
            "update standing set body = replace(body, 'credit', 'Credit')",
            "standing `",
        ),
        ("update presence set body = '{'", "presence `"),
        (
            "insert into suppression values ('acme', 'lead', 'zz@x.example')",
            "suppression `lead zz@x.example`: found a row, expected none",
        ),
        (
            "insert into record values ('acme', 'lead', 'L99', null, null, '{}')",
            "record `lead L99`: found a row, expected none",
        ),
        (
            "update record set body = x'00' where id = 'L1'",
            "record `lead L1`, body: found 1 bytes",
        ),
    ]);
}

#[test]
fn an_altered_policy_is_found() {
    check(&[
        (
            "update revision set source = source || '#'",
            "revision `1`, source: found digest",
        ),
        ("delete from revision", "revision `1`: found no row"),
    ]);
}

#[test]
fn a_difference_is_named_down_to_the_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.db");
    write(&path);
    let connection = Connection::open(&path).expect("a connection");
    let id: String = connection
        .query_row("select min(id) from handoff", [], |row| row.get(0))
        .expect("a handoff");
    connection
        .execute(
            "update handoff set body = json_set(body, '$.clocks[0].started_at', 5) where id = ?1",
            [&id],
        )
        .expect("a change");
    let difference = verdict(&path).difference.expect("a difference");
    assert_eq!(
        (difference.table, difference.key, difference.field.as_str()),
        ("handoff", id, "body.clocks.0.started_at")
    );
    assert_eq!(difference.found, "`5`");
}

#[test]
fn another_workspace_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.db");
    write(&path);
    let connection = Connection::open(&path).expect("a connection");
    connection
        .execute_batch("insert into record values ('other', 'lead', 'L1', null, null, 'nonsense')")
        .expect("a row of another workspace");
    assert_eq!(verdict(&path).difference, None);
}
