//! Which handoffs a list shows.

use tollgate_core::ids::{PersonId, PointId, QueueId, ReasonCode, RecordRef};
use tollgate_core::measure::{Period, Standing, standing};
use tollgate_core::state::{Handoff, HandoffState};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;

use super::inbox::Inbox;

/// Which handoffs; all of what is said has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose inbox it is in.
    pub inbox: Option<Inbox>,
    /// Only those that wait in a queue, one of these, for any of its members.
    pub waiting: Option<Vec<QueueId>>,
    /// Where it stands.
    pub state: Option<HandoffState>,
    /// Only those that are open, or only those that are not.
    pub open: Option<bool>,
    /// The handoff point.
    pub point: Option<PointId>,
    /// Who has it: one of these; whoever where there is none.
    pub owners: Vec<PersonId>,
    /// The queue it came through: one of these; whichever where there is none.
    pub queues: Vec<QueueId>,
    /// The record.
    pub record: Option<RecordRef>,
    /// How it stands while it is open, by its worst clock.
    pub standing: Option<Standing>,
    /// When it was first offered.
    pub offered: Option<Period>,
    /// The reason with which it was returned, rejected or recycled.
    pub reason: Option<ReasonCode>,
}

impl Filter {
    /// Whether `row` fits, as it stands at `now`.
    pub(super) fn takes(&self, row: &Handoff, now: Timestamp) -> bool {
        fn fits<T: PartialEq>(wanted: Option<&T>, found: Option<&T>) -> bool {
            wanted.is_none_or(|wanted| Some(wanted) == found)
        }
        fn is_one_of<T: PartialEq>(wanted: &[T], found: Option<&T>) -> bool {
            wanted.is_empty() || found.is_some_and(|found| wanted.contains(found))
        }
        let is_open = row.state.is_open();
        let stands = |wanted| is_open && standing(row, now) == wanted;
        let was_offered = |period: Period| row.offered_at.is_some_and(|at| period.contains(at));
        self.inbox.as_ref().is_none_or(|inbox| inbox.takes(row))
            && (self.waiting.as_ref())
                .is_none_or(|queues| queues.iter().any(|queue| row.is_waiting_in(queue)))
            && self.open.is_none_or(|open| open == is_open)
            && fits(self.state.as_ref(), Some(&row.state))
            && fits(self.point.as_ref(), Some(&row.point))
            && is_one_of(&self.owners, row.owner.as_ref())
            && is_one_of(&self.queues, row.queue.as_ref())
            && fits(self.record.as_ref(), Some(&row.record))
            && fits(
                self.reason.as_ref(),
                row.disposition.as_ref().map(|it| &it.reason),
            )
            && self.offered.is_none_or(was_offered)
            && self.standing.is_none_or(stands)
    }

    /// True where only open ones can fit.
    pub(super) fn is_of_open(&self) -> bool {
        self.open == Some(true)
            || self.standing.is_some()
            || self.state.is_some_and(HandoffState::is_open)
    }

    /// What names all that can fit, where the store has it at hand; nothing where it has not.
    pub(super) fn short_cut(&self) -> Vec<Want> {
        match (&self.inbox, &self.record, &self.waiting) {
            (Some(inbox), ..) => inbox.handoffs(),
            (_, Some(record), _) => vec![Want::HandoffsOf(record.clone())],
            (.., Some(queues)) => queues.iter().cloned().map(Want::WaitingIn).collect(),
            _ if self.state.is_some_and(HandoffState::is_carried) => {
                self.owners.iter().cloned().map(Want::CarriedBy).collect()
            }
            _ => Vec::new(),
        }
    }
}
