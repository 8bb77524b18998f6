//! Failure modes that are looked for, and what was found of them.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::failure::{Case, Finding, Subject, about, find};
use tollgate_core::ids::{HandoffId, PointId, RecordKind, RecordRef};
use tollgate_core::measure::Period;
use tollgate_core::policy::{FailureMode, FailureWatch, HandoffPoint, Opens, Policy};
use tollgate_core::state::{Handoff, Record, Situation};
use tollgate_core::time::Timestamp;

use super::observed::Beside;
use super::period::Asked;
use super::rows::{GATED, LINKS, NOTHING, ON_IT, Reach, TWINS};

/// A mode looked for at a point.
pub(super) type Watched = (PointId, FailureMode);

/// What is looked for, as of when, and what was found.
pub(super) struct Watch<'a> {
    policy: &'a Policy,
    modes: Vec<(Watched, FailureWatch)>,
    /// Which handoffs are looked at.
    pub(super) period: Period,
    now: Timestamp,
    /// How many findings of a mode are given out.
    limit: usize,
    found: BTreeMap<Watched, Kept>,
}

impl<'a> Watch<'a> {
    /// The modes that `policy` watches: all of them, or `mode` alone, which is looked for also where it does not; at `point` or
    /// everywhere. They are counted, and none is given out.
    pub(super) fn new(
        policy: &'a Policy,
        asked: &Asked,
        mode: Option<FailureMode>,
        point: Option<&PointId>,
    ) -> Self {
        Self {
            policy,
            modes: watches(policy, mode, point),
            period: asked.period,
            now: asked.now,
            limit: 0,
            found: BTreeMap::new(),
        }
    }

    /// The same, of which at most `limit` findings a mode are given out.
    pub(super) fn giving(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    fn watched(&self) -> impl Iterator<Item = &Watched> {
        self.modes.iter().map(|(watched, _)| watched)
    }

    /// Points at which something is looked for in handoffs.
    pub(super) fn points(&self) -> BTreeSet<PointId> {
        let modes = self.watched();
        let modes = modes.filter(|(_, mode)| about(*mode).subject == Subject::Handoff);
        modes.map(|(point, _)| point.clone()).collect()
    }

    /// Kinds of whose records each is looked at.
    pub(super) fn kinds(&self) -> BTreeSet<RecordKind> {
        self.kinds_of(|mode| {
            about(mode).subject == Subject::Record && mode != FailureMode::Duplicates
        })
    }

    /// Kinds of which duplicates are looked for.
    pub(super) fn twins(&self) -> BTreeSet<RecordKind> {
        self.kinds_of(|mode| mode == FailureMode::Duplicates)
    }

    fn kinds_of(&self, is_meant: impl Fn(FailureMode) -> bool) -> BTreeSet<RecordKind> {
        let modes = self.watched();
        let points = modes.filter(|(_, mode)| is_meant(*mode));
        let points = points.filter_map(|(point, _)| self.policy.points.get(point));
        points.map(|point| point.record.clone()).collect()
    }

    /// Points whose accepted handoffs are asked for by the records' renewals.
    pub(super) fn renewals(&self) -> BTreeSet<PointId> {
        let is_renewal = |point: &HandoffPoint| matches!(point.opens, Opens::Before { .. });
        let modes = self.watched();
        let late = modes.filter(|(_, mode)| *mode == FailureMode::LateRenewal);
        let late = late.filter(|(point, _)| self.policy.points.get(point).is_some_and(is_renewal));
        late.map(|(point, _)| point.clone()).collect()
    }

    /// As much around the handoffs of `point` as is looked at.
    pub(super) fn around_handoffs(&self, point: &PointId) -> Reach {
        let modes = self.watched();
        let modes =
            modes.filter(|(id, mode)| id == point && about(*mode).subject == Subject::Handoff);
        modes.fold(NOTHING, |reach, (_, mode)| {
            let Beside { any, open } = looks_at(*mode);
            reach.with(any).with(open)
        })
    }

    /// As much around the records of `kind` as is looked at.
    pub(super) fn around_records(&self, kind: &RecordKind) -> Beside {
        let modes = self.watched();
        let modes = modes.filter(|(point, mode)| {
            let point = self.policy.points.get(point);
            about(*mode).subject == Subject::Record
                && *mode != FailureMode::Duplicates
                && point.is_some_and(|point| &point.record == kind)
        });
        modes.fold(Beside::default(), |beside, (_, mode)| {
            beside.with(looks_at(*mode))
        })
    }

    /// Those handoffs of a page that count to the period.
    pub(super) fn within<'h>(&self, page: &'h [Handoff]) -> &'h [Handoff] {
        let place = |at| page.partition_point(|handoff| handoff.counted_at() < at);
        &page[place(self.period.from)..place(self.period.to)]
    }

    /// Looks at a handoff; `rows` holds its record, and around it what is looked at.
    pub(super) fn handoff(&mut self, rows: &Situation<'_>, handoff: &Handoff) {
        let Some(record) = rows.record(&handoff.record) else {
            return;
        };
        self.look(rows, record, Some(handoff), |point, mode| {
            point.id == handoff.point && about(mode).subject == Subject::Handoff
        });
    }

    /// Looks at a record; `rows` holds it, and around it what is looked at.
    pub(super) fn record(&mut self, rows: &Situation<'_>, record: &Record) {
        self.look(rows, record, None, |point, mode| {
            point.record == record.key.kind
                && about(mode).subject == Subject::Record
                && mode != FailureMode::Duplicates
        });
    }

    /// Looks whether a record is a duplicate; `rows` holds it and its twins.
    pub(super) fn twin(&mut self, rows: &Situation<'_>, record: &Record) {
        self.look(rows, record, None, |point, mode| {
            point.record == record.key.kind && mode == FailureMode::Duplicates
        });
    }

    fn look(
        &mut self,
        rows: &Situation<'_>,
        record: &Record,
        handoff: Option<&Handoff>,
        is_meant: impl Fn(&HandoffPoint, FailureMode) -> bool,
    ) {
        for ((point, mode), watch) in &self.modes {
            let point = self.policy.points.get(point);
            let Some(point) = point.filter(|point| is_meant(point, *mode)) else {
                continue;
            };
            let case = Case {
                policy: self.policy,
                point,
                rows,
                record,
                handoff,
                now: self.now,
            };
            if let Some(finding) = find(&case, watch) {
                let watched = (point.id.clone(), *mode);
                self.found
                    .entry(watched)
                    .or_default()
                    .add(finding, self.limit);
            }
        }
    }

    /// How many were found of each mode.
    pub(super) fn counts(&self) -> BTreeMap<Watched, u64> {
        let found = self.found.iter();
        found
            .map(|(watched, kept)| (watched.clone(), kept.count))
            .collect()
    }

    /// What is looked for at `point`, each with what was found of it.
    pub(super) fn take(&mut self, point: &PointId) -> Vec<(FailureWatch, Kept)> {
        let modes = self.modes.iter().filter(|((id, _), _)| id == point);
        let modes = modes.map(|(watched, watch)| {
            let kept = self.found.remove(watched).unwrap_or_default();
            (watch.clone(), kept)
        });
        modes.collect()
    }
}

