//! What happened, with the reasons. Events are all that is ever written; state is what they add up to.

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::audit::Audit;
use crate::command::{Activity, Actor};
use crate::erasure::{Erasure, Forgetting};
use crate::ids::{
    CalendarId, FieldName, GateId, HandoffId, MilestoneId, PersonId, PlaybookId, PointId, QueueId,
    RecordRef, RuleId, StageName, TaskId, ViolationId,
};
use crate::policy::{InFlight, RungAction};
use crate::reason::Reason;
use crate::state::{
    Availability, Disposition, Gap, NextStep, Segments, Standing, Task, Violation, Waiver,
};
use crate::time::{Budget, Timestamp};
use crate::value::Value;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, by the ledger's clock, which never goes back.
    pub at: Timestamp,
    /// Who brought it about.
    pub actor: Actor,
    /// What happened.
    pub what: What,
    /// Why: one reason per rule consulted.
    pub reasons: Vec<Reason>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the fields of small variants are named after the types that document them"
)]
pub enum What {
    /// A record was created or changed.
    RecordObserved(RecordObserved),
    /// A record follows from another: its journey began there.
    JourneyJoined {
        record: RecordRef,
        journey: RecordRef,
    },
    /// Something was done or received.
    ActivityLogged(Activity),
    /// Nobody may contact this record again, nor its identity where it has one.
    RecordSuppressed {
        record: RecordRef,
        identity: Option<SmolStr>,
    },
    /// When to look at the record again changed.
    RecordAlarmSet {
        record: RecordRef,
        at: Option<Timestamp>,
    },
    /// A handoff opened.
    HandoffOpened(HandoffOpened),
    /// Criteria are not met, and data may still come until then.
    HandoffHeld {
        handoff: HandoffId,
        gaps: Vec<Gap>,
        until: Timestamp,
    },
    /// It was offered.
    HandoffOffered {
        handoff: HandoffId,
        gaps: Vec<Gap>,
        dimensions: Vec<(SmolStr, SmolStr)>,
    },
    /// It has an owner, or waits in a queue.
    HandoffRouted(HandoffRouted),
    /// Its owner let it go, or it was taken from them.
    HandoffReleased {
        handoff: HandoffId,
        from: PersonId,
        declined: bool,
    },
    /// It was touched for the first time.
    HandoffTouched {
        handoff: HandoffId,
        touched_at: Timestamp,
        by: Option<PersonId>,
    },
    /// Somebody took it over.
    HandoffAccepted { handoff: HandoffId, by: PersonId },
    /// It was returned, rejected or recycled.
    HandoffDisposed {
        handoff: HandoffId,
        disposition: Disposition,
        gaps: Vec<Gap>,
        reopen_at: Option<Timestamp>,
    },
    /// It no longer applies.
    HandoffWithdrawn { handoff: HandoffId, why: SmolStr },
    /// It served its purpose.
    HandoffCompleted { handoff: HandoffId },
    /// Another one opened again from it, or it never will.
    ReopeningEnded { handoff: HandoffId, reopened: bool },
    /// What happens next was said.
    NextStepSet { handoff: HandoffId, step: NextStep },
    /// A clock started.
    ClockStarted(ClockStarted),
    /// A clock stands still.
    ClockPaused {
        handoff: HandoffId,
        milestone: MilestoneId,
        segments: Segments,
    },
    /// A clock goes on.
    ClockResumed {
        handoff: HandoffId,
        milestone: MilestoneId,
        due_at: Option<Timestamp>,
        rung_at: Option<Timestamp>,
        segments: Segments,
    },
    /// A clock goes on under another owner.
    ClockMoved(ClockMoved),
    /// A clock stopped.
    ClockStopped {
        handoff: HandoffId,
        milestone: MilestoneId,
        stopped_at: Timestamp,
        elapsed: i64,
        segments: Segments,
    },
    /// The promise was broken; measurement goes on.
    ClockBreached {
        handoff: HandoffId,
        milestone: MilestoneId,
        due_at: Timestamp,
    },
    /// The handoff ended before the milestone.
    ClockCancelled {
        handoff: HandoffId,
        milestone: MilestoneId,
        segments: Segments,
    },
    /// A rung of the ladder was reached.
    RungReached(RungReached),
    /// A member joined a queue or came back to it, and starts level with the others.
    StandingSet(Standing),
    /// A person is here, away or gone.
    PresenceChanged {
        person: PersonId,
        availability: Availability,
    },
    /// A gate was asked and answered.
    GateAnswered(GateAnswered),
    /// The master system moved a record around a gate.
    ViolationOpened(Violation),
    /// A violation was repaired or waived.
    ViolationClosed {
        violation: ViolationId,
        how: SmolStr,
    },
    /// An exception was made.
    WaiverGranted(Waiver),
    /// A playbook started.
    PlaybookStarted {
        playbook: PlaybookId,
        record: RecordRef,
        handoff: Option<HandoffId>,
        for_date: Option<Date>,
    },
    /// A task came from a playbook.
    TaskCreated(Task),
    /// A task can be done, the ones before it being done.
    TaskOpened { task: TaskId },
    /// A task is done.
    TaskDone { task: TaskId },
    /// A task was not done by its date.
    TaskOverdue { task: TaskId },
    /// A revision of the policy came into force.
    PolicyPublished {
        revision: u32,
        open: InFlight,
        digest: SmolStr,
        /// Who agreed to it beside the one who published it, where somebody had to.
        approved_by: Option<Actor>,
    },
    /// A handoff goes by another revision of the policy from here on.
    HandoffMigrated(HandoffMigrated),
    /// Something was done to the workspace that auditors ask about; no row changed.
    Audited(Audit),
    /// A person was erased from records and entries; what was decided stays decided.
    PersonErased(Erasure),
    /// Values of a record are no longer kept.
    RecordForgotten(Forgetting),
    /// The policy forbids what was asked; nothing changed.
    Refused(Refused),
}

