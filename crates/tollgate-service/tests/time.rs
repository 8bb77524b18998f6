//! Time alone: what waits for an instant is looked at when it comes, whatever is kept in memory and whoever is back.

use jiff::civil::date;
use tollgate_core::command::{Activity, Actor, Command, Direction, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::ids::RecordRef;
use tollgate_core::state::{Availability, HandoffState};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_service::writer::{Limits, Order, Writer};
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an instant")
}

/// A writer that keeps nothing in memory between transactions.
fn forgetful() -> Writer<MemoryStore> {
    let store = MemoryStore::new("acme");
    let writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    writer.within(Limits {
        entries: 100,
        rows: 0,
    })
}

fn give(writer: &mut Writer<MemoryStore>, when: &str, command: Command) {
    let order = Order {
        delivery: None,
        request: Request {
            actor: Actor::System("crm".into()),
            command,
        },
        at: at(when),
    };
    writer.execute(vec![order]).expect("memory answers");
}

fn change(kind: &str, id: &str, when: &str, fields: &[(&str, Value)]) -> Command {
    let fields = fields.iter().cloned();
    Command::Observe(RecordChange {
        record: RecordRef::new(kind, id),
        created_at: None,
        changed_at: at(when),
        fields: fields.map(|(name, value)| (name.into(), value)).collect(),
    })
}

#[test]
fn time_looks_at_the_rows_that_wait_for_this_very_instant() {
    let mut writer = forgetful();
    let opened = "2026-03-03T15:00:00Z";
    let mql = change("lead", "L1", opened, &[("stage", Value::text("mql"))]);
    give(&mut writer, opened, mql);
    writer
        .pass(at("2026-03-03T16:00:00Z"))
        .expect("memory answers");
    let states: Vec<_> = writer
        .store()
        .rows()
        .handoffs()
        .map(|row| row.state)
        .collect();
    assert_eq!(
        states,
        [HandoffState::Returned],
        "the hold of an hour is over"
    );
}

#[test]
fn whoever_comes_back_at_night_takes_what_waits_when_they_open() {
    let mut writer = forgetful();
    for person in ["eve", "fay"] {
        let away = Command::SetAvailability(person.into(), Availability::Away(None));
        give(&mut writer, "2026-03-03T15:00:00Z", away);
    }
    for (deal, when) in [
        ("O1", "2026-03-03T16:00:00Z"),
        ("O2", "2026-03-03T17:00:00Z"),
    ] {
        let fields = [
            ("stage", Value::text("won")),
            ("amount", Value::Money(990_000)),
            ("close_date", Value::Date(date(2026, 3, 3))),
        ];
        give(
            &mut writer,
            when,
            change("opportunity", deal, when, &fields),
        );
    }
    // Late in the evening where the office is, which opens at nine.
    let here = Command::SetAvailability("fay".into(), Availability::Here);
    give(&mut writer, "2026-03-05T03:00:00Z", here);
    writer
        .pass(at("2026-03-05T14:00:00Z"))
        .expect("memory answers");
    let rows = writer.store().rows();
    let owners: Vec<_> = rows.handoffs().map(|row| row.owner.clone()).collect();
    assert_eq!(owners, [Some("fay".into()), Some("fay".into())]);
}

#[test]
fn a_touch_that_is_told_late_counts_to_when_it_was_though_the_owner_has_changed() {
    const HALF_AN_HOUR: i64 = 1_800_000_000;
    let mut writer = forgetful();
    let opened = "2026-03-03T15:00:00Z";
    let fields = [
        ("stage", Value::text("mql")),
        ("employees", Value::Int(50)),
        ("owner", Value::text("dana")),
    ];
    give(&mut writer, opened, change("lead", "L1", opened, &fields));
    let handoff = {
        let rows = writer.store().rows();
        let handoff = rows.handoffs().next().expect("it opened");
        assert_ne!(handoff.owner, Some("cho".into()));
        handoff.id
    };
    let reassigned = Command::Reassign(handoff, "cho".into());
    give(&mut writer, "2026-03-03T15:45:00Z", reassigned);
    let called = Command::Log(Activity {
        id: "call 1".into(),
        record: Some(RecordRef::new("lead", "L1")),
        of: "call".into(),
        direction: Direction::Outbound,
        by: Some("cho".into()),
        automated: false,
        tag: None,
        at: at("2026-03-03T15:30:00Z"),
    });
    give(&mut writer, "2026-03-03T15:50:00Z", called);
    let rows = writer.store().rows();
    let handoff = rows.handoff(&handoff).expect("it is there");
    let clock = handoff.clock(&"first_touch".into()).expect("it ran");
    assert_eq!(clock.elapsed, Some(HALF_AN_HOUR));
    assert_eq!(clock.segments.total(), HALF_AN_HOUR);
    assert_eq!(clock.segments.working, HALF_AN_HOUR);
}
