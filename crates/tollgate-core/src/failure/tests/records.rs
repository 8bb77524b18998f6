//! Modes that are looked for in records.

use super::{Scene, check, now};
use crate::condition::{Condition, DidWhat, Node, Read, Slot, Subject};
use crate::failure::health_of;
use crate::ids::{FieldName, RecordRef};
use crate::measure::sample::{
    AMOUNT, CLOSE, COUNTRY, EMAIL, OWNED_BY, RENEWAL, at, deal_record, is, set,
};
use crate::policy::{
    Backward, FailureMode, Gate, GateCheck, Health, Mode, Opens, STAGE, Signal, StageGate,
};
use crate::state::{HandoffState, Record, Waiver};
use crate::time::Budget;
use crate::value::Value;
use jiff::civil::date;
use uuid::Uuid;

#[test]
fn a_record_with_the_key_of_an_earlier_open_one_is_a_duplicate() {
    let twin = |scene: &mut Scene, id: &str, created: &str| {
        let mut twin = deal_record(&scene.policy, id, created);
        set(
            &scene.policy,
            &mut twin,
            created,
            EMAIL,
            Value::text("KIM@acme.example"),
        );
        twin
    };
    check(
        FailureMode::Duplicates,
        "same email as deal D-0, which was there before",
        |scene| {
            let earlier = twin(scene, "D-0", "2026-03-01");
            scene.put(earlier);
        },
    );
    check(FailureMode::Duplicates, "", |scene| {
        let later = twin(scene, "D-2", "2026-03-04");
        scene.put(later);
    });
    check(FailureMode::Duplicates, "", |scene| {
        let mut lost = twin(scene, "D-0", "2026-03-01");
        set(
            &scene.policy,
            &mut lost,
            "2026-03-02",
            STAGE,
            Value::text("lost"),
        );
        scene.put(lost);
    });
}

fn gated(scene: &mut Scene) {
    let stage = StageGate {
        require: vec![AMOUNT],
        checks: Vec::new(),
    };
    let asks = is(
        Slot::Field {
            subject: Subject::Record,
            field: COUNTRY,
        },
        "DE",
    );
    let check = |id: &str, mode| GateCheck {
        id: id.into(),
        when: asks.clone(),
        says: None,
        mode,
    };
    let proposal = StageGate {
        require: Vec::new(),
        checks: vec![check("german", Mode::Block), check("hint", Mode::Warn)],
    };
    let gate = Gate {
        id: "stages".into(),
        record: "deal".into(),
        skip_allowed: true,
        backward: Backward::Allowed,
        into: [("open".into(), stage), ("proposal".into(), proposal)].into(),
        always: Vec::new(),
        waivers: None,
    };
    scene.policy.gates.insert("stages".into(), gate);
}

#[test]
fn a_stage_is_inflated_by_what_it_and_the_earlier_ones_ask_for() {
    check(
        FailureMode::StageInflation,
        "in stage open without amount",
        gated,
    );
    check(
        FailureMode::StageInflation,
        "in stage proposal without amount and german",
        |scene| {
            gated(scene);
            scene.set(STAGE, Value::text("proposal"));
        },
    );
    check(FailureMode::StageInflation, "", |scene| {
        gated(scene);
        let waiver = Waiver {
            id: crate::ids::WaiverId(Uuid::from_u128(1)),
            record: scene.record.key.clone(),
            rule: Some("amount".into()),
            gate: "stages".into(),
            by: "dana".into(),
            why: "pilot".into(),
            from: at("2026-03-01"),
            until: at("2026-03-20"),
        };
        scene.rows.put_waiver(waiver.id, waiver);
    });
    check(FailureMode::StageInflation, "", |scene| {
        gated(scene);
        scene.set(STAGE, Value::text("lost"));
    });
}

#[test]
fn a_close_date_is_stale_when_past_or_put_off_more_than_twice() {
    let mode = FailureMode::StaleCloseDate;
    check(mode, "close_date passed 1 day ago", |scene| {
        scene.set(CLOSE, Value::Date(date(2026, 3, 9)))
    });
    check(mode, "", |scene| {
        scene.set(CLOSE, Value::Date(date(2026, 3, 10)))
    });
    let pushed = |times| {
        move |scene: &mut Scene| {
            scene.set(CLOSE, Value::Date(date(2026, 4, 1)));
            scene
                .record
                .pushes
                .insert(FieldName::from("close_date"), times);
        }
    };
    check(mode, "close_date was put off 3 times", pushed(3));
    check(mode, "", pushed(2));
}

