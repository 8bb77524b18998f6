//! What is asked of Tollgate: news of a record, an act on a handoff, or the passing of time.

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::audit::Audit;
use crate::erasure::{Erasure, Forgetting};
use crate::ids::{
    ActivityId, ActivityType, FieldName, GateId, HandoffId, PersonId, PointId, ReasonCode,
    RecordRef, RuleId, StageName, TaskId,
};
use crate::policy::InFlight;
use crate::state::Availability;
use crate::time::Timestamp;
use crate::value::Value;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// Another system, by its name: `crm`, `import`.
    System(SmolStr),
    /// Tollgate itself: time passed, or one decision led to another.
    Tollgate,
}

impl Actor {
    /// The person, where it is one.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::System(_) | Self::Tollgate => None,
        }
    }

    /// The person, the system's name, or `tollgate`.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => person.as_str(),
            Self::System(name) => name,
            Self::Tollgate => "tollgate",
        }
    }
}

/// A command, and who gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who asks.
    pub actor: Actor,
    /// What is asked.
    pub command: Command,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A record was created or changed in the system that is its master.
    Observe(RecordChange),
    /// Something was done or received on a record.
    Log(Activity),
    /// Take a handoff over.
    Accept(HandoffId),
    /// Send it back with what is missing.
    Return(Return),
    /// Refuse it.
    Reject(Dispose),
    /// Put it aside.
    Recycle(Dispose),
    /// Take an offer back.
    Withdraw(HandoffId, SmolStr),
    /// Say that it served its purpose.
    Complete(HandoffId),
    /// Send a returned handoff again, or offer a held one as it is.
    Resend(HandoffId),
    /// Give it to somebody else.
    Reassign(HandoffId, PersonId),
    /// Pull one out of a queue.
    Claim(HandoffId),
    /// Say what happens next.
    SetNextStep(SetNextStep),
    /// A task is done.
    CompleteTask(TaskId),
    /// May this record enter this stage? Nothing changes.
    AskGate(StageMove),
    /// Move the record through the gate.
    ChangeStage(StageMove),
    /// Make an exception to a gate.
    Waive(Waive),
    /// An act on the handoff that a record has open, for systems that know the record and not the handoff.
    OnHandoff(OnHandoff),
    /// A person is away, back, or has left.
    SetAvailability(PersonId, Availability),
    /// The policy that decides this comes into force.
    Publish(Publish),
    /// An open handoff goes by the policy in force from here on; criteria and routing are looked at again where asked.
    Migrate(HandoffId, InFlight),
    /// Something was done to the workspace that belongs in the ledger and decides nothing.
    Note(Audit),
    /// A person is erased; the use case has worked out what changes where.
    Erase(Erasure),
    /// Values of a record are no longer kept; the use case has worked out what changes where.
    Forget(Forgetting),
    /// Time passed.
    Tick,
}

/// A policy comes into force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publish {
    /// What it does to the handoffs that are open.
    pub open: InFlight,
    /// Who agreed to it beside the one who publishes, where somebody had to.
    pub approved_by: Option<Actor>,
    /// Of the policy's text, in hexadecimal.
    pub digest: SmolStr,
}

/// What is known of a record that was created or changed.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordChange {
    /// The record.
    pub record: RecordRef,
    /// When the source created it, where it says so.
    pub created_at: Option<Timestamp>,
    /// When the source made the change; older news does not overwrite newer.
    pub changed_at: Timestamp,
    /// The fields that the source sent, also those that did not change.
    pub fields: Vec<(FieldName, Value)>,
}

/// Something done or received on a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// The id in the system it comes from.
    pub id: ActivityId,
    /// The record; `None` when the source does not say which one.
    pub record: Option<RecordRef>,
    /// Its type.
    pub of: ActivityType,
    /// Who started it.
    pub direction: Direction,
    /// Who did it, on our side.
    pub by: Option<PersonId>,
    /// Sent by a machine, so it is no touch.
    pub automated: bool,
    /// A tag, such as `kickoff`.
    pub tag: Option<SmolStr>,
    /// When.
    pub at: Timestamp,
}

/// Who started an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// We did.
    Outbound,
    /// They did.
    Inbound,
}

/// A return, with what is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Return {
    /// The handoff.
    pub handoff: HandoffId,
    /// Why; the only reason that the policy lists, where it is not said.
    pub reason: ReasonCode,
    /// The criteria and context fields that are missing.
    pub gaps: Vec<SmolStr>,
    /// In the receiver's words.
    pub note: Option<SmolStr>,
}

