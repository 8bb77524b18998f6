//! Each failure mode with what it found, and why.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tollgate_core::failure::{Case, Finding, Subject, about, find};
use tollgate_core::ids::{HandoffId, PointId, RecordKind, RecordRef};
use tollgate_core::measure::Period;
use tollgate_core::policy::{FailureMode, FailureWatch, HandoffPoint, Opens, Policy};
use tollgate_core::state::{Handoff, Record, Situation};
use tollgate_core::time::Timestamp;
use utoipa::ToSchema;

use super::period::{Asked, PeriodView};
use super::rows::{
    Around, Reach, handoffs_in, records_among, records_of_kind, sharing_an_identity,
};
use super::story::SeenView;
use crate::access::mask::Mask;
use crate::ports::{Read, StoreError};

/// What failure modes found.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FailureReport {
    /// The workspace.
    pub workspace: String,
    /// Which handoffs were looked at, and as of when.
    pub period: PeriodView,
    /// Each mode that some handoff point watches, or that was asked for, in the order of the points.
    pub modes: Vec<ModeReport>,
}

impl FailureReport {
    /// Without what `mask` hides.
    pub fn masked(mut self, mask: &Mask) -> Self {
        let findings = self.modes.iter_mut().flat_map(|mode| &mut mode.findings);
        let seen = findings.flat_map(|finding| &mut finding.seen);
        seen.for_each(|seen| seen.mask(mask));
        self
    }
}

/// What one failure mode found at one handoff point.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ModeReport {
    /// The mode, as the policy writes it.
    pub mode: &'static str,
    /// Its name on screen.
    pub title: &'static str,
    /// What it looks for.
    pub looks_for: &'static str,
    /// From when on it counts.
    pub threshold: String,
    /// The handoff point.
    pub point: String,
    /// The handoff point's name on screen.
    pub point_title: String,
    /// How many were found.
    pub count: u64,
    /// The first of them, those longest so in front; as many as were asked for.
    pub findings: Vec<FindingView>,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FindingView {
    /// The record: kind and id.
    pub record: String,
    /// The handoff; `null` for what was found in a record.
    pub handoff: Option<String>,
    /// Who has it.
    pub owner: Option<String>,
    /// Since when it is so.
    pub since: Option<String>,
    /// What is wrong.
    pub says: String,
    /// The values that show it.
    pub seen: Vec<SeenView>,
}

/// A mode looked for at a point.
pub(super) type Watched = (PointId, FailureMode);

/// Looks for the failure modes that the policy watches: all of them, or `mode` alone, at `point` or everywhere.
///
/// A `mode` that is asked for is looked for also where the policy does not watch it. At most `limit` findings of a mode
/// are given out; all are counted.
///
/// # Errors
/// The store did not answer.
pub fn failures(
    store: &dyn Read,
    policy: &Policy,
    asked: &Asked,
    mode: Option<FailureMode>,
    point: Option<&PointId>,
    limit: usize,
) -> Result<FailureReport, StoreError> {
    let watches = watches(policy, mode, point);
    let mut kept: BTreeMap<Watched, Kept> = watches
        .iter()
        .map(|(key, _)| (key.clone(), Kept::default()))
        .collect();
    each_finding(store, policy, asked, &watches, |finding| {
        kept.entry((finding.point.clone(), finding.mode))
            .or_default()
            .add(finding, limit);
    })?;
    let modes = super::matrix::in_order(policy)
        .into_iter()
        .flat_map(|point| {
            let own = watches
                .iter()
                .filter(|((id, _), _)| id == &point.id)
                .collect::<Vec<_>>();
            own.into_iter().map(move |(key, watch)| (point, key, watch))
        });
    let modes = modes
        .map(|(point, key, watch)| mode_report(point, watch, kept.remove(key).unwrap_or_default()));
    let modes = modes.collect();
    Ok(FailureReport {
        workspace: policy.workspace.title.to_string(),
        period: asked.view(policy),
        modes,
    })
}

