//! Each failure mode on one case that fails and one that is sound.

mod handoffs;
mod records;

use crate::failure::{Case, Finding, about, find};
use crate::measure::sample::{COUNTRY, EMAIL, OWNED_BY, at, deal_record, handoff, policy, set};
use crate::policy::{FailureMode, FailureWatch, Policy};
use crate::state::{Handoff, HandoffState, Record, Situation};
use crate::time::Timestamp;
use crate::value::Value;

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
