//! A person is erased: nothing of them is left in the database, the chain and the state still hold, and figures stay.

mod common;

use std::ops::ControlFlow;
use std::sync::Arc;

use tollgate_core::command::{Actor, Command, Dispose, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::ids::RecordRef;
use tollgate_core::state::{HandoffState, RowKey};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_service::erasure::{self, EraseError, Outcome, Who};
use tollgate_service::export::{Scope, check, export};
use tollgate_service::ports::secrets::{Reseal, Secrets as _};
use tollgate_service::ports::{Entries, Read, StoreError};
use tollgate_service::seal::{Key, Seals};
use tollgate_service::verify::{Verdict, stretch, verify};
use tollgate_service::writer::{Order, Writer};
use tollgate_store::{Location, WorkspaceStore};
use tollgate_testkit::policy::{TEXT, policy};

use common::{Place, scratch};

/// A Monday morning.
const NINE: i64 = 1_772_442_000_000_000;

fn order(at: i64, command: Command) -> Order {
    Order {
        delivery: None,
        request: Request {
            actor: Actor::System("crm".into()),
            command,
        },
        at: Timestamp::from_micros(at),
    }
}

fn lead(id: &str, email: &str, at: i64) -> Order {
    let text = |text: &str| Value::Text(text.into());
    order(
        at,
        Command::Observe(RecordChange {
            record: RecordRef::new("lead", id),
            created_at: None,
            changed_at: Timestamp::from_micros(at),
            fields: vec![
                ("email".into(), text(email)),
                ("stage".into(), text("mql")),
                ("employees".into(), Value::Int(50)),
            ],
        }),
    )
}

/// Pat comes twice and asks not to be contacted; Kim comes too, and what is said of Kim names Pat.
fn write(place: &Place) {
    let mut writer =
        Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let leads = vec![
        lead("L-1", "Pat.Smith@corp.example", NINE),
        lead("L-2", "kim@other.example", NINE + 1),
        lead("L-3", "pat.smith@corp.example", NINE + 2),
    ];
    writer.execute(leads).expect("answers");
    for (id, note) in [
        ("L-1", "pat.smith@corp.example wants no mail"),
        ("L-2", "sits beside pat.smith@corp.example"),
    ] {
        let handoff = open_handoff(writer.store(), id);
        let dispose = Dispose {
            handoff,
            reason: "competitor".into(),
            note: Some(note.into()),
            until: None,
        };
        let mut accept = order(NINE + 3, Command::Reject(dispose));
        accept.request.actor = Actor::Person("ana".into());
        writer.execute(vec![accept]).expect("an answer");
    }
}

fn open_handoff(store: &WorkspaceStore, id: &str) -> tollgate_core::ids::HandoffId {
    let mut found = None;
    store
        .handoffs(&mut |row| {
            if row.record == RecordRef::new("lead", id) && row.state == HandoffState::Offered {
                found = Some(row.id);
            }
            ControlFlow::Continue(())
        })
        .expect("handoffs");
    found.expect("an open handoff")
}

fn of(who: Who) -> erasure::Order {
    erasure::Order {
        who,
        by: Actor::Person("dpo".into()),
        at: Timestamp::from_micros(NINE + 86_400_000_000),
        salt: [4; 32],
        key: [5; 32],
    }
}

fn pat() -> erasure::Order {
    of(Who::Identity("PAT.smith@corp.example".into()))
}

fn erase(place: &Place) -> Outcome {
    erasure::erase(&mut place.store(), &policy(), &pat()).expect("an erasure")
}

fn verdict(place: &Place) -> Verdict {
    let store = place.store();
    verify(&store, &mut scratch(), "acme", &policy(), &mut |_| ()).expect("a verdict")
}

/// Checked an entry at a time, what was erased is accounted for by what comes later.
fn holds_entry_by_entry(place: &Place) {
    let store = place.store();
    for after in 0..store.head().expect("a head").sequence {
        let one = stretch(&store, "acme", after, 1).expect("a stretch");
        assert_eq!((one.through, one.broken), (after + 1, None));
    }
}

/// Everything that the ledger and the rows say.
fn everything(store: &WorkspaceStore) -> String {
    use tollgate_service::ports::Tables as _;
    let mut all = String::new();
    let mut each = |entry: tollgate_service::ledger::Entry| {
        all.push_str(&entry.body);
        all.push('\n');
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, &mut each).expect("a ledger");
    for table in store.tables() {
        let rows = store.page(table, &[], 500).expect("rows");
        all.push_str(&format!("{rows:?}\n"));
    }
    all.to_lowercase()
}

fn nothing_is_left_of_a_person_and_everything_still_holds(make: fn() -> Place) {
    let place = make();
    write(&place);
    let before = place.store().head().expect("a head");
    assert!(everything(&place.store()).contains("pat.smith@corp.example"));
    let outcome = erase(&place);
    assert_eq!(
        outcome.records,
        [RecordRef::new("lead", "L-1"), RecordRef::new("lead", "L-3")]
    );
    assert!(
        outcome.entries >= 4 && outcome.rows >= 4 && outcome.suppressed,
        "{outcome:?}"
    );
    assert_eq!(outcome.sequence, Some(before.sequence + 1));
    let after = everything(&place.store());
    assert!(!after.contains("pat.smith"), "{after}");
    assert!(
        after.contains("kim@other.example") && after.contains("sits beside [erased]"),
        "{after}"
    );
    let verdict = verdict(&place);
    assert_eq!(verdict.difference, None);
    assert_eq!(verdict.erased, u64::try_from(outcome.entries).expect("few"));
    assert_eq!(place.store().head().expect("a head").at, before.at);
    holds_entry_by_entry(&place);
}

fn what_is_altered_besides_is_still_found(make: fn() -> Place) {
    let place = make();
    write(&place);
    erase(&place);
    place.alter("update ledger set body = replace(body, 'erased-', 'Erased-') where sequence = 1");
    let found = verdict(&place)
        .difference
        .map(|difference| difference.to_string());
    let found = found.unwrap_or_default();
    assert!(
        found.starts_with("ledger `entry 1`, body: found digest"),
        "{found}"
    );
}

fn a_person_who_was_erased_stays_suppressed(make: fn() -> Place) {
    let place = make();
    write(&place);
    erase(&place);
    let is_suppressed = |identity: &str| {
        let want = Want::Row(RowKey::Suppression("lead".into(), identity.into()));
        let found = place.store().load(&policy(), &[want]).expect("an answer");
        !found.is_empty()
    };
    assert!(is_suppressed("pat.smith@corp.example"));
    assert!(!is_suppressed("pat@corp.example"));
    let mut writer =
        Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    writer
        .execute(vec![lead(
            "L-9",
            "pat.smith@corp.example",
            NINE + 90_000_000_000,
        )])
        .expect("an answer");
    assert_eq!(verdict(&place).difference, None);
}

fn seals(byte: u8) -> Arc<Seals> {
    Arc::new(Seals::of(vec![Key::of([byte; 32])]))
}

/// True where the key of [`of`] stands in the database, as it is or as digits.
fn tells_the_key(place: &Place) -> bool {
    let all = place.at_rest();
    all.contains(&"\u{5}".repeat(32)) || all.contains(&"05".repeat(32))
}

fn is_suppressed(store: &WorkspaceStore) -> Result<bool, StoreError> {
    let want = Want::Row(RowKey::Suppression(
        "lead".into(),
        "pat.smith@corp.example".into(),
    ));
    let found = store.load(&policy(), &[want])?;
    Ok(!found.is_empty())
}

fn the_key_of_suppressions_is_sealed_where_there_is_a_key_for_that(make: fn() -> Place) {
    let place = make();
    write(&place);
    let mut store = place.store().sealed_by(&seals(1));
    erasure::erase(&mut store, &policy(), &pat()).expect("an erasure");
    assert!(is_suppressed(&store).expect("an answer"));
    drop(store);
    assert!(!tells_the_key(&place));
    let without = is_suppressed(&place.store());
    assert!(matches!(without, Err(StoreError::Sealed(_))), "{without:?}");

    let both = Seals::of(vec![Key::of([2; 32]), Key::of([1; 32])]);
    let mut store = place.store().sealed_by(&Arc::new(both));
    assert_eq!(store.reseal(Reseal::All).expect("sealed anew"), 1);
    drop(store);
    let store = place.store().sealed_by(&seals(2));
    assert!(is_suppressed(&store).expect("an answer"));
    assert!(!tells_the_key(&place));
}

/// As it was kept without a key, and as it was kept before secrets were sealed.
fn a_key_of_suppressions_in_the_open_is_sealed_at_the_next_start_with_a_key(make: fn() -> Place) {
    for is_old in [false, true] {
        let place = make();
        write(&place);
        erase(&place);
        if is_old {
            let digits = "05".repeat(32);
            let bytes = match place.location {
                Location::File(_) => format!("x'{digits}'"),
                Location::Postgres(_) => format!("'\\x{digits}'"),
            };
            place.alter(&format!(
                "insert into personal_key values ('acme', 'suppression', {bytes}); delete from secret"
            ));
        }
        assert!(tells_the_key(&place));
        assert!(is_suppressed(&place.store()).expect("an answer"));
        let mut store = place.store().sealed_by(&seals(1));
        assert_eq!(store.reseal(Reseal::Open).expect("sealed"), 1);
        assert!(is_suppressed(&store).expect("an answer"));
        assert_eq!(store.reseal(Reseal::Open).expect("nothing to do"), 0);
        drop(store);
        assert!(!tells_the_key(&place), "old: {is_old}");
    }
}

fn erasing_again_changes_nothing(make: fn() -> Place) {
    let place = make();
    write(&place);
    erase(&place);
    let head = place.store().head().expect("a head");
    let again = of(Who::Record(RecordRef::new("lead", "L-1")));
    let outcome = erasure::erase(&mut place.store(), &policy(), &again).expect("an answer");
    assert_eq!(
        (outcome.entries, outcome.rows, outcome.sequence),
        (0, 0, None)
    );
    assert_eq!(place.store().head().expect("a head"), head);
}

fn a_look_ahead_says_the_same_and_writes_nothing(make: fn() -> Place) {
    let place = make();
    write(&place);
    let head = place.store().head().expect("a head");
    let seen = erasure::preview(&place.store(), &policy(), &pat()).expect("a preview");
    assert_eq!(place.store().head().expect("a head"), head);
    let done = erase(&place);
    assert_eq!((seen.records, seen.entries), (done.records, done.entries));
}

fn nobody_is_erased_by_a_name_that_is_not_known(make: fn() -> Place) {
    let place = make();
    write(&place);
    let nobody = of(Who::Identity("nobody@corp.example".into()));
    let fault = erasure::erase(&mut place.store(), &policy(), &nobody).expect_err("nobody");
    assert!(matches!(fault, EraseError::Unknown(_)), "{fault}");
}

fn an_export_of_an_erased_ledger_is_good(make: fn() -> Place) {
    let place = make();
    write(&place);
    let outcome = erase(&place);
    for record in [None, Some(RecordRef::new("lead", "L-1"))] {
        let scope = Scope {
            workspace: "acme".to_owned(),
            record,
            handoff: None,
            after: 0,
        };
        let mut lines = Vec::new();
        export(&place.store(), &scope, None, Timestamp::MIN, &mut |line| {
            lines.push(Ok(line));
            ControlFlow::Continue(())
        })
        .expect("an export");
        let checked = check(lines, None).expect("a good export");
        assert!(0 < checked.erased && checked.erased <= outcome.entries as u64);
    }
}

on_both_databases! {
    nothing_is_left_of_a_person_and_everything_still_holds
    what_is_altered_besides_is_still_found
    a_person_who_was_erased_stays_suppressed
    the_key_of_suppressions_is_sealed_where_there_is_a_key_for_that
    a_key_of_suppressions_in_the_open_is_sealed_at_the_next_start_with_a_key
    erasing_again_changes_nothing
    a_look_ahead_says_the_same_and_writes_nothing
    nobody_is_erased_by_a_name_that_is_not_known
    an_export_of_an_erased_ledger_is_good
}
