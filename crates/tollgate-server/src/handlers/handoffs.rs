//! `/v1/handoffs`: lists, one, and its story.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_core::ids::HandoffId;
use tollgate_core::state::{HandoffState, RowKey};
use tollgate_service::access::Caller;
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::{self, Filter, Found, HandoffPage, HandoffView, Story};
use utoipa::IntoParams;

use super::{id, page_rows, record_ref};
use crate::api::ProblemView;
use crate::app::App;
use crate::caller::Calling;
use crate::parts::{Path, Query};
use crate::problem::Problem;
use crate::purpose::to;
use crate::version::{Version, Versioned};

/// Which handoffs; all of what is said has to fit.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `held`, `offered`, `accepted`, `completed`, `returned`, `rejected`, `recycled` or `withdrawn`
    state: Option<String>,
    /// Only those that are open, or only those that are not
    open: Option<bool>,
    /// The handoff point
    point: Option<String>,
    /// Who has it
    owner: Option<String>,
    /// The queue it came through
    queue: Option<String>,
    /// The record, as `lead/L-1`
    record: Option<String>,
    /// Where the page begins: `next` of the page before
    cursor: Option<String>,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// Handoffs, the oldest first
#[utoipa::path(get, path = "/v1/handoffs", tag = "handoffs", params(Asked),
    responses((status = 200, body = HandoffPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_handoffs(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Query(asked): Query<Asked>,
) -> Result<Json<HandoffPage>, Problem> {
    let (filter, limit) = (asked.filter()?, page_rows(&app, asked.limit)?);
    let after = asked.cursor.as_deref().map(|text| id("cursor", text));
    let (after, now) = (after.transpose()?, app.now());
    let page = app
        .read(move |store, policy| {
            let mask = Mask::of(&caller, policy);
            queries::handoffs(store, policy, &filter, after, limit, now, &mask)
        })
        .await?;
    Ok(Json(page))
}

impl Asked {
    fn filter(&self) -> Result<Filter, Problem> {
        let state = self.state.as_deref().map(|text| {
            let all = HandoffState::ALL.into_iter();
            all.clone()
                .find(|state| state.as_str() == text)
                .ok_or_else(|| {
                    let known: Vec<_> = all.map(HandoffState::as_str).collect();
                    Problem::invalid(
                        "state",
                        format!("`{text}` is no state: write one of {}", known.join(", ")),
                    )
                })
        });
        let record = self
            .record
            .as_deref()
            .map(|text| record_ref("record", text));
        Ok(Filter {
            state: state.transpose()?,
            open: self.open,
            point: self.point.as_deref().map(Into::into),
            owner: self.owner.as_deref().map(Into::into),
            queue: self.queue.as_deref().map(Into::into),
            record: record.transpose()?,
        })
    }
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
        let view = queries::handoff(store, policy, id, now, &mask)?;
        Ok(version
            .zip(view)
            .map(|(version, view)| Versioned(version, view)))
    });
    found
        .await?
        .ok_or_else(|| Problem::not_found(format!("handoff `{id}`")))
}

/// What happened to a handoff, step by step, each with its reasons
#[utoipa::path(get, path = "/v1/handoffs/{id}/story", tag = "handoffs", params(("id" = String, Path)),
    responses((status = 200, body = Story), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_story(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path(text): Path<String>,
) -> Result<Json<Story>, Problem> {
    story(&app, caller, text).await.map(Json)
}

/// A record's whole journey, step by step
#[utoipa::path(get, path = "/v1/records/{kind}/{id}/story", tag = "records",
    params(("kind" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Story), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_journey(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Json<Story>, Problem> {
    story(&app, caller, format!("{kind} {id}")).await.map(Json)
}

async fn story(app: &App, caller: Caller, text: String) -> Result<Story, Problem> {
    let now = app.now();
    app.read(move |store, policy| {
        let mask = Mask::of(&caller, policy);
        let found: Result<Found, _> = queries::find(store, policy, &text);
        match found {
            Ok(found) => Ok(Ok(queries::story(store, policy, &found, now, &mask)?)),
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
