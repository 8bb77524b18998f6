//! Each failure mode with what it found, and why.

use serde::Serialize;
use tollgate_core::failure::{Finding, about};
use tollgate_core::ids::PointId;
use tollgate_core::policy::{FailureMode, FailureWatch, HandoffPoint, Policy};
use utoipa::ToSchema;

use super::observed::observe;
use super::period::{Asked, PeriodView};
use super::story::SeenView;
use super::watch::{Kept, Watch};
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
    let mut watch = Watch::new(policy, asked, mode, point).giving(limit);
    observe(store, policy, &mut [], &mut watch)?;
    let mut modes = Vec::new();
    for point in super::matrix::in_order(policy) {
        let found = watch.take(&point.id).into_iter();
        modes.extend(found.map(|(watch, kept)| mode_report(point, &watch, kept)));
    }
    Ok(FailureReport {
        workspace: policy.workspace.title.to_string(),
        period: asked.view(policy),
        modes,
    })
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
        findings: kept.first().map(finding_view).collect(),
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
