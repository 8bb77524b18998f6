//! `/v1/violations`: where the master system moved a record around a gate.

use std::ops::ControlFlow;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::{ProblemView, ViolationView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Which violations.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Also those that were repaired or waived
    #[serde(default)]
    closed: bool,
}

/// Detected bypasses: open ones, or all
#[utoipa::path(get, path = "/v1/violations", tag = "gates", params(Asked),
    responses((status = 200, body = Vec<ViolationView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_violations(
    State(app): State<App>,
    _: Calling<to::Read>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<ViolationView>>, Problem> {
    let views = app.read(move |store, _| {
        let mut views = Vec::new();
        store.violations(&mut |row| {
            if asked.closed || row.closed_at.is_none() {
                views.push(ViolationView::from(&row));
            }
            ControlFlow::Continue(())
        })?;
        Ok(views)
    });
    Ok(Json(views.await?))
}
