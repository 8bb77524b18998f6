//! Something done or received.

use serde::Deserialize;
use tollgate_core::command::{Activity, Command, Direction};
use tollgate_core::ids::RecordRef;
use tollgate_core::time::Timestamp;
use utoipa::ToSchema;

use super::maybe_instant;
use crate::problem::Problem;

/// Something done or received: a call, an e-mail, a meeting, a form, a usage signal.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogActivity {
    /// The id that it has in the system it comes from.
    pub id: String,
    /// Its type, as the policy names it: `call`, `meeting_held`.
    #[serde(rename = "type")]
    pub of: String,
    /// The record's kind; left out where the source does not say which record.
    pub kind: Option<String>,
    /// The record's id.
    pub record: Option<String>,
    /// `outbound` where it is not said, or `inbound`.
    pub direction: Option<String>,
    /// Who did it, on our side.
    pub by: Option<String>,
    /// Sent by a machine, so it is no touch.
    #[serde(default)]
    pub automated: bool,
    /// A tag, such as `kickoff`.
    pub tag: Option<String>,
    /// When; now where it is not said.
    pub at: Option<String>,
}

impl LogActivity {
    /// The command that this is at `now`.
    pub(crate) fn command(&self, now: Timestamp) -> Result<Command, Problem> {
        let direction = match self.direction.as_deref() {
            None | Some("outbound") => Direction::Outbound,
            Some("inbound") => Direction::Inbound,
            Some(other) => {
                return Err(Problem::invalid(
                    "direction",
                    format!("`{other}` is not a direction: write `outbound` or `inbound`"),
                ));
            }
        };
        Ok(Command::Log(Activity {
            id: self.id.as_str().into(),
            record: self.record_ref()?,
            of: self.of.as_str().into(),
            direction,
            by: self.by.as_deref().map(Into::into),
            automated: self.automated,
            tag: self.tag.as_deref().map(Into::into),
            at: maybe_instant("at", self.at.as_ref())?.unwrap_or(now),
        }))
    }

    fn record_ref(&self) -> Result<Option<RecordRef>, Problem> {
        match (&self.kind, &self.record) {
            (Some(kind), Some(id)) => Ok(Some(RecordRef::new(kind.as_str(), id.as_str()))),
            (None, None) => Ok(None),
            (Some(_), None) => Err(Problem::invalid("record", "say which record of this kind")),
            (None, Some(_)) => Err(Problem::invalid("kind", "say what kind of record it is")),
        }
    }
}
