//! `/v1/waivers`: exceptions to gates.

use std::ops::ControlFlow;

use axum::Json;
use axum::extract::State;

use crate::api::{DoneView, ProblemView, WaiveGate, WaiverView};
use crate::app::App;
use crate::caller::Calling;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Make an exception to a gate: who, why, until when
#[utoipa::path(post, path = "/v1/waivers", tag = "gates", request_body = WaiveGate,
    params(("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200)),
    responses((status = 200, body = DoneView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn waive_gate(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Waive>,
    sent: Sent<WaiveGate>,
) -> Result<Json<DoneView>, Problem> {
    let done = app.act(&caller, sent.body.into(), sent.delivery).await?;
    Ok(Json(done.into()))
}

/// Every exception, also those that are over
#[utoipa::path(get, path = "/v1/waivers", tag = "gates",
    responses((status = 200, body = Vec<WaiverView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_waivers(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Json<Vec<WaiverView>>, Problem> {
    let views = app.read(|store, _| {
        let mut views = Vec::new();
        store.waivers(&mut |row| {
            views.push(WaiverView::from(&row));
            ControlFlow::Continue(())
        })?;
        Ok(views)
    });
    Ok(Json(views.await?))
}
