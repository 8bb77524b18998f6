//! What the policy keeps for a while is forgotten when that is over: from rows and bodies alike, while the chain and the state
//! still hold.

mod common;

use std::ops::ControlFlow;

use jiff::civil::date;
use tollgate_core::command::{Actor, Command, Dispose, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::ids::RecordRef;
use tollgate_core::policy::Policy;
use tollgate_core::state::{HandoffState, Record, Row, RowKey};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use tollgate_policy::{Source, load};
use tollgate_service::erasure::{Forget, Swept, preview_sweep, sweep};
use tollgate_service::loops::retention::Retention;
use tollgate_service::ports::{Entries, Read as _, Tables as _};
use tollgate_service::verify::{stretch, verify};
use tollgate_service::writer::{Order, Writer};
use tollgate_store::WorkspaceStore;
use tollgate_testkit::policy::TEXT;

use common::{Place, scratch};

/// A Monday morning.
const NINE: i64 = 1_772_442_000_000_000;
const DAY: i64 = 86_400_000_000;

/// Leads are kept for 30 days, how many people work there for 10, and an account's name and size for 20.
fn text() -> String {
    let lead = TEXT.replace("key: email\n", "key: email\nkeep: 30d\n");
    let employees = lead.replace(
        "employees: { type: integer }",
        "employees: { type: integer, keep: 10d }",
    );
    employees
        .replace("name: { type: text }", "name: { type: text, keep: 20d }")
        .replace("of: [small, large] }", "of: [small, large], keep: 20d }")
}

fn policy() -> Policy {
    let checked = load(&Source::new([("policy.yaml", text())]), date(2026, 3, 1));
    let mut policy = checked.policy.expect("a policy");
    policy.revision = 1;
    policy
}

fn writer(place: &Place) -> Writer<WorkspaceStore> {
    Writer::open(place.store(), policy(), &text(), decide, Timestamp::MIN).expect("a writer")
}

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

fn observe(kind: &str, id: &str, fields: &[(&str, Value)], at: i64) -> Order {
    let fields = fields
        .iter()
        .map(|(name, value)| ((*name).into(), value.clone()));
    order(
        at,
        Command::Observe(RecordChange {
            record: RecordRef::new(kind, id),
            created_at: None,
            changed_at: Timestamp::from_micros(at),
            fields: fields.collect(),
        }),
    )
}

fn lead(id: &str, email: &str, at: i64) -> Order {
    let fields = [
        ("email", Value::text(email)),
        ("stage", Value::text("mql")),
        ("employees", Value::Int(31_415)),
        ("account", Value::text("A-1")),
    ];
    observe("lead", id, &fields, at)
}

/// Pat is refused for good on the first day, with a note; Kim's handoff stays open.
fn write(place: &Place) {
    let mut writer = writer(place);
    let account = [
        ("name", Value::text("Zebra Works")),
        ("tier", Value::text("small")),
    ];
    let told = vec![
        observe("account", "A-1", &account, NINE),
        lead("L-1", "pat.smith@corp.example", NINE + 1),
        lead("L-2", "kim@other.example", NINE + 2),
    ];
    writer.execute(told).expect("answers");
    let refuse = Dispose {
        handoff: open_handoff(writer.store(), "L-1"),
        reason: "competitor".into(),
        note: Some("pat.smith@corp.example wants no mail".into()),
        until: None,
    };
    let mut refuse = order(NINE + 3, Command::Reject(refuse));
    refuse.request.actor = Actor::Person("ana".into());
    writer.execute(vec![refuse]).expect("an answer");
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

fn on_day(day: i64) -> Forget {
    Forget {
        at: Timestamp::from_micros(NINE + day * DAY + 10),
        salt: [4; 32],
        key: [5; 32],
    }
}

fn forget(place: &Place, day: i64) -> Swept {
    sweep(&mut place.store(), &policy(), &on_day(day)).expect("a sweep")
}

/// What was forgotten, as `lead L-1: email`.
fn of(swept: &Swept) -> Vec<String> {
    let all = swept.forgotten.iter().map(|one| {
        let fields: Vec<_> = one.fields.iter().map(ToString::to_string).collect();
        format!("{}: {}", one.record, fields.join(", "))
    });
    all.collect()
}

fn record(place: &Place, kind: &str, id: &str) -> Record {
    let want = Want::Row(RowKey::Record(RecordRef::new(kind, id)));
    let rows = place.store().load(&policy(), &[want]).expect("rows");
    let Some(Row::Record(record)) = rows.into_iter().next() else {
        panic!("no {kind} {id}");
    };
    record
}

fn value(place: &Place, kind: &str, id: &str, field: &str) -> Value {
    let policy = policy();
    let slot = policy.kinds[&kind.into()]
        .slot(&field.into())
        .expect("a field");
    record(place, kind, id).value(slot).clone()
}

fn holds(place: &Place) {
    let store = place.store();
    let verdict = verify(&store, &mut scratch(), "acme", &policy(), &mut |_| ());
    assert_eq!(verdict.expect("a verdict").difference, None);
    for after in 0..store.head().expect("a head").sequence {
        let one = stretch(&store, "acme", after, 1).expect("a stretch");
        assert_eq!((one.through, one.broken), (after + 1, None));
    }
}

/// Everything that the ledger and the rows say.
fn everything(place: &Place) -> String {
    let store = place.store();
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

fn each_value_goes_when_its_own_time_is_over(make: fn() -> Place) {
    let place = make();
    write(&place);
    assert_eq!(of(&forget(&place, 9)), [""; 0]);
    let swept = forget(&place, 10);
    assert_eq!(of(&swept), ["lead L-1: employees", "lead L-2: employees"]);
    assert_eq!(swept.next, Some(Timestamp::from_micros(NINE + 20 * DAY)));
    assert!(!everything(&place).contains("31415"));
    let before = everything(&place);
    assert!(before.contains("zebra works") && before.contains("small"));
    assert_eq!(of(&forget(&place, 20)), ["account A-1: name, tier"]);
    let after = everything(&place);
    assert!(
        !after.contains("zebra") && !after.contains("small"),
        "{after}"
    );
    assert_eq!(of(&forget(&place, 30)), ["lead L-1: email"]);
    let left = everything(&place);
    assert!(
        !left.contains("pat.smith") && left.contains("[erased] wants no mail"),
        "{left}"
    );
    assert!(left.contains("kim@other.example"));
    holds(&place);
}

fn whoever_is_worked_is_not_forgotten_yet(make: fn() -> Place) {
    let place = make();
    write(&place);
    let swept = forget(&place, 40);
    assert!(
        !of(&swept).iter().any(|one| one.contains("L-2: email")),
        "{swept:?}"
    );
    let mut writer = writer(&place);
    let reject = Dispose {
        handoff: open_handoff(writer.store(), "L-2"),
        reason: "competitor".into(),
        note: None,
        until: None,
    };
    let mut reject = order(NINE + 40 * DAY + 20, Command::Reject(reject));
    reject.request.actor = Actor::Person("ana".into());
    writer.execute(vec![reject]).expect("an answer");
    let kim = Value::text("kim@other.example");
    assert_eq!(value(&place, "lead", "L-2", "email"), kim);
    assert_eq!(of(&forget(&place, 41)), ["lead L-2: email"]);
    assert_ne!(value(&place, "lead", "L-2", "email"), kim);
    holds(&place);
}

fn what_comes_again_is_kept_for_as_long_again(make: fn() -> Place) {
    let place = make();
    write(&place);
    forget(&place, 10);
    let again = [("employees", Value::Int(27_182))];
    let told = observe("lead", "L-1", &again, NINE + 11 * DAY);
    writer(&place).execute(vec![told]).expect("an answer");
    assert_eq!(of(&forget(&place, 20)), ["account A-1: name, tier"]);
    assert_eq!(
        value(&place, "lead", "L-1", "employees"),
        Value::Int(27_182)
    );
    assert_eq!(of(&forget(&place, 21)), ["lead L-1: employees"]);
    assert_eq!(value(&place, "lead", "L-1", "employees"), Value::Missing);
    assert_eq!(of(&forget(&place, 21)), [""; 0]);
    holds(&place);
}

fn whoever_must_not_be_contacted_stays_so(make: fn() -> Place) {
    let place = make();
    write(&place);
    assert!(record(&place, "lead", "L-1").suppressed);
    forget(&place, 30);
    let is_suppressed = |identity: &str| {
        let want = Want::Row(RowKey::Suppression("lead".into(), identity.into()));
        !place
            .store()
            .load(&policy(), &[want])
            .expect("an answer")
            .is_empty()
    };
    assert!(is_suppressed("pat.smith@corp.example"));
    assert!(!is_suppressed("kim@other.example"));
    let again = lead("L-9", "pat.smith@corp.example", NINE + 31 * DAY);
    writer(&place).execute(vec![again]).expect("an answer");
    holds(&place);
}

/// Of two with one address, one of whom asked not to be contacted, either may be forgotten first.
fn twins_are_forgotten_one_after_another(make: fn() -> Place) {
    for (first, then) in [("L-1", "L-3"), ("L-3", "L-1")] {
        let place = make();
        write(&place);
        let pat = Value::text("pat.smith@corp.example");
        let twin = [("email", pat), ("stage", Value::text("inquiry"))];
        let heard_of = [("intent", Value::Int(5))];
        let told = vec![
            observe("lead", "L-3", &twin, NINE + 4),
            observe("lead", then, &heard_of, NINE + 10 * DAY),
        ];
        writer(&place).execute(told).expect("answers");
        for (day, id) in [(31, first), (41, then)] {
            let forgotten = format!("lead {id}: email");
            let swept = of(&forget(&place, day));
            assert!(
                swept.iter().any(|one| one.starts_with(&forgotten)),
                "{swept:?}"
            );
            holds(&place);
        }
        assert!(!everything(&place).contains("pat.smith"));
        let identity = RowKey::Suppression("lead".into(), "pat.smith@corp.example".into());
        let found = place.store().load(&policy(), &[Want::Row(identity)]);
        assert!(!found.expect("an answer").is_empty());
    }
}

fn what_would_be_forgotten_is_said_and_nothing_is_written(make: fn() -> Place) {
    let place = make();
    write(&place);
    let head = place.store().head().expect("a head");
    let seen = preview_sweep(&place.store(), &policy(), on_day(30).at).expect("a preview");
    assert_eq!(place.store().head().expect("a head"), head);
    assert_eq!(of(&seen), of(&forget(&place, 30)));
}

fn nothing_is_forgotten_by_a_policy_that_is_not_in_force(make: fn() -> Place) {
    let place = make();
    write(&place);
    let other = Policy {
        revision: 2,
        ..policy()
    };
    let head = place.store().head().expect("a head");
    let swept = sweep(&mut place.store(), &other, &on_day(90)).expect("a sweep");
    assert_eq!(of(&swept), [""; 0]);
    assert_eq!(place.store().head().expect("a head"), head);
}

fn a_service_looks_again_when_something_ends_or_the_policy_is_another(make: fn() -> Place) {
    let place = make();
    write(&place);
    let policy = policy();
    let mut retention = Retention::new(place.store());
    let day = |day: i64| on_day(day).at;
    assert!(retention.is_due(&policy, day(0)));
    retention.look(&policy, &on_day(0)).expect("a look");
    assert!(!retention.is_due(&policy, day(0).plus(DAY / 2)));
    assert!(retention.is_due(&policy, day(1)));
    let next = Policy {
        revision: 2,
        ..policy.clone()
    };
    assert!(retention.is_due(&next, day(0)));
    let keeps_all = load(&Source::new([("policy.yaml", TEXT)]), date(2026, 3, 1)).policy;
    assert!(!retention.is_due(&keeps_all.expect("a policy"), day(9)));
}

on_both_databases! {
    each_value_goes_when_its_own_time_is_over
    whoever_is_worked_is_not_forgotten_yet
    what_comes_again_is_kept_for_as_long_again
    whoever_must_not_be_contacted_stays_so
    twins_are_forgotten_one_after_another
    what_would_be_forgotten_is_said_and_nothing_is_written
    nothing_is_forgotten_by_a_policy_that_is_not_in_force
    a_service_looks_again_when_something_ends_or_the_policy_is_another
}