/// A record was created or changed.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordObserved {
    /// The record.
    pub record: RecordRef,
    /// Set when it was not known before: when the source created it.
    pub created_at: Option<Timestamp>,
    /// When the source made the change.
    pub changed_at: Timestamp,
    /// The fields that changed.
    pub changes: Vec<(FieldName, Value)>,
    /// The fields that were said again: older news about them is old from here on.
    pub confirmed: Vec<FieldName>,
}

/// A handoff opened.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoffOpened {
    /// Which handoff.
    pub handoff: HandoffId,
    /// The point that it is an instance of.
    pub point: PointId,
    /// The policy revision.
    pub revision: u32,
    /// The record.
    pub record: RecordRef,
    /// The record that the journey began with.
    pub journey: RecordRef,
    /// Who hands over.
    pub sender: Option<PersonId>,
    /// When the record was received.
    pub received_at: Timestamp,
    /// The handoff that it opens again from.
    pub reopened_from: Option<HandoffId>,
    /// The date that opened it, where a date did.
    pub for_date: Option<Date>,
    /// Who is not offered it: who let it go before.
    pub declined: Vec<PersonId>,
}

/// A handoff has an owner, or waits in a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoffRouted {
    /// The handoff.
    pub handoff: HandoffId,
    /// The routing rule; `None` when a person or a ladder decided.
    pub rule: Option<RuleId>,
    /// The queue.
    pub queue: Option<QueueId>,
    /// The owner; `None` while it waits.
    pub owner: Option<PersonId>,
    /// When it may overflow into another queue.
    pub overflow_at: Option<Timestamp>,
    /// When to look for a member again.
    pub retry_at: Option<Timestamp>,
}

/// A clock started.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockStarted {
    /// The handoff.
    pub handoff: HandoffId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// What was promised.
    pub target: Option<Budget>,
    /// The calendar it counts in.
    pub calendar: Option<CalendarId>,
    /// When it started, which may lie before the event.
    pub started_at: Timestamp,
    /// When the promise falls due.
    pub due_at: Option<Timestamp>,
    /// Who is responsible.
    pub owner: Option<PersonId>,
    /// The queue that it waits in, or came through.
    pub queue: Option<QueueId>,
    /// When the first rung is reached.
    pub rung_at: Option<Timestamp>,
}

/// A clock goes on under another owner.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockMoved {
    /// The handoff.
    pub handoff: HandoffId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// Who is responsible from here on.
    pub owner: Option<PersonId>,
    /// The queue that it waits in from here on, or came through.
    pub queue: Option<QueueId>,
    /// Working microseconds counted so far.
    pub used: i64,
    /// When the promise falls due.
    pub due_at: Option<Timestamp>,
    /// When the next rung is reached.
    pub rung_at: Option<Timestamp>,
    /// Wall time so far, attributed.
    pub segments: Segments,
}

/// A handoff goes by another revision of the policy from here on.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoffMigrated {
    /// The handoff.
    pub handoff: HandoffId,
    /// The revision.
    pub revision: u32,
    /// The running clocks on which that revision has other terms.
    pub clocks: Vec<MigratedClock>,
}

/// A clock goes on under other terms.
#[derive(Clone, Debug, PartialEq)]
pub struct MigratedClock {
    /// The milestone.
    pub milestone: MilestoneId,
    /// What is promised.
    pub target: Option<Budget>,
    /// The calendar it counts in.
    pub calendar: Option<CalendarId>,
    /// Working microseconds counted so far, in the calendar of before.
    pub used: i64,
    /// When the promise falls due; the original due instant stays as it was.
    pub due_at: Option<Timestamp>,
    /// When the next rung is reached.
    pub rung_at: Option<Timestamp>,
    /// Wall time so far, attributed.
    pub segments: Segments,
}

/// A rung of a ladder was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct RungReached {
    /// The handoff.
    pub handoff: HandoffId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// Which rung, first is 0.
    pub rung: u16,
    /// Which repeat of it, first is 0.
    pub repeat: u32,
    /// True before the promise is broken.
    pub warning: bool,
    /// Who is told.
    pub notify: Vec<PersonId>,
    /// What is done.
    pub act: Option<RungAction>,
    /// Where the ladder stands afterwards: the rung to reach next, and which repeat of it.
    pub next: (u16, u32),
    /// When that is.
    pub next_at: Option<Timestamp>,
}

/// A gate was asked and answered.
#[derive(Clone, Debug, PartialEq)]
pub struct GateAnswered {
    /// The record.
    pub record: RecordRef,
    /// The gates that were asked.
    pub gates: Vec<GateId>,
    /// The stage it is in.
    pub from: Option<StageName>,
    /// The stage to enter.
    pub into: StageName,
    /// True when it may.
    pub allowed: bool,
    /// The rules that are not met and block.
    pub blocked_by: Vec<RuleId>,
    /// The rules that are not met and only warn.
    pub warned_by: Vec<RuleId>,
}

/// The policy forbids what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The command.
    pub command: SmolStr,
    /// The handoff or record that it was about, as text.
    pub subject: SmolStr,
    /// A stable code: `not_open`, `unknown_handoff`, `gate_closed`.
    pub code: SmolStr,
    /// What is wrong and what to do.
    pub says: SmolStr,
}
