//! Who calls: the extractor that every handler of `/v1` takes.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use tollgate_service::access::{Caller, Proof, Role};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;

use crate::app::App;
use crate::origin::names_this_machine;
use crate::problem::Problem;
use crate::purpose::Purpose;
use crate::sent::KeysOf;
use crate::signed_in::{ours, session_digest, signed_in};

/// The header that says for whom a caller on this machine acts, while there are no tokens.
const ACTING: &str = "tollgate-acting";

/// Where tokens are looked up. What it says is believed for a moment, [`Limits::known_for`](crate::Limits::known_for).
pub trait TokenBook: Send + Sync + fmt::Debug {
    /// Whose token has this digest, and what they may do; `None` where there is no such token, or it has ended.
    ///
    /// # Errors
    /// The store did not answer.
    fn caller(&self, digest: &Digest) -> Result<Option<Caller>, StoreError>;

    /// True once there is an account, or was a token that is not revoked: from then on every call needs a token or a session.
    ///
    /// # Errors
    /// The store did not answer.
    fn is_in_use(&self) -> Result<bool, StoreError>;
}

/// A book without tokens, for a server that only its own process reaches.
#[derive(Clone, Copy, Debug)]
pub struct NoTokens;

impl TokenBook for NoTokens {
    fn caller(&self, _: &Digest) -> Result<Option<Caller>, StoreError> {
        Ok(None)
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        Ok(false)
    }
}

/// How callers make themselves known.
#[derive(Clone, Debug)]
pub enum Access {
    /// The server listens on this machine alone, and everybody there is an administrator until there is a token or an
    /// account; then by token or session.
    ThisMachine(Arc<dyn TokenBook>),
    /// By a token, `Authorization: Bearer tg_…`, or by the session of whoever signed in.
    Tokens(Arc<dyn TokenBook>),
}

/// The one who calls, and may do what the route is for. It is asked before anything of the body is read, so that nobody
/// learns what is wrong with something that they may not do.
#[derive(Clone, Debug)]
pub(crate) struct Calling<P>(pub(crate) Caller, pub(crate) PhantomData<P>);

impl<P: Purpose> FromRequestParts<App> for Calling<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = caller(app, parts).await?;
        caller.may(P::ACTION)?;
        parts.extensions.insert(KeysOf::new(&caller));
        Ok(Self(caller, PhantomData))
    }
}

/// The one way to become a caller: by being on this machine while nobody else may come in, by a token, or by a session.
async fn caller(app: &App, parts: &Parts) -> Result<Caller, Problem> {
    let book = match app.access() {
        Access::ThisMachine(book) if !is_in_use(app, book).await? => {
            return on_this_machine(app, parts);
        }
        Access::ThisMachine(book) | Access::Tokens(book) => book,
    };
    if parts.headers.contains_key(AUTHORIZATION) {
        return by_token(app, parts, book).await;
    }
    match session_digest(app, parts) {
        Some(digest) => by_session(app, parts, digest).await,
        None => Err(unauthorized(
            "sign in, or send a token as `Authorization: Bearer tg_…`; `tollgate token` makes one",
        )),
    }
}

/// Whoever is signed in. A browser sends its cookie whichever page asks it to, so the page has to be ours.
async fn by_session(app: &App, parts: &Parts, digest: Digest) -> Result<Caller, Problem> {
    ours(app, parts)?;
    if let Some(known) = app.lately().caller(&digest) {
        return Ok(known);
    }
    let caller = signed_in(app, digest).await?.account.caller();
    let caller = caller.proven_by(Proof::SignedIn);
    app.lately().let_in(digest, &caller);
    Ok(caller)
}

/// Whether everybody on this machine may do everything, as there is no account and no token yet.
pub(crate) async fn is_open(app: &App) -> Result<bool, Problem> {
    match app.access() {
        Access::ThisMachine(book) => Ok(!is_in_use(app, book).await?),
        Access::Tokens(_) => Ok(false),
    }
}

async fn is_in_use(app: &App, book: &Arc<dyn TokenBook>) -> Result<bool, Problem> {
    if let Some(known) = app.lately().is_in_use() {
        return Ok(known);
    }
    let book = Arc::clone(book);
    let asked = tokio::task::spawn_blocking(move || book.is_in_use()).await;
    let in_use = asked.map_err(|_| Problem::internal())??;
    app.lately().set_in_use(in_use);
    Ok(in_use)
}

/// An administrator, acting for the person whom the header names.
fn on_this_machine(app: &App, parts: &Parts) -> Result<Caller, Problem> {
    // A name that was made to lead here, by whoever has it, is no name of this machine: a page that came by it is somebody else's.
    if !names_this_machine(&parts.headers) {
        let detail = "while there is no account, ask by the name of this machine, such as `localhost` or `127.0.0.1`";
        return Err(Problem::new(StatusCode::FORBIDDEN, "not_this_machine", detail).about("host"));
    }
    if let Ok(door) = app.door() {
        // A page of another site that is open on this machine is not somebody on this machine.
        door.origin.admits_program(&parts.method, &parts.headers)?;
    }
    let Some(acting) = parts.headers.get(ACTING) else {
        return Ok(Caller::system("local", Role::Administrator));
    };
    let person = acting.to_str().ok().map(str::trim);
    let person = person
        .filter(|person| !person.is_empty())
        .ok_or_else(|| Problem::invalid(ACTING, "name the person, as the policy names them"))?;
    Ok(Caller::person(person, Role::Administrator))
}

async fn by_token(app: &App, parts: &Parts, book: &Arc<dyn TokenBook>) -> Result<Caller, Problem> {
    let header = parts.headers.get(AUTHORIZATION);
    let text = header.and_then(|header| header.to_str().ok());
    let token = text
        .and_then(|text| text.strip_prefix("Bearer "))
        .ok_or_else(|| {
            unauthorized("send a token as `Authorization: Bearer tg_…`; `tollgate token` makes one")
        })?;
    let digest = Digest::of(token.trim().as_bytes());
    if let Some(known) = app.lately().caller(&digest) {
        return Ok(known);
    }
    let book = Arc::clone(book);
    let asked = tokio::task::spawn_blocking(move || (book.caller(&digest), digest)).await;
    let (found, digest) = asked.map_err(|_| Problem::internal())?;
    let caller =
        found?.ok_or_else(|| unauthorized("the token is not known, has ended or was revoked"))?;
    let caller = caller.proven_by(Proof::Token);
    app.lately().let_in(digest, &caller);
    Ok(caller)
}

fn unauthorized(detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
}