/// How many findings there are of each watched mode, at `point` or everywhere.
pub(super) fn counts(
    store: &dyn Read,
    policy: &Policy,
    asked: &Asked,
    point: Option<&PointId>,
) -> Result<BTreeMap<Watched, u64>, StoreError> {
    let watches = watches(policy, None, point);
    let mut counts: BTreeMap<_, _> = watches.iter().map(|(key, _)| (key.clone(), 0)).collect();
    each_finding(store, policy, asked, &watches, |finding| {
        *counts.entry((finding.point, finding.mode)).or_default() += 1;
    })?;
    Ok(counts)
}

/// The findings that are given out, those longest so in front.
#[derive(Debug, Default)]
struct Kept {
    count: u64,
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
    fn add(&mut self, finding: Finding, limit: usize) {
        self.count += 1;
        self.first.insert(Ranked(finding));
        if self.first.len() > limit {
            self.first.pop_last();
        }
    }
}

fn mode_report(point: &HandoffPoint, watch: &FailureWatch, kept: Kept) -> ModeReport {
    let known = about(watch.mode);
    let threshold = match (&watch.after, watch.more_than) {
        (Some(after), _) => after.to_string(),
        (None, Some(times)) => format!("more than {times} times"),
        (None, None) => known.threshold.to_owned(),
    };
    ModeReport {
        mode: watch.mode.as_str(),
        title: known.title,
        looks_for: known.looks_for,
        threshold,
        point: point.id.to_string(),
        point_title: point.title.to_string(),
        count: kept.count,
        findings: kept
            .first
            .into_iter()
            .map(|Ranked(finding)| finding_view(finding))
            .collect(),
    }
}

