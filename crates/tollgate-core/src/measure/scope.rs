//! What a measurement is about: one handoff point under one policy, in a period, as of an instant.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::period::{Period, date_in, start_of};
use crate::policy::{HandoffPoint, Kind, Milestone, Policy, StopsAt};
use crate::state::{Clock, Handoff};
use crate::time::Timestamp;

/// One handoff point in a period, as of an instant.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The policy that says what counts.
    pub policy: &'a Policy,
    /// The handoff point.
    pub point: &'a HandoffPoint,
    /// The kind of record that it hands over.
    pub kind: &'a Kind,
    /// The handoffs offered in it are the cohort.
    pub cohort: Period,
    /// The period that snapshots are taken at the start of: forecast and slip.
    pub snapshot: Period,
    /// The twelve months up to the end of [`Self::cohort`], or up to now where that comes first.
    pub year: Period,
    /// So many weeks into [`Self::snapshot`] the forecast is taken.
    pub week: u8,
    /// As of when.
    pub now: Timestamp,
}

impl<'a> Scope<'a> {
    /// The scope of `point` in `cohort`; `None` when the policy does not know the point's kind of record.
    ///
    /// Snapshots are taken in `cohort`; where that is longer than a quarter, in its last whole fiscal quarter: a forecast
    /// made a year ahead says nothing of how well a team forecasts.
    pub fn new(
        policy: &'a Policy,
        point: &'a HandoffPoint,
        cohort: Period,
        now: Timestamp,
    ) -> Option<Self> {
        let kind = policy.kind(&point.record)?;
        let workspace = &policy.workspace;
        let snapshot = if cohort.is_longer_than_a_quarter() {
            let until = cohort.to.min(now.plus(1));
            Period::quarter_before(until, workspace.fiscal_year_starts, &workspace.zone)
        } else {
            cohort
        };
        Some(Self {
            policy,
            point,
            kind,
            cohort,
            snapshot,
            year: cohort.year_to_end(now.plus(1), &workspace.zone),
            week: 0,
            now,
        })
    }

    /// True when `handoff` is of this point and was offered in the period.
    pub fn is_in_cohort(&self, handoff: &Handoff) -> bool {
        let is_in_period = handoff
            .offered_at
            .is_some_and(|at| self.cohort.contains(at));
        is_in_period && handoff.point == self.point.id
    }

    /// The first milestone whose clock stops as `stops` says.
    pub fn milestone(&self, stops: impl Fn(&StopsAt) -> bool) -> Option<&'a Milestone> {
        self.point
            .sla
            .iter()
            .find(|milestone| stops(&milestone.stops))
    }

    /// The workspace's zone.
    pub fn zone(&self) -> &'a TimeZone {
        &self.policy.workspace.zone
    }

    /// The date at `at` in the workspace's zone.
    pub fn date(&self, at: Timestamp) -> Date {
        date_in(at, self.zone())
    }

    /// The first instant of `on` in the workspace's zone.
    pub fn start_of(&self, on: Date) -> Timestamp {
        start_of(on, self.zone())
    }

    /// Up to when the snapshot period is known.
    pub fn snapshot_end(&self) -> Timestamp {
        self.snapshot.to.min(self.now.plus(1))
    }
}

/// Whether a clock kept its promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Stopped in time.
    Met,
    /// Stopped late, or is overdue.
    Missed,
    /// Still running and not yet due.
    Open,
    /// Nothing was promised, or it ended before it was due.
    None,
}

/// What became of the promise of `clock` by `now`. An act at exactly the due instant is in time.
///
/// Source: PRODUCT.md, SLA attainment.
pub fn promise(clock: &Clock, now: Timestamp) -> Promise {
    let Some(due) = clock.due_at.filter(|_| clock.target.is_some()) else {
        return Promise::None;
    };
    let stopped_late = clock.stopped_at.is_some_and(|at| at > due);
    let overdue = clock.is_running() && !clock.is_paused() && now > due;
    if clock.breached_at.is_some() || stopped_late || overdue {
        return Promise::Missed;
    }
    match (clock.stopped_at, clock.cancelled) {
        (Some(_), _) => Promise::Met,
        (None, true) => Promise::None,
        (None, false) => Promise::Open,
    }
}
