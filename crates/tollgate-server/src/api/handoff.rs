//! What is said with an act on a handoff.

use serde::Deserialize;
use tollgate_core::command::{self, Command, Dispose, Return};
use tollgate_core::ids::HandoffId;
use utoipa::ToSchema;

use super::{date, instant};
use crate::problem::Problem;

/// A return, with what is missing.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnHandoff {
    /// Why; may be left out where the policy lists one reason only.
    #[serde(default)]
    pub reason: String,
    /// The criteria and context fields that are missing.
    #[serde(default)]
    pub gaps: Vec<String>,
    /// In the receiver's words.
    pub note: Option<String>,
}

/// A rejection or recycling.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisposeHandoff {
    /// Why, as the policy lists it.
    pub reason: String,
    /// In the receiver's words.
    pub note: Option<String>,
    /// Until which day, where the receiver says so: `2026-06-01`.
    pub until: Option<String>,
}

/// Taking an offer back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawHandoff {
    /// Why.
    pub why: String,
}

/// Giving a handoff to somebody else.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReassignHandoff {
    /// To whom.
    pub to: String,
}

/// What happens next.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetNextStep {
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due_at: String,
    /// By whom; the handoff's owner where it is not said.
    pub owner: Option<String>,
}

impl ReturnHandoff {
    pub(crate) fn command(self, handoff: HandoffId) -> Command {
        Command::Return(Return {
            handoff,
            reason: self.reason.as_str().into(),
            gaps: self.gaps.into_iter().map(Into::into).collect(),
            note: self.note.map(Into::into),
        })
    }
}

impl DisposeHandoff {
    pub(crate) fn dispose(self, handoff: HandoffId) -> Result<Dispose, Problem> {
        let until = self.until.as_deref().map(|text| date("until", text));
        Ok(Dispose {
            handoff,
            reason: self.reason.as_str().into(),
            note: self.note.map(Into::into),
            until: until.transpose()?,
        })
    }
}

impl SetNextStep {
    pub(crate) fn command(self, handoff: HandoffId) -> Result<Command, Problem> {
        Ok(Command::SetNextStep(command::SetNextStep {
            handoff,
            due_at: instant("due_at", &self.due_at)?,
            what: self.what.into(),
            owner: self.owner.as_deref().map(Into::into),
        }))
    }
}