#[test]
fn a_renewal_is_late_when_near_and_not_accepted() {
    let mode = FailureMode::LateRenewal;
    let due = |on| {
        move |scene: &mut Scene| {
            scene.policy.points.get_mut(&"sdr".into()).unwrap().opens = Opens::Before {
                date: RENEWAL,
                by: Budget::Days(120),
                only: None,
            };
            scene.set(RENEWAL, Value::Date(on));
        }
    };
    check(
        mode,
        "renewal_on is in 30 days, and nobody has accepted the renewal",
        due(date(2026, 4, 9)),
    );
    check(
        mode,
        "renewal_on was 1 day ago, and nobody has accepted the renewal",
        due(date(2026, 3, 9)),
    );
    check(mode, "", due(date(2026, 6, 9)));
    check(mode, "", |scene| {
        due(date(2026, 4, 9))(scene);
        scene.handoff.state = HandoffState::Completed;
        scene.handoff.accepted_at = Some(at("2026-02-01"));
    });
}

/// Health is the amount, 0 at nothing and 100 at a hundred.
fn scored(scene: &mut Scene) {
    let slot = Slot::Field {
        subject: Subject::Record,
        field: AMOUNT,
    };
    let value = Condition::new(
        "amount",
        Node::Read(0),
        vec![Read {
            slot,
            name: "amount".into(),
        }],
        jiff::tz::TimeZone::UTC,
    );
    let signal = Signal {
        id: "spend".into(),
        value,
        poor: 0.0,
        good: 100.0,
        weight: 1.0,
        stale_after: Some(Budget::Days(14)),
    };
    let health = Health {
        record: "deal".into(),
        signals: vec![signal],
        green: 75.0,
        yellow: 50.0,
    };
    scene.policy.healths.insert("deal".into(), health);
    scene.handoff.state = HandoffState::Completed;
}

#[test]
fn a_risk_is_untracked_when_health_is_poor_and_nothing_is_open() {
    let mode = FailureMode::UntrackedRisk;
    let worth = |cents| {
        move |scene: &mut Scene| {
            scored(scene);
            scene.set(AMOUNT, Value::Money(cents));
        }
    };
    let red = "health is red (20 of 100), and no open handoff or task says what is done";
    check(mode, red, worth(2_000));
    check(mode, "", worth(5_000));
    check(
        mode,
        "health is unknown, and no open handoff or task says what is done",
        scored,
    );
    check(mode, "", |scene| {
        worth(2_000)(scene);
        scene.handoff.state = HandoffState::Offered;
    });
}

#[test]
fn a_stale_signal_gives_its_weight_to_the_others() {
    let mut scene = Scene::new();
    scored(&mut scene);
    let health = scene.policy.healths.get_mut(&"deal".into()).unwrap();
    let mut calls = health.signals[0].clone();
    calls.id = "calls".into();
    let slot = Slot::Did {
        activity: 0,
        what: DidWhat::Count,
    };
    calls.value = Condition::new(
        "calls",
        Node::Read(0),
        vec![Read {
            slot,
            name: "calls".into(),
        }],
        jiff::tz::TimeZone::UTC,
    );
    health.signals.push(calls);
    scene.policy.activities = vec!["call".into()];
    set(
        &scene.policy,
        &mut scene.record,
        "2026-01-01",
        AMOUNT,
        Value::Money(10_000),
    );
    scene.put(scene.record.clone());
    let score = health_of(&scene.policy, &scene.rows, &scene.record, now()).unwrap();
    assert_eq!(
        score.score,
        Some(0.0),
        "said in January, so only the calls count"
    );
    assert_eq!(score.signals[0].1, Value::Missing);
}

#[test]
fn owners_mismatch_when_the_record_and_the_one_it_belongs_to_have_different_ones() {
    let contact = |scene: &mut Scene, owner: &str| {
        let kind = &scene.policy.kinds[&"contact".into()];
        let mut contact = Record::new(RecordRef::new("contact", "C-1"), kind, at("2026-01-01"));
        set(
            &scene.policy,
            &mut contact,
            "2026-01-01",
            OWNED_BY,
            Value::text(owner),
        );
        scene.put(contact);
        scene.set(7, Value::text("C-1"));
    };
    check(
        FailureMode::OwnerMismatch,
        "ana owns it, ben owns contact C-1",
        |scene| contact(scene, "ben"),
    );
    check(FailureMode::OwnerMismatch, "", |scene| {
        contact(scene, "ana")
    });
}
