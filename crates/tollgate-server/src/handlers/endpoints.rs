//! `/v1/endpoints`: who outside is told what, and what did not reach them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::outbox::{EndpointRow, Place, Undeliverable};
use tollgate_service::seal::Secret;
use utoipa::IntoParams;

use super::{entry, page_rows};
use crate::api::{
    ChangeEndpoint, EndpointView, ProblemView, PutEndpoint, Redeliver, Redelivered, UndeliveredPage,
};
use crate::app::App;
use crate::caller::Calling;
use crate::outgoing::Outgoing;
use crate::parts::{Path, Query};
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;
use crate::version::{IfMatch, Version, Versioned};

/// Asks whoever sees to what goes out, on a thread that may wait.
async fn ask<T: Send + 'static>(
    app: &App,
    question: impl FnOnce(&dyn Outgoing) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Problem> {
    let outgoing = app.outgoing().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "nothing_goes_out",
            "this server was started without endpoints",
        )
    })?;
    let outgoing = Arc::clone(outgoing);
    let asked = tokio::task::spawn_blocking(move || question(&*outgoing)).await;
    Ok(asked.map_err(|_| Problem::internal())??)
}

/// Every endpoint, and where it stands
#[utoipa::path(get, path = "/v1/endpoints", tag = "endpoints",
    responses((status = 200, body = Vec<EndpointView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_endpoints(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
) -> Result<Json<Vec<EndpointView>>, Problem> {
    let rows = ask(&app, |outgoing| outgoing.endpoints()).await?;
    Ok(Json(rows.into_iter().map(EndpointView::from).collect()))
}

/// One of them
#[utoipa::path(get, path = "/v1/endpoints/{name}", tag = "endpoints", params(("name" = String, Path)),
    responses((status = 200, body = EndpointView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_endpoint(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
    Path(name): Path<String>,
) -> Result<Versioned<EndpointView>, Problem> {
    let found = endpoint(&app, &name).await?;
    found.map(versioned).ok_or_else(|| unknown(&name))
}

/// The endpoint `name`, and where it stands.
async fn endpoint(app: &App, name: &str) -> Result<Option<EndpointRow>, Problem> {
    let rows = ask(app, |outgoing| outgoing.endpoints()).await?;
    Ok(rows.into_iter().find(|row| row.endpoint.name == name))
}

/// Refuses what is asked about an endpoint that is not there.
async fn unless_unknown(app: &App, name: &str) -> Result<(), Problem> {
    let found = endpoint(app, name).await?;
    found.map(drop).ok_or_else(|| unknown(name))
}

/// Its version is that of its settings, secrets among them, wherever it stands.
fn version(row: &EndpointRow) -> Version {
    let secret = row.endpoint.secret();
    let secret = secret.as_ref().map_or("", Secret::reveal);
    Version::of(&format!("{}{secret}", row.endpoint.to_stored()))
}

fn versioned(row: EndpointRow) -> Versioned<EndpointView> {
    Versioned(version(&row), row.into())
}

/// Refuses where the endpoint is another version than `meant`.
async fn unless_changed(app: &App, meant: &IfMatch, name: &str) -> Result<(), Problem> {
    let found = endpoint(app, name).await?;
    meant.holds(found.as_ref().map(version).as_ref())
}

/// Add or replace an endpoint: a webhook, e-mail, or a Slack channel
///
/// A new one is told of what happens from now on; one that was there goes on where it stood.
#[utoipa::path(put, path = "/v1/endpoints/{name}", tag = "endpoints", request_body = PutEndpoint,
    params(("name" = String, Path, description = "1 to 64 letters, digits, `-` and `_`"),
        ("if-match" = Option<String>, Header, description = "The `ETag` of what was read; where it is another by now, nothing happens")),
    responses((status = 200, body = EndpointView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn put_endpoint(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
    Path(name): Path<String>,
    meant: IfMatch,
    sent: Sent<PutEndpoint>,
) -> Result<Versioned<EndpointView>, Problem> {
    unless_changed(&app, &meant, &name).await?;
    let mut text = serde_json::to_value(&sent.body).map_err(|_| Problem::internal())?;
    text["name"] = name.clone().into();
    let policy = app.policy();
    let put = ask(&app, move |outgoing| outgoing.put(text, &policy)).await?;
    if let Err(wrong) = put {
        let all: Vec<_> = wrong
            .iter()
            .map(|(field, says)| format!("{field}: {says}"))
            .collect();
        let field = wrong
            .into_iter()
            .next()
            .map_or_else(String::new, |(field, _)| field);
        return Err(Problem::invalid(field, all.join("; ")));
    }
    let found = endpoint(&app, &name).await?;
    found.map(versioned).ok_or_else(|| unknown(&name))
}

/// Switch an endpoint on or off; its settings and secrets stay
///
/// It goes on where it stood: what happened while it was off is told once it is on, as one that was there is by `PUT`.
#[utoipa::path(patch, path = "/v1/endpoints/{name}", tag = "endpoints", request_body = ChangeEndpoint,
    params(("name" = String, Path), ("if-match" = Option<String>, Header, description = "The `ETag` of what was read; where it is another by now, nothing happens")),
    responses((status = 200, body = EndpointView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn change_endpoint(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
    Path(name): Path<String>,
    meant: IfMatch,
    sent: Sent<ChangeEndpoint>,
) -> Result<Versioned<EndpointView>, Problem> {
    unless_changed(&app, &meant, &name).await?;
    let (wanted, enabled) = (name.clone(), sent.body.enabled);
    ask(&app, move |outgoing| outgoing.switch(&wanted, enabled)).await?;
    let found = endpoint(&app, &name).await?;
    found.map(versioned).ok_or_else(|| unknown(&name))
}

fn unknown(name: &str) -> Problem {
    Problem::not_found(format!("endpoint `{name}`"))
}

/// Remove an endpoint, and all that it did not receive
#[utoipa::path(delete, path = "/v1/endpoints/{name}", tag = "endpoints",
    params(("name" = String, Path), ("if-match" = Option<String>, Header, description = "The `ETag` of what was read; where it is another by now, nothing happens")),
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn remove_endpoint(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
    Path(name): Path<String>,
    meant: IfMatch,
) -> Result<StatusCode, Problem> {
    unless_changed(&app, &meant, &name).await?;
    let wanted = name.clone();
    match ask(&app, move |outgoing| outgoing.remove(&wanted)).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(unknown(&name)),
    }
}

/// Which messages.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Those that are tried again, not the dead letters
    #[serde(default)]
    waiting: bool,
    /// Where the page begins: `next` of the page before
    cursor: Option<String>,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// What an endpoint did not receive: dead letters, or what is tried again
#[utoipa::path(get, path = "/v1/endpoints/{name}/undelivered", tag = "endpoints", params(("name" = String, Path), Asked),
    responses((status = 200, body = UndeliveredPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_undelivered(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<UndeliveredPage>, Problem> {
    let limit = page_rows(&app, asked.limit)?;
    let after = asked.cursor.as_deref().map(place).transpose()?;
    let state = match asked.waiting {
        true => Undeliverable::Waiting,
        false => Undeliverable::Parked,
    };
    unless_unknown(&app, &name).await?;
    let found = ask(&app, move |outgoing| {
        outgoing.undelivered(&name, state, after, limit)
    })
    .await?;
    let last = found.last().filter(|_| found.len() == limit);
    let next = last.map(|row| format!("{}-{}", row.place.sequence, row.place.part));
    let messages = found.into_iter().map(Into::into).collect();
    Ok(Json(UndeliveredPage { messages, next }))
}

/// The message that a cursor names.
fn place(cursor: &str) -> Result<Place, Problem> {
    let parts = cursor.split_once('-').and_then(|(sequence, part)| {
        Some(Place {
            sequence: sequence.parse().ok()?,
            part: part.parse().ok()?,
        })
    });
    parts.ok_or_else(|| Problem::invalid("cursor", "send `next` of the page before"))
}

/// Send dead letters again, with all their attempts before them
#[utoipa::path(post, path = "/v1/endpoints/{name}/redeliver", tag = "endpoints", request_body = Option<Redeliver>, params(("name" = String, Path)),
    responses((status = 200, body = Redelivered), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn redeliver(
    State(app): State<App>,
    _: Calling<to::Outgoing>,
    Path(name): Path<String>,
    sent: Sent<Redeliver>,
) -> Result<Json<Redelivered>, Problem> {
    let part = sent.body.part;
    let sequence = sent.body.sequence.map(|asked| entry("sequence", asked));
    let place = sequence
        .transpose()?
        .map(|sequence| Place { sequence, part });
    unless_unknown(&app, &name).await?;
    let messages = ask(&app, move |outgoing| outgoing.redeliver(&name, place)).await?;
    Ok(Json(Redelivered { messages }))
}
