//! What an operator, a load balancer and a monitoring system look at. None of it needs a token.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::app::App;
use crate::problem::Problem;
use crate::router::openapi;

/// `GET /healthz`: the process is up.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers, and took what was written last.
pub(crate) async fn readyz(State(app): State<App>) -> Result<&'static str, Problem> {
    app.read(|store, _| store.head().map(drop)).await?;
    match app.workspace().trouble() {
        None => Ok("ready\n"),
        Some(why) => Err(why.into()),
    }
}

/// `GET /metrics`: figures for Prometheus.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    let sequence = app.read(|store, _| Ok(store.head()?.sequence)).await;
    let text = sequence.map(|sequence| app.metrics().text(sequence));
    match text {
        Ok(Ok(text)) => {
            let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, form)], text).into_response()
        }
        Ok(Err(_)) => Problem::internal().into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// `GET /openapi.json`: the description of the API.
pub(crate) async fn description() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi())
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