/// What is to be looked for: by point and mode, with thresholds.
fn watches(
    policy: &Policy,
    mode: Option<FailureMode>,
    point: Option<&PointId>,
) -> Vec<(Watched, FailureWatch)> {
    let points = policy
        .points
        .values()
        .filter(|known| point.is_none_or(|point| &known.id == point));
    let mut watches = Vec::new();
    for known in points {
        let own = known
            .failures
            .iter()
            .filter(|watch| mode.is_none_or(|mode| watch.mode == mode));
        let before = watches.len();
        watches.extend(own.map(|watch| ((known.id.clone(), watch.mode), watch.clone())));
        if let Some(mode) = mode.filter(|_| watches.len() == before) {
            let watch = FailureWatch {
                mode,
                after: None,
                more_than: None,
            };
            watches.push(((known.id.clone(), mode), watch));
        }
    }
    watches
}

/// What `mode` looks at around a record.
const fn looks_at(mode: FailureMode) -> Beside {
    let (any, open) = match mode {
        FailureMode::Duplicates => (TWINS, NOTHING),
        // Conditions may read across links; activities are shared across them.
        FailureMode::StageInflation | FailureMode::UntrackedRisk => (NOTHING, GATED),
        FailureMode::Orphaned => (ON_IT, NOTHING),
        FailureMode::OwnerMismatch => (LINKS, NOTHING),
        FailureMode::MissingRoutingFields
        | FailureMode::SlowResponse
        | FailureMode::Unworked
        | FailureMode::UnqualifiedMeeting
        | FailureMode::StaleCloseDate
        | FailureMode::MissingScope
        | FailureMode::LateRenewal
        | FailureMode::WrongFirstToucher => (NOTHING, NOTHING),
    };
    Beside { any, open }
}

/// The findings that are given out, those longest so in front.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) count: u64,
    first: BTreeSet<Ranked>,
}

/// A finding in the order of its age; those of unknown age come last.
#[derive(Debug)]
struct Ranked(Finding);

impl Ranked {
    fn rank(&self) -> (Timestamp, &RecordRef, Option<HandoffId>) {
        (
            self.0.since.unwrap_or(Timestamp::MAX),
            &self.0.record,
            self.0.handoff,
        )
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.rank() == other.rank()
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl Kept {
    /// Those that are given out.
    pub(super) fn first(self) -> impl Iterator<Item = Finding> {
        self.first.into_iter().map(|Ranked(finding)| finding)
    }

    fn add(&mut self, finding: Finding, limit: usize) {
        self.count += 1;
        if limit == 0 {
            return;
        }
        self.first.insert(Ranked(finding));
        if self.first.len() > limit {
            self.first.pop_last();
        }
    }
}