/// A rejection or recycling.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispose {
    /// The handoff.
    pub handoff: HandoffId,
    /// Why.
    pub reason: ReasonCode,
    /// In the receiver's words.
    pub note: Option<SmolStr>,
    /// Until when, where the receiver says so.
    pub until: Option<Date>,
}

/// What happens next, by whom and by when.
#[derive(Clone, Debug, PartialEq)]
pub struct SetNextStep {
    /// The handoff.
    pub handoff: HandoffId,
    /// What is to be done.
    pub what: SmolStr,
    /// By when.
    pub due_at: Timestamp,
    /// By whom; the handoff's owner where it is not said.
    pub owner: Option<PersonId>,
}

/// An act on the handoff of `point` that `record` has open when it is decided.
#[derive(Clone, Debug, PartialEq)]
pub struct OnHandoff {
    /// The record.
    pub record: RecordRef,
    /// The handoff point.
    pub point: PointId,
    /// The act.
    pub act: Act,
}

/// An act on a handoff whose id the one who asks does not know.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Take it over.
    Accept,
    /// Send it back with what is missing.
    Return {
        /// Why.
        reason: ReasonCode,
        /// The criteria and context fields that are missing.
        gaps: Vec<SmolStr>,
        /// In the receiver's words.
        note: Option<SmolStr>,
    },
    /// Refuse it.
    Reject(Aside),
    /// Put it aside.
    Recycle(Aside),
    /// Say what happens next.
    SetNextStep {
        /// What is to be done.
        what: SmolStr,
        /// By when.
        due_at: Timestamp,
        /// By whom; the handoff's owner where it is not said.
        owner: Option<PersonId>,
    },
}

/// Why a handoff is rejected or recycled.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// The reason.
    pub reason: ReasonCode,
    /// In the receiver's words.
    pub note: Option<SmolStr>,
    /// Until when, where the receiver says so.
    pub until: Option<Date>,
}

impl Act {
    /// The command that does the same to the handoff `handoff`.
    pub fn on(self, handoff: HandoffId) -> Command {
        let aside = |Aside {
                         reason,
                         note,
                         until,
                     }| Dispose {
            handoff,
            reason,
            note,
            until,
        };
        match self {
            Self::Accept => Command::Accept(handoff),
            Self::Return { reason, gaps, note } => Command::Return(Return {
                handoff,
                reason,
                gaps,
                note,
            }),
            Self::Reject(why) => Command::Reject(aside(why)),
            Self::Recycle(why) => Command::Recycle(aside(why)),
            Self::SetNextStep {
                what,
                due_at,
                owner,
            } => Command::SetNextStep(SetNextStep {
                handoff,
                what,
                due_at,
                owner,
            }),
        }
    }

    /// The act's name, as people read it in the ledger.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Return { .. } => "return",
            Self::Reject(_) => "reject",
            Self::Recycle(_) => "recycle",
            Self::SetNextStep { .. } => "set_next_step",
        }
    }
}

/// A move of a record into a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageMove {
    /// The record.
    pub record: RecordRef,
    /// The stage to enter.
    pub into: StageName,
    /// Why, where it goes back.
    pub reason: Option<SmolStr>,
}

/// An exception to a gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Waive {
    /// The record.
    pub record: RecordRef,
    /// The gate.
    pub gate: GateId,
    /// The rule to set aside; the whole gate where it is not said.
    pub rule: Option<RuleId>,
    /// Why.
    pub why: SmolStr,
}

impl Command {
    /// The command's name, as people read it in the ledger.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Observe(_) => "observe",
            Self::Log(_) => "log",
            Self::Accept(_) => "accept",
            Self::Return(_) => "return",
            Self::Reject(_) => "reject",
            Self::Recycle(_) => "recycle",
            Self::Withdraw(..) => "withdraw",
            Self::Complete(_) => "complete",
            Self::Resend(_) => "resend",
            Self::Reassign(..) => "reassign",
            Self::Claim(_) => "claim",
            Self::SetNextStep(_) => "set_next_step",
            Self::CompleteTask(_) => "complete_task",
            Self::AskGate(_) => "ask_gate",
            Self::ChangeStage(_) => "change_stage",
            Self::Waive(_) => "waive",
            Self::OnHandoff(on) => on.act.name(),
            Self::SetAvailability(..) => "set_availability",
            Self::Publish(_) => "publish",
            Self::Migrate(..) => "migrate",
            Self::Note(_) => "note",
            Self::Erase(_) => "erase",
            Self::Forget(_) => "forget",
            Self::Tick => "tick",
        }
    }
}
