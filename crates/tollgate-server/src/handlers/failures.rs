//! `/v1/failures`: what leaks, and where.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_core::policy::{FailureMode, Policy};
use tollgate_service::access::mask::Mask;
use tollgate_service::ports::Read;
use tollgate_service::queries::{self, FailureReport};
use utoipa::IntoParams;

use super::reports::InPeriod;
use crate::api::ProblemView;
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Which failure modes.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// One mode alone, also where the policy does not watch it
    mode: Option<String>,
    /// One handoff point alone
    point: Option<String>,
    /// Findings of a mode that are given out; all are counted
    limit: Option<usize>,
}

/// Each failure mode that the policy watches, with the records that show it
#[utoipa::path(get, path = "/v1/failures", tag = "reports", params(Wanted, InPeriod),
    responses((status = 200, body = FailureReport), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_failures(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Query(wanted): Query<Wanted>,
    Query(period): Query<InPeriod>,
) -> Result<Json<FailureReport>, Problem> {
    let asked = period.asked(&app.policy(), app.now())?;
    let mode = wanted.mode.as_deref().map(mode).transpose()?;
    let limit = super::page_rows(&app, wanted.limit)?;
    let about = format!("{mode:?} {:?} {limit}", wanted.point);
    let find = move |store: &dyn Read, policy: &Policy| {
        let point = wanted.point.as_deref().map(Into::into);
        queries::failures(store, policy, &asked, mode, point.as_ref(), limit)
    };
    let report = app
        .report(|kept| &kept.failures, Some(&asked), &about, find)
        .await?;
    // What is kept is kept for everybody: each is shown what they may see.
    let report = FailureReport::clone(&report);
    Ok(Json(report.masked(&Mask::of(&caller, &app.policy()))))
}

fn mode(text: &str) -> Result<FailureMode, Problem> {
    let mut all = FailureMode::ALL.iter();
    all.find(|mode| mode.as_str() == text)
        .copied()
        .ok_or_else(|| {
            let known: Vec<_> = FailureMode::ALL.iter().map(|mode| mode.as_str()).collect();
            Problem::invalid(
                "mode",
                format!(
                    "`{text}` is no failure mode: write one of {}",
                    known.join(", ")
                ),
            )
        })
}
