//! What an operator, a load balancer and a monitoring system look at. None of it needs a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use utoipa::openapi::Server;

use crate::app::App;
use crate::metrics::together;
use crate::problem::Problem;
use crate::router::openapi;

/// `GET /healthz`: the process is up.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers, and took what was written last, in every workspace.
pub(crate) async fn readyz(State(all): State<Arc<[App]>>) -> Result<&'static str, Problem> {
    for app in &*all {
        app.read(|store, _| store.head().map(drop)).await?;
        if let Some(why) = app.workspace().trouble() {
            return Err(why.into());
        }
    }
    Ok("ready\n")
}

/// `GET /metrics`: figures for Prometheus.
pub(crate) async fn metrics(State(all): State<Arc<[App]>>) -> Result<Response, Problem> {
    let mut texts = Vec::new();
    for app in &*all {
        let sequence = app.read(|store, _| Ok(store.head()?.sequence)).await?;
        let text = app.metrics().text(sequence);
        texts.push(text.map_err(|_| Problem::internal())?);
    }
    let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, form)], together(&texts)).into_response())
}

/// `GET /openapi.json`: the description of the API, which says below which path it is.
pub(crate) async fn description(State(app): State<App>) -> Json<utoipa::openapi::OpenApi> {
    let mut description = openapi();
    let path = app.door().map_or("", |door| door.origin.path());
    if !path.is_empty() {
        description.servers = Some(vec![Server::new(path)]);
    }
    Json(description)
}

/// `GET /docs`: the same to read in a browser.
pub(crate) async fn docs() -> Html<&'static str> {
    Html(include_str!("docs.html"))
}

/// `GET /docs.css`: how that page looks.
pub(crate) async fn docs_style() -> Response {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("docs.css"),
    )
        .into_response()
}

/// `GET /docs.js`: what fills that page.
pub(crate) async fn docs_script() -> Response {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("docs.js"),
    )
        .into_response()
}

/// What is below the path of a workspace that is not served. Whoever asks is told the same.
pub(crate) async fn no_such_workspace() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_such_workspace",
        "this server serves no workspace of this name: see how the address begins, `/w/NAME/`",
    )
}

/// What no route fits.
pub(crate) async fn nowhere() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_such_path",
        "nothing is here: `/openapi.json` and `/docs` tell what there is",
    )
}

/// A path that another method fits.
pub(crate) async fn other_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this path takes another method: `/docs` tells which",
    )
}
