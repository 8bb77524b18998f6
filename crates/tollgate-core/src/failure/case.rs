//! One case that failure modes are looked for in, and what is found there.

use smol_str::SmolStr;

use crate::ids::{CalendarId, HandoffId, PersonId, PointId, RecordRef};
use crate::policy::{FailureMode, HandoffPoint, Kind, Policy};
use crate::state::{Handoff, Record, Situation};
use crate::time::{Budget, Timestamp};
use crate::value::Value;

/// A record of a handoff point, with the handoff in question where there is one.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The handoff point.
    pub point: &'a HandoffPoint,
    /// Holds the record, what it links to, its twins, handoffs, tasks and waivers, and who is here.
    pub rows: &'a Situation<'a>,
    /// The record.
    pub record: &'a Record,
    /// The handoff.
    pub handoff: Option<&'a Handoff>,
    /// As of when.
    pub now: Timestamp,
}

/// A failure, with what shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The mode.
    pub mode: FailureMode,
    /// The handoff point.
    pub point: PointId,
    /// The record.
    pub record: RecordRef,
    /// The handoff, for modes that are looked for in handoffs.
    pub handoff: Option<HandoffId>,
    /// Who has it.
    pub owner: Option<PersonId>,
    /// Since when it is so.
    pub since: Option<Timestamp>,
    /// What is wrong, in words.
    pub says: SmolStr,
    /// The values that show it.
    pub seen: Vec<(SmolStr, Value)>,
}

impl<'a> Case<'a> {
    /// The kind of the record; `None` when the policy no longer knows it.
    pub(super) fn kind(&self) -> Option<&'a Kind> {
        self.policy.kind(&self.record.key.kind)
    }

    /// A finding in this case.
    pub(super) fn finding(
        &self,
        mode: FailureMode,
        since: Option<Timestamp>,
        says: impl Into<SmolStr>,
        seen: Vec<(SmolStr, Value)>,
    ) -> Finding {
        let owner = self
            .handoff
            .and_then(|handoff| handoff.owner.clone())
            .or_else(|| self.record.owner());
        Finding {
            mode,
            point: self.point.id.clone(),
            record: self.record.key.clone(),
            handoff: self.handoff.map(|handoff| handoff.id),
            owner,
            since,
            says: says.into(),
            seen,
        }
    }

    /// When `budget` from `start` is used up, by `calendar` as it is for `person`; `None` when never.
    pub(super) fn due(
        &self,
        calendar: Option<&CalendarId>,
        person: Option<&PersonId>,
        start: Timestamp,
        budget: Budget,
    ) -> Option<Timestamp> {
        let zone = self.policy.zone_of(person);
        self.policy
            .prepared
            .get(calendar, zone)
            .due(start, budget, &[])
    }
}

/// `field` and what it holds, as a pair to be shown.
pub(super) fn shown(kind: &Kind, record: &Record, slot: u16) -> (SmolStr, Value) {
    (
        kind.field(slot).name.as_text().clone(),
        record.value(slot).clone(),
    )
}

/// Names in a row: `country`, `country and source`, `country, source and intent`.
pub(super) fn listed(names: &[SmolStr]) -> String {
    match names {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 day`, `30 days`.
pub(super) fn days_in_words(days: i64) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}
