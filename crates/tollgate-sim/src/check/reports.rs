//! A report counts what the ledger tells.
//!
//! The matrix and the report on each point, over all of history, against a count of the events. Source:
//! `measure::Funnel`; docs/guide/reports.md.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, PointId};
use tollgate_core::measure::Period;
use tollgate_core::policy::{Outcome, Policy};
use tollgate_core::time::Timestamp;
use tollgate_service::ports::{Read, StoreError};
use tollgate_service::queries::{Asked, FunnelView, handoff_point, matrix};

use super::Broken;

pub(super) const LAW: &str = "reports match the ledger";

/// What the events tell of one point: which handoffs ever came to what.
#[derive(Debug, Default)]
struct Told {
    opened: BTreeSet<HandoffId>,
    offered: BTreeSet<HandoffId>,
    touched: BTreeSet<HandoffId>,
    accepted: BTreeSet<HandoffId>,
    returned: BTreeSet<HandoffId>,
    rejected: BTreeSet<HandoffId>,
    recycled: BTreeSet<HandoffId>,
    completed: BTreeSet<HandoffId>,
    withdrawn: BTreeSet<HandoffId>,
    /// By milestone: started, and not cancelled before the promise.
    clocks: BTreeMap<String, u64>,
}

/// Holds the reports as of `now` on what `store` holds against `events`, its whole ledger.
pub(super) fn check(
    store: &dyn Read,
    policy: &Policy,
    events: &[Event],
    now: Timestamp,
) -> Result<(), Broken> {
    let says = match compare(store, policy, &count(events), now) {
        Ok(None) => return Ok(()),
        Ok(Some(says)) => says,
        Err(fault) => fault.to_string(),
    };
    Err(Broken {
        law: LAW,
        entry: None,
        says,
    })
}

fn compare(
    store: &dyn Read,
    policy: &Policy,
    told: &BTreeMap<PointId, Told>,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let asked = Asked {
        period: Period::EVER,
        week: 3,
        trend: 0,
        now,
    };
    let nothing = Told::default();
    let matrix = matrix(store, policy, &asked)?;
    for point in policy.points.values() {
        let told = told.get(&point.id).unwrap_or(&nothing);
        let row = matrix
            .points
            .iter()
            .find(|row| row.point == point.id.as_str());
        let counted = row.map(|row| (row.offered, row.completed, row.open));
        let expected = (told.offered.len(), told.completed_of_offered(), told.open());
        let expected = (expected.0 as u64, expected.1, expected.2);
        if counted != Some(expected) {
            return Ok(Some(format!(
                "the matrix says {counted:?} of {}, and the ledger {expected:?} offered, completed and open",
                point.id
            )));
        }
        if let Some(report) = handoff_point(store, policy, point, &asked)? {
            if let Some(says) = differ(&report.funnel, told) {
                return Ok(Some(format!("the funnel of {} {says}", point.id)));
            }
            for milestone in &report.milestones {
                let expected = told.clocks.get(&milestone.milestone).copied();
                if expected.unwrap_or(0) != milestone.clocks {
                    return Ok(Some(format!(
                        "{} clocks of {}/{} ran, and the ledger tells of {expected:?}",
                        milestone.clocks, point.id, milestone.milestone
                    )));
                }
            }
        }
    }
    Ok(None)
}

fn differ(funnel: &FunnelView, told: &Told) -> Option<String> {
    let of_offered = |which: &BTreeSet<HandoffId>| which.intersection(&told.offered).count() as u64;
    let counts = [
        ("opened", funnel.opened, told.opened.len() as u64),
        ("offered", funnel.offered, told.offered.len() as u64),
        ("touched", funnel.touched, of_offered(&told.touched)),
        ("accepted", funnel.accepted, of_offered(&told.accepted)),
        ("returned", funnel.returned, of_offered(&told.returned)),
        ("rejected", funnel.rejected, of_offered(&told.rejected)),
        ("recycled", funnel.recycled, of_offered(&told.recycled)),
        ("completed", funnel.completed, of_offered(&told.completed)),
        ("withdrawn", funnel.withdrawn, of_offered(&told.withdrawn)),
        ("open", funnel.open_now, told.open()),
    ];
    let (what, reported, counted) = counts
        .into_iter()
        .find(|(_, reported, counted)| reported != counted)?;
    Some(format!("says {reported} {what}, and the ledger {counted}"))
}

impl Told {
    fn open(&self) -> u64 {
        let ended = [
            &self.rejected,
            &self.recycled,
            &self.completed,
            &self.withdrawn,
        ];
        let is_open = |id: &&HandoffId| !ended.iter().any(|ended| ended.contains(id));
        self.opened.iter().filter(is_open).count() as u64
    }

    fn completed_of_offered(&self) -> u64 {
        self.completed.intersection(&self.offered).count() as u64
    }
}

fn count(events: &[Event]) -> BTreeMap<PointId, Told> {
    let mut points: BTreeMap<HandoffId, PointId> = BTreeMap::new();
    let mut told: BTreeMap<PointId, Told> = BTreeMap::new();
    for event in events {
        if let What::HandoffOpened(opened) = &event.what {
            points.insert(opened.handoff, opened.point.clone());
            let of = told.entry(opened.point.clone()).or_default();
            of.opened.insert(opened.handoff);
        }
        if let Some((handoff, into)) = came_to(&event.what)
            && let Some(of) = points.get(&handoff).and_then(|point| told.get_mut(point))
        {
            into(of).insert(handoff);
        }
        if let What::ClockStarted(started) = &event.what
            && let Some(of) = points
                .get(&started.handoff)
                .and_then(|point| told.get_mut(point))
        {
            *of.clocks.entry(started.milestone.to_string()).or_default() += 1;
        }
    }
    told
}

type Into = fn(&mut Told) -> &mut BTreeSet<HandoffId>;

fn came_to(what: &What) -> Option<(HandoffId, Into)> {
    let (handoff, into): (_, Into) = match what {
        What::HandoffOffered { handoff, .. } => (handoff, |told| &mut told.offered),
        What::HandoffTouched { handoff, .. } => (handoff, |told| &mut told.touched),
        What::HandoffAccepted { handoff, .. } => (handoff, |told| &mut told.accepted),
        What::HandoffCompleted { handoff } => (handoff, |told| &mut told.completed),
        What::HandoffWithdrawn { handoff, .. } => (handoff, |told| &mut told.withdrawn),
        What::HandoffDisposed {
            handoff,
            disposition,
            ..
        } => match disposition.outcome {
            Outcome::Returned => (handoff, |told| &mut told.returned),
            Outcome::Rejected => (handoff, |told| &mut told.rejected),
            Outcome::Recycled => (handoff, |told| &mut told.recycled),
        },
        _ => return None,
    };
    Some((*handoff, into))
}
