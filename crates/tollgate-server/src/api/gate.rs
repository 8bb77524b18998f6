//! A move of a record into a stage.

use serde::Deserialize;
use tollgate_core::command::StageMove;
use tollgate_core::ids::RecordRef;
use utoipa::ToSchema;

/// A move of a record into a stage.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveStage {
    /// The record's kind.
    pub kind: String,
    /// The record's id.
    pub record: String,
    /// The stage to enter.
    pub into: String,
    /// Why, where it goes back.
    pub reason: Option<String>,
}

impl From<MoveStage> for StageMove {
    fn from(asked: MoveStage) -> Self {
        Self {
            record: RecordRef::new(asked.kind.as_str(), asked.record.as_str()),
            into: asked.into.as_str().into(),
            reason: asked.reason.map(Into::into),
        }
    }
}
