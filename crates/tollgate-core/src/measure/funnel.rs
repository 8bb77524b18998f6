//! The funnel of a handoff point: what became of the handoffs that were offered, and how those open now stand.

use super::scope::{Promise, Scope, promise};
use crate::state::{Clock, Handoff, HandoffState};
use crate::time::Timestamp;

/// Counts of the cohort, and of what is open now whatever the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// Opened in the period.
    pub opened: u64,
    /// Offered in the period: the cohort. Every following count up to `withdrawn` is a part of it.
    pub offered: u64,
    /// Touched.
    pub touched: u64,
    /// Accepted.
    pub accepted: u64,
    /// Completed.
    pub completed: u64,
    /// Returned at least once.
    pub returned: u64,
    /// Rejected.
    pub rejected: u64,
    /// Recycled.
    pub recycled: u64,
    /// Withdrawn.
    pub withdrawn: u64,
    /// Open now, whenever offered.
    pub open: u64,
    /// Open now, with a promise that is nearly used up.
    pub at_risk: u64,
    /// Open now, with a broken promise that is still owed.
    pub breached: u64,
}

/// How an open handoff stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every promise has time left.
    OnTrack,
    /// A rung of a ladder was reached, or three quarters of the time to a promise have passed.
    AtRisk,
    /// A promise is broken and still owed.
    Breached,
}

impl Funnel {
    /// Counts one handoff of the point.
    pub fn observe(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        self.opened += u64::from(scope.cohort.contains(handoff.opened_at));
        if handoff.state.is_open() {
            self.count_open(handoff, scope.now);
        }
        if scope.is_in_cohort(handoff) {
            self.count_offered(handoff);
        }
    }

    fn count_open(&mut self, handoff: &Handoff, now: Timestamp) {
        self.open += 1;
        match standing(handoff, now) {
            Standing::OnTrack => {}
            Standing::AtRisk => self.at_risk += 1,
            Standing::Breached => self.breached += 1,
        }
    }

    fn count_offered(&mut self, handoff: &Handoff) {
        self.offered += 1;
        self.touched += u64::from(handoff.touched_at.is_some());
        self.accepted += u64::from(handoff.accepted_at.is_some());
        self.returned += u64::from(handoff.returns > 0 || handoff.state == HandoffState::Returned);
        match handoff.state {
            HandoffState::Completed => self.completed += 1,
            HandoffState::Rejected => self.rejected += 1,
            HandoffState::Recycled => self.recycled += 1,
            HandoffState::Withdrawn => self.withdrawn += 1,
            HandoffState::Held
            | HandoffState::Offered
            | HandoffState::Accepted
            | HandoffState::Returned => {}
        }
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: Self) {
        self.opened += other.opened;
        self.offered += other.offered;
        self.touched += other.touched;
        self.accepted += other.accepted;
        self.completed += other.completed;
        self.returned += other.returned;
        self.rejected += other.rejected;
        self.recycled += other.recycled;
        self.withdrawn += other.withdrawn;
        self.open += other.open;
        self.at_risk += other.at_risk;
        self.breached += other.breached;
    }
}

/// How the open `handoff` stands at `now`, by its worst clock.
pub fn standing(handoff: &Handoff, now: Timestamp) -> Standing {
    let running = || handoff.clocks.iter().filter(|clock| clock.is_running());
    if running().any(|clock| promise(clock, now) == Promise::Missed) {
        Standing::Breached
    } else if running().any(|clock| is_at_risk(clock, now)) {
        Standing::AtRisk
    } else {
        Standing::OnTrack
    }
}

/// Whether three quarters of what was promised on the running `clock` have passed, or a rung of its ladder was reached.
pub fn is_at_risk(clock: &Clock, now: Timestamp) -> bool {
    let Some(due) = clock.due_at.filter(|_| !clock.is_paused()) else {
        return false;
    };
    let (passed, whole) = (now.since(clock.started_at), due.since(clock.started_at));
    clock.rung != (0, 0) || i128::from(passed) * 4 >= i128::from(whole) * 3
}
