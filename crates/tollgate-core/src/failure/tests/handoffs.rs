//! Modes that are looked for in handoffs.

use super::{Scene, check, now, watch};
use crate::condition::{Slot, Subject};
use crate::ids::{HandoffId, RecordRef, TaskId};
use crate::measure::sample::{AMOUNT, CLOSE, COUNTRY, at, clock, is, stopped};
use crate::policy::{Criterion, FailureMode, FailureWatch, Unmet};
use crate::state::{Availability, Gap, HandoffState, NextStep, Presence, Task, TaskState};
use crate::time::Budget;
use crate::value::Value;
use uuid::Uuid;

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
