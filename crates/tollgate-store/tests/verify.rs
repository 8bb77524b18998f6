//! Whatever is altered in a database is found and named.

mod common;

use std::ops::ControlFlow;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::Read;
use tollgate_service::verify::{Verdict, stretch, verify};
use tollgate_service::writer::Writer;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

use common::{Place, scratch};

/// Writes a history.
fn write(place: &Place) {
    let model = MemoryStore::new("acme");
    let mut model = Writer::open(model, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut writer =
        Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(7);
    for _ in 0..250 {
        let order = history.next(&model.store().rows());
        model.execute(vec![order.clone()]).expect("an answer");
        writer.execute(vec![order]).expect("an answer");
    }
}

fn verdict(place: &Place) -> Verdict {
    let store = place.store();
    verify(&store, &mut scratch(), "acme", &policy(), &mut |_| ()).expect("a verdict")
}

/// After `tampering`, the first difference begins with `named`.
fn check(make: fn() -> Place, cases: &[(&str, &str)]) {
    let original = make();
    write(&original);
    assert_eq!(verdict(&original).difference, None);
    for (tampering, named) in cases {
        let copy = original.copy();
        copy.alter(tampering);
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

fn an_altered_ledger_is_found(make: fn() -> Place) {
    check(
        make,
        &[
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
        ],
    );
}

fn a_lost_or_moved_entry_is_found(make: fn() -> Place) {
    check(make, &[
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

fn an_altered_row_is_found(make: fn() -> Place) {
    let first = |table: &str, set: &str| {
        format!("update {table} set {set} where id = (select min(id) from {table})")
    };
    let handoff = first(
        "handoff",
        r#"body = replace(body, '"revision":1', '"revision":2')"#,
    );
    let record = first("record", r#"body = replace(body, '"key":', '"key" :')"#);
    check(
        make,
        &[
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
        ],
    );
}

fn an_altered_policy_is_found(make: fn() -> Place) {
    check(
        make,
        &[
            (
                "update revision set source = source || '#'",
                "revision `1`, source: found digest",
            ),
            ("delete from revision", "revision `1`: found no row"),
        ],
    );
}

fn a_difference_is_named_down_to_the_field(make: fn() -> Place) {
    let place = make();
    write(&place);
    let mut first = None;
    place
        .store()
        .handoffs(&mut |row| {
            first = row.clocks.first().map(|clock| (row.id, clock.started_at));
            ControlFlow::Break(())
        })
        .expect("handoffs");
    let (id, started_at) = first.expect("a handoff with a clock");
    let started_at = started_at.as_micros();
    place.alter(&format!(
        "update handoff set body = replace(body, '\"started_at\":{started_at}', '\"started_at\":5') where id = '{id}'"
    ));
    let difference = verdict(&place).difference.expect("a difference");
    assert_eq!(
        (difference.table, difference.key, difference.field.as_str()),
        ("handoff", id.to_string(), "body.clocks.0.started_at")
    );
    assert_eq!(difference.found, "`5`");
}

fn another_workspace_is_left_out(make: fn() -> Place) {
    let place = make();
    write(&place);
    place.alter("insert into record values ('other', 'lead', 'L1', null, null, 'nonsense')");
    assert_eq!(verdict(&place).difference, None);
}

/// The first entry that does not hold, by checking the chain a stretch at a time; nothing where all do.
fn walked(place: &Place) -> String {
    let (store, mut after) = (place.store(), 0);
    loop {
        let stretch = stretch(&store, "acme", after, 7).expect("a stretch");
        if let Some((sequence, difference)) = stretch.broken {
            assert_eq!(stretch.through, sequence - 1);
            return difference.to_string();
        }
        if stretch.through == stretch.head {
            return String::new();
        }
        assert!(stretch.through > after, "it goes on");
        after = stretch.through;
    }
}

fn stretch_by_stretch_the_same_is_found(make: fn() -> Place) {
    let original = make();
    write(&original);
    assert_eq!(walked(&original), "");
    for (tampering, named) in [
        (
            "update ledger set body = body || ' ' where sequence = 5",
            "ledger `entry 5`, body",
        ),
        (
            "update ledger set body = body || ' ' where sequence = 7",
            "ledger `entry 7`, body",
        ),
        (
            "update ledger set hash = zeroblob(32) where sequence = 8",
            "ledger `entry 8`, hash",
        ),
        (
            "update ledger set digest = zeroblob(31) where sequence = 5",
            "ledger `entry 5`: found an entry",
        ),
        (
            "update ledger set tag = 'refused' where sequence = 1",
            "ledger `entry 1`, tag",
        ),
        (
            "delete from ledger where sequence = 9",
            "ledger `entry 9`: found entry 10 in its place",
        ),
        (
            "delete from ledger where sequence = (select max(sequence) from ledger)",
            "ledger `entry ",
        ),
        (
            "delete from ledger",
            "ledger `entry 1`: found nothing in its place",
        ),
        (
            "update workspace set hash = zeroblob(32)",
            "workspace `head`, hash",
        ),
    ] {
        let copy = original.copy();
        copy.alter(tampering);
        let found = walked(&copy);
        assert!(found.starts_with(named), "after `{tampering}`: {found:?}");
    }
}

on_both_databases! {
    stretch_by_stretch_the_same_is_found
    an_altered_ledger_is_found
    a_lost_or_moved_entry_is_found
    an_altered_row_is_found
    an_altered_policy_is_found
    a_difference_is_named_down_to_the_field
    another_workspace_is_left_out
}

/// SQLite takes bytes in a column of text.
#[test]
fn bytes_in_place_of_text_are_found() {
    check(
        Place::sqlite,
        &[(
            "update record set body = x'00' where id = 'L1'",
            "record `lead L1`, body: found 1 bytes",
        )],
    );
}
