//! Who is signed in: the extractor of routes about one's own account and sessions, which no token opens.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::http::request::Parts;
use tollgate_service::accounts::SignedIn;
use tollgate_service::ledger::Digest;

use crate::app::App;
use crate::cookie::Cookie;
use crate::listen::Peer;
use crate::problem::Problem;

/// Somebody who is signed in, by the cookie of their session.
#[derive(Clone, Debug)]
pub(crate) struct Own(pub(crate) SignedIn);

impl FromRequestParts<App> for Own {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let digest = session_digest(app, parts).ok_or_else(not_signed_in)?;
        ours(app, parts)?;
        Ok(Self(signed_in(app, digest).await?))
    }
}

/// Nobody where it is a token that opens, and where there is no session or it has ended.
impl OptionalFromRequestParts<App> for Own {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        let by_token = parts.headers.contains_key(AUTHORIZATION);
        match session_digest(app, parts).filter(|_| !by_token) {
            Some(digest) => Ok(find(app, digest).await?.map(Self)),
            None => Ok(None),
        }
    }
}

/// The digest of the secret in the session's cookie; `None` where there is none.
pub(crate) fn session_digest(app: &App, parts: &Parts) -> Option<Digest> {
    let door = app.door().ok()?;
    let secret = door.jar.find(Cookie::Session, &parts.headers)?;
    Some(Digest::of(secret.as_bytes()))
}

/// Refuses what changes something and may come from another site's page.
pub(crate) fn ours(app: &App, parts: &Parts) -> Result<(), Problem> {
    match parts.method.is_safe() {
        true => Ok(()),
        false => app.door()?.origin.admits(&parts.headers),
    }
}

/// Who is signed in with the secret of this digest.
pub(crate) async fn signed_in(app: &App, digest: Digest) -> Result<SignedIn, Problem> {
    find(app, digest).await?.ok_or_else(not_signed_in)
}

/// The same; `None` where nobody is.
async fn find(app: &App, digest: Digest) -> Result<Option<SignedIn>, Problem> {
    let (entrance, now) = (Arc::clone(&app.door()?.entrance), app.now());
    let asked = tokio::task::spawn_blocking(move || entrance.signed_in(&digest, now)).await;
    Ok(asked.map_err(|_| Problem::internal())??)
}

fn not_signed_in() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "not_signed_in",
        "sign in: `POST /v1/session`; a session ends when it is not used, and after some hours in any case",
    )
}

/// A request that opens a session: it comes from a page of ours, with these words for the browser.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    /// What it calls itself.
    pub(crate) agent: String,
    /// Where it is; `None` where the connection does not say.
    pub(crate) address: Option<IpAddr>,
}

impl FromRequestParts<App> for Browser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        // Also without a cookie: nobody is to be signed in on somebody else's account by another site's page.
        ours(app, parts)?;
        let agent = parts.headers.get(USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        Ok(Self {
            agent: agent.unwrap_or_default().to_owned(),
            address: parts.extensions.get::<Peer>().map(|peer| peer.address),
        })
    }
}
