//! What a row asks for: a command at an instant of the history, with the key that recognises it when it comes again.

use smol_str::SmolStr;
use tollgate_core::command::{Actor, Command, Dispose, Return, SetNextStep};
use tollgate_core::ids::{HandoffId, PersonId, PointId, ReasonCode, RecordRef, SourceKey};
use tollgate_core::time::Timestamp;

/// What one row asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// When it happened: the clock stands at this instant when it is decided.
    pub at: Timestamp,
    /// Equal for the same news, whichever export it comes in.
    pub key: SourceKey,
    /// Who brought it about.
    pub actor: Actor,
    /// What is asked.
    pub what: Asked,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A command that names everything it is about.
    Command(Command),
    /// An act on the handoff of `point` that `record` has open at that instant; a file does not know its id.
    OnHandoff(OnHandoff),
}

/// An act on the handoff that a record has open.
#[derive(Clone, Debug, PartialEq)]
pub struct OnHandoff {
    /// The record.
    pub record: RecordRef,
    /// The handoff point.
    pub point: PointId,
    /// The act.
    pub act: Act,
}

/// An act on a handoff whose id is not known yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Take it over.
    Accept,
    /// Send it back with what is missing.
    Return {
        /// Why.
        reason: ReasonCode,
        /// What is missing.
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
    /// Until when, where it is said.
    pub until: Option<jiff::civil::Date>,
}

impl Act {
    /// The same act on the handoff `handoff`.
    pub fn on(self, handoff: HandoffId) -> Command {
        let aside = |Aside { reason, note, until }| Dispose { handoff, reason, note, until };
        match self {
            Self::Accept => Command::Accept(handoff),
            Self::Return { reason, gaps, note } => Command::Return(Return { handoff, reason, gaps, note }),
            Self::Reject(why) => Command::Reject(aside(why)),
            Self::Recycle(why) => Command::Recycle(aside(why)),
            Self::SetNextStep { what, due_at, owner } => {
                Command::SetNextStep(SetNextStep { handoff, what, due_at, owner })
            }
        }
    }
}
