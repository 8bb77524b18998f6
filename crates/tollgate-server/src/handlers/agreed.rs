//! `/v1/policy`: what was agreed.

use axum::extract::State;
use tollgate_service::queries::{AgreedView, agreed};

use crate::api::ProblemView;
use crate::app::App;
use crate::caller::Calling;
use crate::problem::Problem;
use crate::purpose::to;
use crate::version::{Version, Versioned};

/// What was agreed: the policy in force as data
///
/// What there is to choose and what it is called: kinds, stages and fields, handoff points with their criteria and reasons,
/// gates, teams, queues, calendars and playbooks. Its text is `GET /v1/policies/{revision}`.
#[utoipa::path(get, path = "/v1/policy", tag = "policies",
    responses((status = 200, body = AgreedView, headers(("etag" = String, description = "The revision in force"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_agreed(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Versioned<AgreedView>, Problem> {
    let policy = app.policy();
    Ok(Versioned(
        Version::revision(policy.revision),
        agreed(&policy),
    ))
}
