//! `/v1/violations`: where the master system moved a record around a gate.

use std::ops::ControlFlow;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::Called;
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
    Calling(caller, ..): Calling<to::Read>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<ViolationView>>, Problem> {
    let views = app.read(move |store, policy| {
        let mut found = Vec::new();
        store.violations(&mut |row| {
            if asked.closed || row.closed_at.is_none() {
                found.push(row);
            }
            ControlFlow::Continue(())
        })?;
        let mask = Mask::of(&caller, policy);
        let records = found.iter().map(|row| &row.record);
        let called = Called::load(store, policy, records, &mask)?;
        let views = found.iter().map(|row| ViolationView::new(row, &called));
        Ok(views.collect())
    });
    Ok(Json(views.await?))
}
