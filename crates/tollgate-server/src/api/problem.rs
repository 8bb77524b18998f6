//! How everything that goes wrong is told: RFC 9457 problem details.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// A reference that names the kind of problem: `/problems/gate_closed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable code; never renamed.
    pub code: String,
    /// The kind of problem in words.
    pub title: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// The field of the body, the parameter or the header that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}
