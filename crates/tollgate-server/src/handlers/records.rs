//! `/v1/records`: news of records, and what is known of them.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use tollgate_core::ids::RecordRef;
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::records_named;

use super::record_lists::views;
use super::stream;
use crate::api::{DoneView, ObserveRecord, ProblemView, RecordView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Tell of a record that was created or changed
///
/// Handoffs open, complete or are withdrawn as the policy says. Where the change moves the record around a gate, it is
/// taken all the same, as the sender is the master of the record, and a violation opens.
#[utoipa::path(post, path = "/v1/records", tag = "records", request_body = ObserveRecord,
    params(("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200)),
    responses((status = 200, body = DoneView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn observe_record(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Ingest>,
    sent: Sent<ObserveRecord>,
) -> Result<Json<DoneView>, Problem> {
    let command = sent.body.command(&app.policy(), app.now())?;
    let done = app.act(&caller, command, sent.delivery).await?;
    Ok(Json(done.into()))
}

/// Tell of many records at once
///
/// A JSON array, answered by an array, or NDJSON (`application/x-ndjson`) of up to a million lines, answered line by line
/// in the same order: `{"line", "done"}` or `{"line", "problem"}`. A line that cannot be used does not stop the others.
/// With an `Idempotency-Key`, each line has a key of its own made from it, so the whole stream can be sent again.
#[utoipa::path(post, path = "/v1/records/batch", tag = "records",
    params(("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200)),
    request_body(content((Vec<ObserveRecord> = "application/json"), (String = "application/x-ndjson"))),
    responses((status = 200, body = Vec<stream::LineView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn observe_records(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Ingest>,
    request: Request,
) -> Result<Response, Problem> {
    stream::answer(app, caller, request, |body: ObserveRecord, policy, now| {
        body.command(policy, now)
    })
    .await
}

/// A record as it is known
#[utoipa::path(get, path = "/v1/records/{kind}/{id}", tag = "records",
    params(("kind" = String, Path, description = "As the policy names it"), ("id" = String, Path, description = "In the system it comes from")),
    responses((status = 200, body = RecordView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_record(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Json<RecordView>, Problem> {
    let key = RecordRef::new(kind.as_str(), id.as_str());
    let now = app.now();
    let view = app
        .read(move |store, policy| {
            let record = records_named(store, policy, &[key])?;
            views(store, policy, record, now, &Mask::of(&caller, policy))
        })
        .await?
        .pop();
    view.map(Json)
        .ok_or_else(|| Problem::not_found(format!("{kind} `{id}`")))
}
