//! `/v1/activities`: what was done on records.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;

use super::stream;
use crate::api::{DoneView, LogActivity, ProblemView};
use crate::app::App;
use crate::caller::Calling;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Tell of something done or received
#[utoipa::path(post, path = "/v1/activities", tag = "activities", request_body = LogActivity,
    params(("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200)),
    responses((status = 200, body = DoneView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn log_activity(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Ingest>,
    sent: Sent<LogActivity>,
) -> Result<Json<DoneView>, Problem> {
    let command = sent.body.command(app.now())?;
    let done = app.act(&caller, command, sent.delivery).await?;
    Ok(Json(done.into()))
}

/// Tell of many activities at once
///
/// As for many records: a JSON array, or NDJSON answered line by line.
#[utoipa::path(post, path = "/v1/activities/batch", tag = "activities",
    params(("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200)),
    request_body(content((Vec<LogActivity> = "application/json"), (String = "application/x-ndjson"))),
    responses((status = 200, body = Vec<stream::LineView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn log_activities(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Ingest>,
    request: Request,
) -> Result<Response, Problem> {
    stream::answer(app, caller, request, |body: LogActivity, _, now| {
        body.command(now)
    })
    .await
}
