//! Whose data, and what came of an erasure.

use serde::{Deserialize, Serialize};
use tollgate_service::erasure::{Outcome, Who};
use utoipa::{IntoParams, ToSchema};

use crate::handlers::record_ref;
use crate::problem::Problem;

/// Whom to erase: by a record that tells about them, or by their identity.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasePerson {
    /// A record that tells about the person, as `contact/C-1`.
    pub record: Option<String>,
    /// The person's identity, such as an e-mail address.
    pub identity: Option<String>,
    /// Say what would be erased, and leave everything as it is.
    #[serde(default)]
    pub dry_run: bool,
}

/// Whose data: by a record that tells about them, or by their identity.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// A record that tells about the person, as `contact/C-1`
    pub record: Option<String>,
    /// The person's identity, such as an e-mail address
    pub identity: Option<String>,
}

/// What an erasure changed, or would change.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ErasureView {
    /// The records that tell about the person.
    pub records: Vec<String>,
    /// How many rows something was taken from.
    pub rows: usize,
    /// How many entries of the ledger something was taken from.
    pub entries: usize,
    /// Nobody may contact the person, which stays so.
    pub suppressed: bool,
    /// The entry that tells of it; `null` where nothing was written.
    pub sequence: Option<u64>,
}

impl From<Outcome> for ErasureView {
    fn from(outcome: Outcome) -> Self {
        Self {
            records: outcome.records.iter().map(ToString::to_string).collect(),
            rows: outcome.rows,
            entries: outcome.entries,
            suppressed: outcome.suppressed,
            sequence: outcome.sequence,
        }
    }
}

/// The person that a request names in one of two ways.
pub(crate) fn who(record: Option<&str>, identity: Option<&str>) -> Result<Who, Problem> {
    match (record, identity) {
        (Some(record), None) => Ok(Who::Record(record_ref("record", record)?)),
        (None, Some(identity)) if !identity.is_empty() => Ok(Who::Identity(identity.into())),
        _ => Err(Problem::invalid(
            "record",
            "say whom by `record` or by `identity`, and not by both",
        )),
    }
}
