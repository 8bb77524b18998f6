//! What surrounds every request: its span, its line in the log, its place in the metrics, and the time it may take.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use opentelemetry_http::HeaderExtractor;
use tracing::field::Empty;
use tracing::{Instrument as _, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::app::App;
use crate::problem::Problem;

/// Where a request comes and goes without anybody asking for it: probes and scrapes.
pub(crate) const ROUTINE: &[&str] = &["/healthz", "/readyz", "/metrics"];

/// What a page fetches with itself.
const FILES: &str = "/assets/";

/// Counts and logs each request, and ends those that take too long. A stream's answer begins in time, however long it goes on.
pub(crate) async fn watched(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().to_string();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("none", MatchedPath::as_str).to_owned();
    let is_routine = ROUTINE.contains(&route.as_str()) || request.uri().path().starts_with(FILES);
    let span = span(&app, &request, &method, &route);
    let response = in_time(&app, request, next).instrument(span.clone()).await;
    let (status, took) = (response.status(), started.elapsed());
    app.metrics()
        .request(&method, &route, status.as_u16(), took.as_secs_f64());
    span.in_scope(|| log(is_routine, status, took));
    response
}

async fn in_time(app: &App, request: Request, next: Next) -> Response {
    let limit = app.limits().answer_within;
    let answered = tokio::time::timeout(limit, next.run(request)).await;
    answered.unwrap_or_else(|_| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "too_slow",
            format!("the answer took longer than {} seconds (limit `answer_within`): ask for less, or try again", limit.as_secs()),
        )
        .into_response()
    })
}

/// The request's span, by OpenTelemetry's semantic conventions for HTTP servers; it goes on the trace of whoever called.
/// Its fields are in the log, too; attributes that would only repeat them there are in the trace alone.
fn span(app: &App, request: &Request, method: &str, route: &str) -> Span {
    let id = request.headers().get("x-request-id");
    let span = tracing::info_span!(
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        request_id = id.and_then(|id| id.to_str().ok()),
        workspace = app.name(),
        url.path = request.uri().path(),
    );
    span.set_attribute("http.request.method", method.to_owned());
    span.set_attribute("http.route", route.to_owned());
    if request.headers().contains_key("traceparent") {
        let caller = opentelemetry::global::get_text_map_propagator(|propagator| {
            propagator.extract(&HeaderExtractor(request.headers()))
        });
        // Where no traces are kept there is nothing to go on with.
        let _ = span.set_parent(caller);
    }
    span
}

fn log(is_routine: bool, status: StatusCode, took: std::time::Duration) {
    let span = Span::current();
    let code = status.as_u16();
    span.set_attribute("http.response.status_code", i64::from(code));
    let ms = (took.as_secs_f64() * 1_000_000.0).round() / 1000.0;
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
        tracing::error!(status = code, ms, "answered");
    } else if is_routine {
        tracing::debug!(status = code, ms, "answered");
    } else {
        tracing::info!(status = code, ms, "answered");
    }
}