fn finding_view(finding: Finding) -> FindingView {
    FindingView {
        record: finding.record.to_string(),
        handoff: finding.handoff.map(|id| id.to_string()),
        owner: finding.owner.map(|owner| owner.to_string()),
        since: finding.since.map(|at| at.to_string()),
        says: finding.says.to_string(),
        seen: finding.seen.into_iter().map(SeenView::from).collect(),
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

/// Calls `each` with every finding of `watches`: handoffs first, then records, both in the order of their keys.
fn each_finding(
    store: &dyn Read,
    policy: &Policy,
    asked: &Asked,
    watches: &[(Watched, FailureWatch)],
    mut each: impl FnMut(Finding),
) -> Result<(), StoreError> {
    let around = Around::new(store, policy)?;
    let search = Search {
        policy,
        watches,
        now: asked.now,
    };
    for point in search.points(Subject::Handoff) {
        handoffs_in(store, point, asked.period, |page| {
            let rows = around.of_handoffs(page, search.reach(Subject::Handoff))?;
            page.iter()
                .for_each(|handoff| search.handoff(&rows, handoff, &mut each));
            Ok(())
        })?;
    }
    let renewals = search.renewals(store)?;
    let mut look_at = |page: &[Record]| {
        let accepted = page.iter().filter_map(|record| renewals.get(&record.key));
        let accepted = accepted.flatten().copied();
        let rows = around.of_records(page, accepted, search.reach(Subject::Record))?;
        page.iter()
            .for_each(|record| search.record(&rows, record, &mut each));
        Ok(())
    };
    for (kind, modes) in search.kinds() {
        if modes.iter().all(|mode| *mode == FailureMode::Duplicates) {
            let sharing = sharing_an_identity(store, policy, kind)?;
            records_among(store, policy, sharing.iter(), &mut look_at)?;
        } else {
            records_of_kind(store, policy, kind, &mut look_at)?;
        }
    }
    Ok(())
}

/// Whether `mode` looks at what is on the record, at the records that it links to, and at its twins.
const fn looks_at(mode: FailureMode) -> (bool, bool, bool) {
    match mode {
        FailureMode::Duplicates => (false, false, true),
        // Conditions may read across links; activities are shared across them.
        FailureMode::StageInflation | FailureMode::UntrackedRisk => (true, true, true),
        FailureMode::Orphaned => (true, false, false),
        FailureMode::OwnerMismatch => (false, true, false),
        FailureMode::MissingRoutingFields
        | FailureMode::SlowResponse
        | FailureMode::Unworked
        | FailureMode::UnqualifiedMeeting
        | FailureMode::StaleCloseDate
        | FailureMode::MissingScope
        | FailureMode::LateRenewal
        | FailureMode::WrongFirstToucher => (false, false, false),
    }
}

struct Search<'a> {
    policy: &'a Policy,
    watches: &'a [(Watched, FailureWatch)],
    now: Timestamp,
}

impl<'a> Search<'a> {
    /// As much as any watched mode looks at.
    fn reach(&self, subject: Subject) -> Reach {
        let modes = self.watches.iter().map(|((_, mode), _)| *mode);
        let mut reach = Reach::default();
        for mode in modes.filter(|mode| about(*mode).subject == subject) {
            let (on_it, links, twins) = looks_at(mode);
            reach.on_it |= on_it;
            reach.links |= links;
            reach.twins |= twins;
        }
        reach
    }

    fn of(&self, point: &PointId, subject: Subject) -> impl Iterator<Item = &'a FailureWatch> {
        let own = self
            .watches
            .iter()
            .filter(move |((id, mode), _)| id == point && about(*mode).subject == subject);
        own.map(|(_, watch)| watch)
    }

    /// Points at which something is looked for in a `subject`.
    fn points(&self, subject: Subject) -> BTreeSet<&'a PointId> {
        let watches = self.watches.iter();
        let own = watches.filter(|((_, mode), _)| about(*mode).subject == subject);
        own.map(|((id, _), _)| id).collect()
    }

    /// Kinds of records in which something is looked for, and what.
    fn kinds(&self) -> BTreeMap<&'a RecordKind, Vec<FailureMode>> {
        let mut kinds = BTreeMap::<_, Vec<_>>::new();
        for id in self.points(Subject::Record) {
            if let Some(point) = self.policy.points.get(id) {
                let modes = self.of(id, Subject::Record).map(|watch| watch.mode);
                kinds.entry(&point.record).or_default().extend(modes);
            }
        }
        kinds
    }

    fn of_record(
        &self,
        record: &Record,
    ) -> impl Iterator<Item = (&'a HandoffPoint, &'a FailureWatch)> {
        let points = self.policy.points_of(&record.key.kind);
        points.flat_map(move |point| {
            self.of(&point.id, Subject::Record)
                .map(move |watch| (point, watch))
        })
    }

    fn handoff(&self, rows: &Situation<'_>, handoff: &Handoff, each: &mut impl FnMut(Finding)) {
        let Some(point) = self.policy.points.get(&handoff.point) else {
            return;
        };
        let Some(record) = rows.record(&handoff.record) else {
            return;
        };
        let case = Case {
            policy: self.policy,
            point,
            rows,
            record,
            handoff: Some(handoff),
            now: self.now,
        };
        self.of(&point.id, Subject::Handoff)
            .filter_map(|watch| find(&case, watch))
            .for_each(each);
    }

    fn record(&self, rows: &Situation<'_>, record: &Record, each: &mut impl FnMut(Finding)) {
        for (point, watch) in self.of_record(record) {
            let case = Case {
                policy: self.policy,
                point,
                rows,
                record,
                handoff: None,
                now: self.now,
            };
            find(&case, watch).into_iter().for_each(&mut *each);
        }
    }

    /// The accepted handoffs of points that a date opens, also those that are closed, by record.
    fn renewals(
        &self,
        store: &dyn Read,
    ) -> Result<BTreeMap<RecordRef, Vec<HandoffId>>, StoreError> {
        let is_renewal = |point: &HandoffPoint| matches!(point.opens, Opens::Before { .. });
        let watched = self
            .watches
            .iter()
            .filter(|((_, mode), _)| *mode == FailureMode::LateRenewal);
        let points: BTreeSet<_> = watched
            .map(|((id, _), _)| id)
            .filter(|id| self.policy.points.get(*id).is_some_and(is_renewal))
            .collect();
        let mut accepted = BTreeMap::<_, Vec<_>>::new();
        for point in points {
            handoffs_in(store, point, Period::EVER, |page| {
                for handoff in page.iter().filter(|it| it.accepted_at.is_some()) {
                    let of_record = accepted.entry(handoff.record.clone()).or_default();
                    of_record.push(handoff.id);
                }
                Ok(())
            })?;
        }
        Ok(accepted)
    }
}
