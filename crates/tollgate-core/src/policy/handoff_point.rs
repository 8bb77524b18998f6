//! A handoff point: when responsibility passes, to whom, on which terms.

use std::collections::BTreeMap;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::{FailureWatch, Kpi, Milestone, TouchTypes};
use crate::condition::Condition;
use crate::ids::{CriterionId, PersonId, PointId, QueueId, ReasonCode, RecordKind, RuleId};
use crate::time::Budget;

/// One handoff point.
#[derive(Clone, Debug)]
pub struct HandoffPoint {
    /// The point.
    pub id: PointId,
    /// The name on screen.
    pub title: SmolStr,
    /// What is to be right when responsibility passes, in a few words.
    pub focus: Option<SmolStr>,
    /// The kind of record that is handed over.
    pub record: RecordKind,
    /// Who hands over: a team or a function.
    pub from: SmolStr,
    /// Who takes over: a team or a function.
    pub to: SmolStr,
    /// Who answers for it in the monthly review.
    pub sponsor: Option<PersonId>,
    /// What makes a handoff open.
    pub opens: Opens,
    /// How acceptance is given.
    pub accepts_on: Acceptance,
    /// What must be true before a handoff counts as accepted.
    pub criteria: Vec<Criterion>,
    /// The fields that the sender must hand over, as slots.
    pub context: Vec<u16>,
    /// The rules that find the receiver; the first that yields one wins.
    pub route: Vec<RouteRule>,
    /// What is measured and promised.
    pub sla: Vec<Milestone>,
    /// The reasons that each outcome may have, each with its next action.
    pub dispositions: BTreeMap<Outcome, BTreeMap<ReasonCode, NextAction>>,
    /// The handoff has served its purpose.
    pub completes: Option<Condition>,
    /// The handoff no longer applies.
    pub withdraws: Option<Condition>,
    /// The figures that it is reviewed by.
    pub kpi: Kpi,
    /// The failure modes to watch.
    pub failures: Vec<FailureWatch>,
    /// When the criteria were last reviewed.
    pub reviewed_on: Option<Date>,
    /// How long a review holds.
    pub criteria_expire: Option<Budget>,
    /// Fields that reports are broken down by, as slots.
    pub dimensions: Vec<u16>,
}

/// What makes a handoff open.
#[derive(Clone, Debug)]
pub enum Opens {
    /// At the moment the condition turns true, or the record first appears with it true.
    When(Condition),
    /// So long before the date in the field, in the workspace's zone, while `only` holds.
    Before {
        /// The slot of the date field.
        date: u16,
        /// How long before.
        by: Budget,
        /// A condition that must hold on the day.
        only: Option<Condition>,
    },
}

impl Opens {
    /// The condition to evaluate, where there is one.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::When(condition) => Some(condition),
            Self::Before { only, .. } => only.as_ref(),
        }
    }
}

/// How acceptance is given.
#[derive(Clone, Debug)]
pub enum Acceptance {
    /// The receiver says so.
    Explicit,
    /// The owner's first touch of these types says so.
    Touch(TouchTypes),
    /// A field of the record says so.
    When(Condition),
}

/// Something that must be true before a handoff counts as accepted.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// The criterion.
    pub id: CriterionId,
    /// What is checked.
    pub check: Condition,
    /// What to tell the sender when it is not met.
    pub says: SmolStr,
    /// What happens when it is not met.
    pub unmet: Unmet,
}

/// What happens when a criterion is not met.
#[derive(Clone, Debug)]
pub enum Unmet {
    /// Wait for the data so long, then do the other thing.
    Hold {
        /// How long to wait.
        wait: Budget,
        /// What to do when the wait is over; never another hold.
        then: Box<Unmet>,
    },
    /// Back to the sender with the gap named.
    Return,
    /// Go on, with the gap named.
    Warn,
    /// End the handoff with this outcome and reason.
    Dispose(Outcome, ReasonCode),
}

/// One rule of a route.
#[derive(Clone, Debug)]
pub struct RouteRule {
    /// The rule.
    pub id: RuleId,
    /// When it applies; always where it is not said.
    pub when: Option<Condition>,
    /// Where it leads.
    pub to: RouteTo,
}

/// Where a routing rule leads.
#[derive(Clone, Debug)]
pub enum RouteTo {
    /// The person whom the expression names, unless one of the exclusions holds.
    Owner {
        /// Yields a person.
        owner: Condition,
        /// Exclusions that make the rule yield nobody.
        unless: Vec<super::SkipWhen>,
    },
    /// A member of the queue, or the queue itself while nobody can take it.
    Queue(QueueId),
    /// One person.
    Person(PersonId),
}

/// How a handoff can end without being completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Back to the sender, who may send again.
    Returned,
    /// Not taken over.
    Rejected,
    /// Put aside until it may be worth another try.
    Recycled,
}

impl Outcome {
    /// The outcome as the policy writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Recycled => "recycled",
        }
    }
}

/// What happens to the record after a disposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextAction {
    /// The action.
    pub next: NextKind,
    /// How long it lasts.
    pub lasts: Option<Budget>,
    /// The slot of the date on which it ends.
    pub until: Option<u16>,
    /// What follows when it ends.
    pub then: Then,
}

/// The next actions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextKind {
    /// The sender mends the gaps and sends again.
    Fix,
    /// Marketing keeps in touch.
    Nurture,
    /// Missing or wrong data is looked up.
    Enrich,
    /// Nobody contacts it again.
    Suppress,
    /// Somebody else is to take it.
    Reroute,
    /// It is merged with the record it duplicates.
    Merge,
    /// Nothing more is done.
    Close,
}

impl NextKind {
    /// Every next action, in the order of the vocabulary.
    pub const ALL: [Self; 7] = [
        Self::Fix,
        Self::Nurture,
        Self::Enrich,
        Self::Suppress,
        Self::Reroute,
        Self::Merge,
        Self::Close,
    ];

    /// The next action as the policy writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::Nurture => "nurture",
            Self::Enrich => "enrich",
            Self::Suppress => "suppress",
            Self::Reroute => "reroute",
            Self::Merge => "merge",
            Self::Close => "close",
        }
    }
}

/// What follows when a next action ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// A handoff of the same kind opens again, if the record still fits: after the wait, or once the data changed.
    Reopen,
}
