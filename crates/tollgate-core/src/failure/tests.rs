//! Each failure mode on one case that fails and one that is sound.

use super::{Case, Finding, about, find, health_of};
use crate::condition::{Condition, DidWhat, Node, Read, Slot, Subject};
use crate::ids::{FieldName, HandoffId, RecordRef, TaskId};
use crate::measure::sample::{
    AMOUNT, CLOSE, COUNTRY, EMAIL, OWNED_BY, RENEWAL, at, clock, deal_record, handoff, is, policy,
    set, stopped,
};
use crate::policy::{
    Backward, Criterion, FailureMode, FailureWatch, Gate, GateCheck, Health, Mode, Opens, Policy,
    STAGE, Signal, StageGate, Unmet,
};
use crate::state::{
    Availability, Gap, Handoff, HandoffState, NextStep, Presence, Record, Situation, Task,
    TaskState, Waiver,
};
use crate::time::{Budget, Timestamp};
use crate::value::Value;
use jiff::civil::date;
use uuid::Uuid;

/// The deal `D-1` with its handoff 1, and whatever lies around them, at noon on Tuesday 10 March 2026.
struct Scene {
    policy: Policy,
    record: Record,
    handoff: Handoff,
    rows: Situation<'static>,
}

impl Scene {
    fn new() -> Self {
        let policy = policy();
        let mut record = deal_record(&policy, "D-1", "2026-03-02");
        set(
            &policy,
            &mut record,
            "2026-03-02",
            EMAIL,
            Value::text("kim@acme.example"),
        );
        set(
            &policy,
            &mut record,
            "2026-03-02",
            COUNTRY,
            Value::text("US"),
        );
        set(
            &policy,
            &mut record,
            "2026-03-02",
            OWNED_BY,
            Value::text("ana"),
        );
        Self {
            policy,
            record,
            handoff: handoff(1, "2026-03-02T09:00"),
            rows: Situation::default(),
        }
    }

    fn put(&mut self, record: Record) {
        let kind = &self.policy.kinds[&record.key.kind];
        self.rows.put_record(record, kind);
    }

    fn set(&mut self, slot: u16, value: Value) {
        set(&self.policy, &mut self.record, "2026-03-03", slot, value);
    }

    fn find(&mut self, watch: &FailureWatch) -> Option<Finding> {
        self.put(self.record.clone());
        self.rows.put_handoff(self.handoff.id, self.handoff.clone());
        let case = Case {
            policy: &self.policy,
            point: &self.policy.points[&"sdr".into()],
            rows: &self.rows,
            record: &self.record,
            handoff: Some(&self.handoff),
            now: now(),
        };
        find(&case, watch)
    }

    /// What is said of `mode`; empty when the case is sound.
    fn says(&mut self, mode: FailureMode) -> String {
        self.find(&watch(mode))
            .map(|found| found.says.to_string())
            .unwrap_or_default()
    }
}

fn watch(mode: FailureMode) -> FailureWatch {
    FailureWatch {
        mode,
        after: None,
        more_than: None,
    }
}

fn now() -> Timestamp {
    at("2026-03-10T12:00")
}

fn check(mode: FailureMode, expect: &str, change: impl FnOnce(&mut Scene)) {
    let mut scene = Scene::new();
    change(&mut scene);
    assert_eq!(scene.says(mode), expect, "{}", mode.as_str());
}

#[test]
fn a_sound_case_fails_in_no_mode() {
    for mode in FailureMode::ALL {
        check(*mode, "", |scene| {
            scene.handoff.state = HandoffState::Completed;
            scene.handoff.touched_at = scene.handoff.offered_at;
            scene.handoff.touched_by = Some("ana".into());
        });
    }
}

#[test]
fn every_mode_says_what_it_looks_for() {
    for mode in FailureMode::ALL {
        assert!(!about(*mode).title.is_empty() && !about(*mode).looks_for.is_empty());
    }
}

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

#[test]
fn a_missing_routing_field_is_named() {
    check(
        FailureMode::MissingRoutingFields,
        "country is missing, and routing reads it",
        |scene| {
            scene.set(COUNTRY, Value::Missing);
        },
    );
}

#[test]
fn a_response_is_slow_by_its_clock_or_after_one_day() {
    let mode = FailureMode::SlowResponse;
    let touched = |scene: &mut Scene, when: &str| scene.handoff.touched_at = Some(at(when));
    check(mode, "the first touch came late", |scene| {
        scene.handoff.clocks = vec![stopped(
            clock("first_touch", "2026-03-02T09:00", 60),
            61,
            None,
        )];
        touched(scene, "2026-03-02T10:01");
    });
    check(mode, "", |scene| {
        scene.handoff.clocks = vec![stopped(
            clock("first_touch", "2026-03-02T09:00", 60),
            60,
            None,
        )];
        touched(scene, "2026-03-02T10:00");
    });
    check(mode, "the first touch is overdue", |_| {});
    check(mode, "", |scene| {
        scene.handoff.state = HandoffState::Withdrawn
    });
}

