//! `/v1/handoffs`: lists, one, and its story.

use axum::Json;
use axum::extract::State;
use jiff::tz::TimeZone;
use serde::Deserialize;
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::state::RowKey;
use tollgate_service::access::mask::Mask;
use tollgate_service::access::{Caller, scope};
use tollgate_service::queries::{self, Found, HandoffPage, HandoffView, Story};
use utoipa::IntoParams;

use super::handoff_filter::Asked;
use super::{id, page_rows};
use crate::api::ProblemView;
use crate::app::App;
use crate::caller::Calling;
use crate::parts::{Path, Query};
use crate::problem::Problem;
use crate::purpose::to;
use crate::version::{Version, Versioned};

/// Handoffs, the oldest first, or those that are open by when they are due
///
/// A page is found among at most 20,000 handoffs: it may be short though there are more.
#[utoipa::path(get, path = "/v1/handoffs", tag = "handoffs", params(Asked),
    responses((status = 200, body = HandoffPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_handoffs(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Query(asked): Query<Asked>,
) -> Result<Json<HandoffPage>, Problem> {
    let (filter, order) = (asked.filter(&app.policy())?, asked.order()?);
    let (limit, now) = (page_rows(&app, asked.limit)?, app.now());
    let page = app
        .read(move |store, policy| {
            let mask = Mask::of(&caller, policy);
            let mut page = queries::handoffs(store, policy, &filter, order, limit, now, &mask)?;
            scope::mark(policy, &caller, &mut page.handoffs);
            Ok(page)
        })
        .await?;
    Ok(Json(page))
}

/// A handoff as it stands, with its clocks
#[utoipa::path(get, path = "/v1/handoffs/{id}", tag = "handoffs", params(("id" = String, Path)),
    responses((status = 200, body = HandoffView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_handoff(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path(text): Path<String>,
) -> Result<Versioned<HandoffView>, Problem> {
    handoff(&app, caller, id("handoff", &text)?).await
}

/// The handoff `id` as it stands, as `caller` may see it.
pub(super) async fn handoff(
    app: &App,
    caller: Caller,
    id: HandoffId,
) -> Result<Versioned<HandoffView>, Problem> {
    let now = app.now();
    let found = app.read(move |store, policy| {
        let version = Version::of_row(store, policy, &RowKey::Handoff(id))?;
        let mask = Mask::of(&caller, policy);
        let mut view = queries::handoff(store, policy, id, now, &mask)?;
        scope::mark(policy, &caller, &mut view);
        Ok(version
            .zip(view)
            .map(|(version, view)| Versioned(version, view)))
    });
    found
        .await?
        .ok_or_else(|| Problem::not_found(format!("handoff `{id}`")))
}

/// In which zone a story tells times in words.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct InZone {
    /// Times in words are those of a clock there, such as `Europe/Berlin`; the workspace's zone where it is left out
    zone: Option<String>,
}

impl InZone {
    fn of(&self, policy: &Policy) -> Result<TimeZone, Problem> {
        let Some(name) = &self.zone else {
            return Ok(policy.workspace.zone.clone());
        };
        TimeZone::get(name).map_err(|_| {
            let detail = format!("`{name}` is no time zone: write it such as `Europe/Berlin`");
            Problem::invalid("zone", detail)
        })
    }
}

/// What happened to a handoff, step by step, each with its reasons
#[utoipa::path(get, path = "/v1/handoffs/{id}/story", tag = "handoffs", params(("id" = String, Path), InZone),
    responses((status = 200, body = Story), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_story(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path(text): Path<String>,
    Query(zone): Query<InZone>,
) -> Result<Json<Story>, Problem> {
    story(&app, caller, text, zone).await.map(Json)
}

/// A record's whole journey, step by step
#[utoipa::path(get, path = "/v1/records/{kind}/{id}/story", tag = "records",
    params(("kind" = String, Path), ("id" = String, Path), InZone),
    responses((status = 200, body = Story), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_journey(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path((kind, id)): Path<(String, String)>,
    Query(zone): Query<InZone>,
) -> Result<Json<Story>, Problem> {
    let named = format!("{kind} {id}");
    story(&app, caller, named, zone).await.map(Json)
}

async fn story(app: &App, caller: Caller, text: String, zone: InZone) -> Result<Story, Problem> {
    let now = app.now();
    let zone = zone.of(&app.policy())?;
    app.read(move |store, policy| {
        let mask = Mask::of(&caller, policy);
        let found: Result<Found, _> = queries::find(store, policy, &text);
        match found {
            Ok(found) => {
                let mut story = queries::story(store, policy, &found, (now, &zone), &mask)?;
                scope::mark(policy, &caller, &mut story.handoffs);
                Ok(Ok(story))
            }
            Err(queries::FindError::Store(fault)) => Err(fault),
            Err(other) => Ok(Err(Problem::new(
                axum::http::StatusCode::NOT_FOUND,
                "not_found",
                other.to_string(),
            ))),
        }
    })
    .await?
}
