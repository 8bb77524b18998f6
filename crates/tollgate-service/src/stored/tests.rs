//! What is written is read back, and one value has one text.

use tollgate_core::event::Event;
use tollgate_core::ids::FieldName;
use tollgate_core::policy::Kind;
use tollgate_core::state::{
    Clock, Handoff, Held, Presence, Record, Standing, Task, Trace, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::value::{FieldType, Value};
use tollgate_testkit::any::Any;
use tollgate_testkit::policy::policy;
use tollgate_testkit::seed::Seed;

use super::{Stored, from_text, get_record, put_record, to_text};

/// Any values of the type come back, and are written the same again.
fn check<T: Any + Stored + PartialEq + std::fmt::Debug>() {
    for seed in 0..2_000 {
        let value = T::any(&mut Seed::new(seed));
        let text = to_text(&value);
        let back: T =
            from_text(&text).unwrap_or_else(|fault| panic!("seed {seed}: {fault}\n{text}"));
        assert_eq!(back, value, "seed {seed}: {text}");
        assert_eq!(to_text(&back), text, "seed {seed}");
    }
}

#[test]
fn every_event_comes_back() {
    check::<Event>();
}

#[test]
fn every_row_comes_back() {
    check::<Handoff>();
    check::<Clock>();
    check::<Task>();
    check::<Standing>();
    check::<Presence>();
    check::<Waiver>();
    check::<Violation>();
    check::<Held>();
    check::<Value>();
}

fn any_record(seed: &mut Seed, kind: &Kind) -> Record {
    let mut record = Record::new(Any::any(seed), kind, Any::any(seed));
    record.journey = Any::any(seed);
    record.stage_since = Any::any(seed);
    for (held, field) in record.fields.iter_mut().zip(&kind.fields) {
        *held = Any::any(seed);
        if !field.of.holds(&held.value) {
            held.value = Value::Missing;
        }
    }
    record.undeclared = Any::any(seed);
    record
        .undeclared
        .retain(|name, _| kind.slot(name).is_none());
    record.pushes = Any::any(seed);
    record.did = Any::any(seed);
    record.trail = Vec::<Trace>::any(seed);
    record.started_for = Any::any(seed);
    record.suppressed = Any::any(seed);
    record.alarm_at = Any::any(seed);
    record
}

#[test]
fn every_record_comes_back() {
    let policy = policy();
    let kind = policy.kind(&"lead".into()).expect("a kind");
    for seed in 0..300 {
        let record = any_record(&mut Seed::new(seed), kind);
        let mut text = String::new();
        put_record(&record, kind, &mut text);
        assert_eq!(get_record(&text, kind), Ok(record), "seed {seed}: {text}");
    }
}

#[test]
fn a_record_outlives_a_change_of_its_fields() {
    let policy = policy();
    let kind = policy.kind(&"lead".into()).expect("a kind");
    let slot = usize::from(kind.slot(&"employees".into()).expect("a field"));
    let mut narrower = kind.clone();
    narrower.slots.shift_remove(&FieldName::from("employees"));
    narrower.fields.remove(slot);
    for place in narrower
        .slots
        .values_mut()
        .filter(|place| usize::from(**place) > slot)
    {
        *place -= 1;
    }
    let mut record = Record::new(
        tollgate_core::ids::RecordRef::new("lead", "L1"),
        kind,
        Timestamp::MIN,
    );
    for (field, held) in kind.fields.iter().zip(&mut record.fields) {
        let value = match field.of {
            FieldType::Integer | FieldType::Number => Value::Int(7),
            _ => Value::Text(field.name.as_text().clone()),
        };
        *held = Held {
            value,
            at: Timestamp::from_micros(1),
        };
    }
    let through = |record: &Record, from, to| {
        let mut text = String::new();
        put_record(record, from, &mut text);
        get_record(&text, to).expect("a record")
    };
    let narrowed = through(&record, kind, &narrower);
    assert_eq!(
        narrowed
            .undeclared
            .keys()
            .map(|name| name.as_str())
            .collect::<Vec<_>>(),
        ["employees"]
    );
    let mut retyped = kind.clone();
    retyped.fields[slot].of = FieldType::Boolean;
    let otherwise = through(&record, kind, &retyped);
    assert!(
        otherwise.fields[slot].value.is_missing()
            && otherwise.undeclared[&"employees".into()] == record.fields[slot],
        "declared as something else, it stays by its name"
    );
    assert_eq!(
        through(&narrowed, &narrower, kind),
        record,
        "declared again, it is in its slot again"
    );
}

#[test]
fn a_stored_form_is_compact_and_in_order() {
    let presence = Presence {
        person: "ana".into(),
        availability: tollgate_core::state::Availability::Here,
    };
    assert_eq!(
        to_text(&presence),
        r#"{"person":"ana","availability":"here"}"#
    );
    let away = tollgate_core::state::Availability::Away(Some(Timestamp::from_micros(5)));
    assert_eq!(
        to_text(&Presence {
            person: "\"\u{1}".into(),
            availability: away
        }),
        r#"{"person":"\"\u0001","availability":{"away":5}}"#
    );
    let standing = Standing::new("q".into(), "ana".into());
    assert_eq!(
        to_text(&standing),
        r#"{"queue":"q","member":"ana","credit":0.0}"#,
        "what is zero or absent is left out"
    );
}

#[test]
fn what_is_not_a_stored_form_is_named() {
    fn fault<T: Stored + std::fmt::Debug>(text: &str) -> String {
        from_text::<T>(text).expect_err("a fault").to_string()
    }
    assert_eq!(fault::<Presence>("{"), "JSON was expected");
    assert_eq!(
        fault::<Presence>(r#"{"person":5}"#),
        "a name was expected in `person`"
    );
    assert_eq!(
        fault::<Presence>(r#"{"person":"a"}"#),
        "a value was expected in `availability`"
    );
    assert_eq!(
        fault::<Presence>(r#"{"person":"a","availability":{"away":"x"}}"#),
        "an instant in microseconds was expected in `availability.away`"
    );
    assert_eq!(fault::<Value>(r#"{"num":"x"}"#), "a number was expected");
    assert_eq!(fault::<Value>("1.5"), "a whole number was expected");
}