#[test]
fn a_threshold_of_the_policy_replaces_the_default() {
    let mut scene = Scene::new();
    let patient = FailureWatch {
        after: Some(Budget::Days(30)),
        ..watch(FailureMode::Unworked)
    };
    assert_eq!(
        scene.says(FailureMode::Unworked),
        "its owner has not touched it"
    );
    assert_eq!(scene.find(&patient), None);
}

#[test]
fn what_waits_untouched_in_a_queue_is_unworked() {
    check(
        FailureMode::Unworked,
        "it waits in the queue, and nobody has touched it",
        |scene| {
            scene.handoff.owner = None;
        },
    );
    check(FailureMode::Unworked, "", |scene| {
        scene.handoff.touched_at = Some(now())
    });
}

#[test]
fn a_meeting_passed_on_with_an_unmet_criterion_is_unqualified() {
    let gap = |scene: &mut Scene| {
        let condition = is(
            Slot::Field {
                subject: Subject::Record,
                field: COUNTRY,
            },
            "US",
        );
        let point = scene.policy.points.get_mut(&"sdr".into()).unwrap();
        let says = "The meeting must have been held.";
        point.criteria = vec![Criterion {
            id: "held".into(),
            check: condition,
            says: says.into(),
            unmet: Unmet::Warn,
        }];
        scene.handoff.gaps = vec![Gap {
            name: "held".into(),
            says: says.into(),
        }];
    };
    check(
        FailureMode::UnqualifiedMeeting,
        "The meeting must have been held.",
        gap,
    );
    check(FailureMode::UnqualifiedMeeting, "", |scene| {
        gap(scene);
        scene.handoff.state = HandoffState::Returned;
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
fn scope_is_missing_when_context_was_not_handed_over() {
    let asked = |scene: &mut Scene| {
        scene.policy.points.get_mut(&"sdr".into()).unwrap().context = vec![AMOUNT, CLOSE, COUNTRY];
    };
    check(
        FailureMode::MissingScope,
        "handed over without amount and close_date",
        asked,
    );
    check(FailureMode::MissingScope, "", |scene| {
        asked(scene);
        scene.handoff.state = HandoffState::Held;
    });
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
fn an_open_handoff_is_orphaned_when_nobody_can_act_or_nothing_brings_it_up() {
    let mode = FailureMode::Orphaned;
    let clocked =
        |scene: &mut Scene| scene.handoff.clocks = vec![clock("accept", "2026-03-02", 60)];
    check(
        mode,
        "no clock runs, and no next step or task is set",
        |_| {},
    );
    check(mode, "", clocked);
    check(mode, "its owner ana has left", |scene| {
        clocked(scene);
        let ana = Presence {
            person: "ana".into(),
            availability: Availability::Left,
        };
        scene.rows.put_presence("ana".into(), ana);
    });
    check(
        mode,
        "it waits in the queue inbound, which has no members",
        |scene| {
            clocked(scene);
            scene.handoff.owner = None;
            scene.handoff.queue = Some("inbound".into());
        },
    );
    let step = |due: &str| NextStep {
        what: "call".into(),
        due_at: at(due),
        owner: "ana".into(),
    };
    check(mode, "", |scene| {
        scene.handoff.next_step = Some(step("2026-03-11"))
    });
    check(
        mode,
        "its next step `call` is past, and no other was set",
        |scene| {
            scene.handoff.next_step = Some(step("2026-03-09"));
        },
    );
    check(mode, "", |scene| {
        let task = task(&scene.record.key, scene.handoff.id);
        scene.rows.put_task(task.id, task);
    });
}

fn task(record: &RecordRef, handoff: HandoffId) -> Task {
    Task {
        id: TaskId(Uuid::from_u128(1)),
        playbook: "onboarding".into(),
        name: "call".into(),
        title: "Call".into(),
        record: record.clone(),
        handoff: Some(handoff),
        state: TaskState::Open,
        assignee: None,
        queue: None,
        started_at: at("2026-03-02"),
        due_at: None,
        after: Vec::new(),
        done_at: None,
        overdue_at: None,
    }
}

#[test]
fn the_first_toucher_is_wrong_when_not_the_owner() {
    check(
        FailureMode::WrongFirstToucher,
        "ben touched it first, ana owns it",
        |scene| {
            scene.handoff.touched_by = Some("ben".into());
        },
    );
    check(FailureMode::WrongFirstToucher, "", |scene| {
        scene.handoff.touched_by = Some("ana".into())
    });
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
