//! A handoff: one instance of a handoff point.

use smol_str::SmolStr;

use super::Clock;
use crate::ids::{HandoffId, PersonId, PointId, QueueId, ReasonCode, RecordRef, RuleId};
use crate::policy::{NextKind, Outcome, Then};
use crate::time::Timestamp;

/// One handoff.
#[derive(Clone, Debug, PartialEq)]
pub struct Handoff {
    /// Which handoff.
    pub id: HandoffId,
    /// The point that it is an instance of.
    pub point: PointId,
    /// The policy revision that it goes by: the one that opened it, or the one that it was moved to.
    pub revision: u32,
    /// The record that is handed over.
    pub record: RecordRef,
    /// The record that the journey began with.
    pub journey: RecordRef,
    /// Where it stands.
    pub state: HandoffState,
    /// Who hands over: the record's owner when it opened.
    pub sender: Option<PersonId>,
    /// Who has it, or had it last.
    pub owner: Option<PersonId>,
    /// The queue it came through.
    pub queue: Option<QueueId>,
    /// The routing rule that found the receiver.
    pub rule: Option<RuleId>,
    /// Fields that reports are broken down by: name and value when it was offered.
    pub dimensions: Vec<(SmolStr, SmolStr)>,
    /// When the record was received.
    pub received_at: Timestamp,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When it was first offered.
    pub offered_at: Option<Timestamp>,
    /// When the present owner was assigned.
    pub assigned_at: Option<Timestamp>,
    /// When it was first touched.
    pub touched_at: Option<Timestamp>,
    /// By whom, where that is known.
    pub touched_by: Option<PersonId>,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// When it was accepted, returned, rejected or recycled.
    pub decided_at: Option<Timestamp>,
    /// When it reached a state that it does not leave by itself.
    pub closed_at: Option<Timestamp>,
    /// When a hold ends.
    pub held_until: Option<Timestamp>,
    /// When it may overflow into another queue.
    pub overflow_at: Option<Timestamp>,
    /// When to look for a member again, while nobody was eligible.
    pub retry_at: Option<Timestamp>,
    /// When it opens again after having been put aside.
    pub reopen_at: Option<Timestamp>,
    /// What is not met.
    pub gaps: Vec<Gap>,
    /// How it ended, where it did not complete.
    pub disposition: Option<Disposition>,
    /// What the owner does next.
    pub next_step: Option<NextStep>,
    /// How often it was returned.
    pub returns: u32,
    /// Who had it and let it go, and is not offered it again.
    pub declined: Vec<PersonId>,
    /// The handoff that it opened again from.
    pub reopened_from: Option<HandoffId>,
    /// Another handoff opened again from it.
    pub reopened: bool,
    /// Its clocks, in the order of the policy.
    pub clocks: Vec<Clock>,
}

/// Where a handoff stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandoffState {
    /// Criteria are not met, and data may still come.
    Held,
    /// Offered to a queue or an owner.
    Offered,
    /// Taken over.
    Accepted,
    /// Served its purpose.
    Completed,
    /// Back with the sender, who may send again.
    Returned,
    /// Not taken over.
    Rejected,
    /// Put aside until it may be worth another try.
    Recycled,
    /// No longer applies.
    Withdrawn,
}

impl HandoffState {
    /// Every state, in the order of the vocabulary.
    pub const ALL: [Self; 8] = [
        Self::Held,
        Self::Offered,
        Self::Accepted,
        Self::Completed,
        Self::Returned,
        Self::Rejected,
        Self::Recycled,
        Self::Withdrawn,
    ];

    /// The state as people and conditions write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Completed => "completed",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Recycled => "recycled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// True while somebody has to do something: at most one such handoff of a point per record.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Held | Self::Offered | Self::Accepted | Self::Returned
        )
    }

    /// True while it counts towards its owner's load.
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::Offered | Self::Accepted)
    }
}

/// A criterion or context field that is not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The criterion, or the context field.
    pub name: SmolStr,
    /// What to tell the sender.
    pub says: SmolStr,
}

/// Outcome, reason and next action.
#[derive(Clone, Debug, PartialEq)]
pub struct Disposition {
    /// How it ended.
    pub outcome: Outcome,
    /// Why.
    pub reason: ReasonCode,
    /// The reason is one that the policy lists.
    pub standard: bool,
    /// What happens to the record.
    pub next: NextKind,
    /// What follows.
    pub then: Then,
    /// Who does the next action.
    pub owner: Option<PersonId>,
    /// When the next action ends.
    pub until: Option<Timestamp>,
    /// In the receiver's words.
    pub note: Option<SmolStr>,
}

/// A dated, owned action after acceptance.
#[derive(Clone, Debug, PartialEq)]
pub struct NextStep {
    /// What is to be done.
    pub what: SmolStr,
    /// By when.
    pub due_at: Timestamp,
    /// By whom.
    pub owner: PersonId,
}

impl Handoff {
    /// The clock of `milestone`.
    pub fn clock(&self, milestone: &crate::ids::MilestoneId) -> Option<&Clock> {
        self.clocks
            .iter()
            .find(|clock| &clock.milestone == milestone)
    }

    /// True while it is open or may open again.
    pub fn is_live(&self) -> bool {
        self.state.is_open() || self.reopen_at.is_some() || self.waits_for_data()
    }

    /// The soonest due of its clocks that count: what stands still falls due later than it says. `None` where none counts.
    pub fn soonest_due(&self) -> Option<Timestamp> {
        let counting = self.clocks.iter();
        let counting = counting.filter(|clock| clock.is_running() && !clock.is_paused());
        counting.filter_map(|clock| clock.due_at).min()
    }

    /// When it counts to a period: when it was first offered, or opened while it never was.
    pub fn counted_at(&self) -> Timestamp {
        self.offered_at.unwrap_or(self.opened_at)
    }

    /// Who sent it and has it back, while it is returned.
    pub fn returned_to(&self) -> Option<&PersonId> {
        let sender = self.sender.as_ref();
        sender.filter(|_| self.state == HandoffState::Returned)
    }

    /// True while it was put aside until the record's data changes.
    pub fn waits_for_data(&self) -> bool {
        let reopens = self
            .disposition
            .as_ref()
            .is_some_and(|d| d.then == Then::Reopen && d.until.is_none());
        reopens
            && matches!(self.state, HandoffState::Rejected | HandoffState::Recycled)
            && !self.reopened
    }

    /// True while it is offered to `queue` and nobody has it.
    pub fn is_waiting_in(&self, queue: &QueueId) -> bool {
        self.state == HandoffState::Offered
            && self.owner.is_none()
            && self.queue.as_ref() == Some(queue)
    }

    /// The earliest instant at which time alone changes something.
    pub fn next_alarm(&self) -> Option<Timestamp> {
        let own = [
            self.held_until,
            self.overflow_at,
            self.retry_at,
            self.reopen_at,
        ];
        let clocks = self.clocks.iter().filter_map(Clock::next_alarm);
        own.into_iter().flatten().chain(clocks).min()
    }
}
