//! `/v1/oidc`: coming in by way of a provider of identities.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, Html, IntoResponse as _, Response};
use serde::Deserialize;
use tollgate_core::audit::AuditKind;
use tollgate_service::ports::identity::{IdentityProvider, ProviderFault};
use utoipa::IntoParams;

use super::session::let_in;
use crate::api::ProblemView;
use crate::app::App;
use crate::cookie::Cookie;
use crate::door::{Provider, enter};
use crate::parts::Query;
use crate::problem::Problem;
use crate::signed_in::Browser;

/// Where the provider sends people back to.
const BACK: &str = "/v1/oidc/callback";

/// Asks the provider, on a thread that may wait.
async fn ask<T: Send + 'static>(
    provider: &Provider,
    question: impl FnOnce(&dyn IdentityProvider) -> Result<T, ProviderFault> + Send + 'static,
) -> Result<T, Problem> {
    let identities = Arc::clone(&provider.identities);
    let asked = tokio::task::spawn_blocking(move || question(&*identities)).await;
    Ok(asked.map_err(|_| Problem::internal())??)
}

fn provider(app: &App) -> Result<&Provider, Problem> {
    app.door()?.provider.as_ref().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_provider",
            "no provider of identities is set up: sign in with a password, or set up `sign_in.oidc`",
        )
    })
}

/// Sign in by way of the provider of identities: the browser is sent there
#[utoipa::path(get, path = "/v1/oidc/start", tag = "accounts",
    responses((status = 303, description = "To the provider"), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn start_oidc(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let door = app.door()?;
    let back = format!("{}{BACK}", door.origin.base(&headers));
    let begun = ask(provider(&app)?, move |provider| provider.begin(&back)).await?;
    let cookie = door.jar.set(Cookie::Federated, &begun.state)?;
    let address = begun.address.clone();
    enter(&app, move |entrance, now| {
        Ok(entrance.begin_federated(&begun, now)?)
    })
    .await?;
    let headers = [(LOCATION, address)];
    let cookies = AppendHeaders([(SET_COOKIE, cookie)]);
    Ok((StatusCode::SEE_OTHER, headers, cookies).into_response())
}

/// What the provider sends back.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Back {
    /// What was sent there
    state: Option<String>,
    /// What is exchanged for who it is
    code: Option<String>,
    /// Why there is none
    error: Option<String>,
}

/// Come back from the provider of identities
///
/// The session's cookie is for pages of ours alone, and coming from the provider is not coming from one. So the answer is a
/// page, which goes on to the service by itself.
#[utoipa::path(get, path = "/v1/oidc/callback", tag = "accounts", params(Back),
    responses((status = 200, description = "A page that goes on to the service", content_type = "text/html", body = String), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn end_oidc(
    State(app): State<App>,
    headers: HeaderMap,
    browser: Browser,
    Query(sent): Query<Back>,
) -> Result<Response, Problem> {
    let (door, provider) = (app.door()?, provider(&app)?.clone());
    let state = sent.state.unwrap_or_default();
    // Whoever began this sign-in, it was not this browser: somebody else's account would be opened in it.
    if door.jar.find(Cookie::Federated, &headers) != Some(state.as_str()) {
        return Err(not_begun());
    }
    let kept = enter(&app, move |entrance, now| {
        entrance.end_federated(&state, now)
    })
    .await?;
    let code = sent.code.ok_or_else(|| said_no(sent.error.as_deref()))?;
    let back = format!("{}{BACK}", door.origin.base(&headers));
    let claims = ask(&provider, move |provider| provider.end(&back, &code, &kept)).await?;
    let fresh = enter(&app, move |entrance, now| {
        entrance.sign_in_federated(claims, &provider.rules, &browser.agent, now)
    });
    let fresh = fresh.await?;
    tracing::info!(account = fresh.account.name, "signed in by the provider");
    app.note_own(AuditKind::SignedIn, &fresh.account).await?;
    let mut cookies = let_in(&app, &fresh)?;
    cookies
        .0
        .push((SET_COOKIE, door.jar.clear(Cookie::Federated)?));
    Ok((cookies, Html(include_str!("came_back.html"))).into_response())
}

fn not_begun() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "not_begun",
        "this sign-in was not begun in this browser: begin again at `/v1/oidc/start`",
    )
}

fn said_no(error: Option<&str>) -> Problem {
    tracing::info!(error, "the provider of identities said no");
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "not_confirmed",
        "the provider of identities did not confirm who you are: begin again",
    )
}
