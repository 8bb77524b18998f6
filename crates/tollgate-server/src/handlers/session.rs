//! `/v1/session`: coming in, being in, going out.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::AppendHeaders;
use tollgate_core::audit::AuditKind;
use tollgate_service::accounts::{Fresh, SignIn};

use crate::api::{ProblemView, SessionView, SignInBody, WaysView};
use crate::app::App;
use crate::cookie::Cookie;
use crate::door::enter;
use crate::problem::Problem;
use crate::sent::Sent;
use crate::signed_in::{Browser, Own};

/// The headers of an answer that changes cookies.
pub(super) type Cookies = AppendHeaders<Vec<(HeaderName, HeaderValue)>>;

/// The cookie of somebody who signed in. Whoever was known is looked up anew: they may be known as something else.
pub(super) fn let_in(app: &App, fresh: &Fresh) -> Result<Cookies, Problem> {
    app.lately().forget();
    let jar = &app.door()?.jar;
    let cookie = jar.set(Cookie::Session, fresh.secret.reveal())?;
    Ok(AppendHeaders(vec![(SET_COOKIE, cookie)]))
}

/// The headers with which a browser forgets its session.
pub(super) fn let_out(app: &App) -> Result<Cookies, Problem> {
    app.lately().forget();
    let cookie = app.door()?.jar.clear(Cookie::Session)?;
    Ok(AppendHeaders(vec![(SET_COOKIE, cookie)]))
}

pub(super) fn view(fresh: &Fresh) -> Json<SessionView> {
    Json(SessionView::new(&fresh.account, &fresh.session))
}

/// Sign in
///
/// The session's secret comes as a cookie. Where there is a second factor, the answer is the problem `code_needed` until
/// `code` comes with the password.
#[utoipa::path(post, path = "/v1/session", tag = "accounts", request_body = SignInBody,
    responses((status = 200, body = SessionView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    browser: Browser,
    sent: Sent<SignInBody>,
) -> Result<(Cookies, Json<SessionView>), Problem> {
    let name = sent.body.name.clone();
    app.may_sign_in(Some(&name), browser.address)?;
    let fresh = enter(&app, move |entrance, now| {
        let asked = SignIn {
            name: &sent.body.name,
            password: &sent.body.password,
            code: sent.body.code.as_deref(),
            agent: &browser.agent,
        };
        entrance.sign_in(asked, now)
    });
    let fresh = match fresh.await {
        Ok(fresh) => fresh,
        Err(why) => {
            app.note_failed(name, &why).await;
            return Err(why);
        }
    };
    tracing::info!(account = fresh.account.name, "signed in");
    app.note_own(AuditKind::SignedIn, &fresh.account).await?;
    Ok((let_in(&app, &fresh)?, view(&fresh)))
}

/// Which ways in there are
#[utoipa::path(get, path = "/v1/session/ways", tag = "accounts",
    responses((status = 200, body = WaysView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_ways(State(app): State<App>) -> Result<Json<WaysView>, Problem> {
    let provider = app.door()?.provider.is_some();
    let is_set_up = enter(&app, |entrance, _| Ok(entrance.has_accounts()?)).await?;
    Ok(Json(WaysView {
        is_set_up,
        provider,
    }))
}

/// Who is signed in
///
/// Now and then the answer brings the session's next secret as a cookie; the one before is taken for a minute more.
#[utoipa::path(get, path = "/v1/session", tag = "accounts",
    responses((status = 200, body = SessionView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_session(
    State(app): State<App>,
    Own(who): Own,
) -> Result<(Cookies, Json<SessionView>), Problem> {
    let session = who.session.clone();
    let next = enter(&app, move |entrance, now| {
        Ok(entrance.exchange(&session, now)?)
    });
    let next = next.await?.map(|secret| {
        let jar = &app.door()?.jar;
        Ok::<_, Problem>((SET_COOKIE, jar.set(Cookie::Session, secret.reveal())?))
    });
    let cookies = next.transpose()?.into_iter().collect();
    let view = SessionView::new(&who.account, &who.session);
    Ok((AppendHeaders(cookies), Json(view)))
}

/// Sign out
#[utoipa::path(delete, path = "/v1/session", tag = "accounts",
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn sign_out(
    State(app): State<App>,
    Own(who): Own,
) -> Result<(StatusCode, Cookies), Problem> {
    let session = who.session;
    enter(&app, move |entrance, _| Ok(entrance.sign_out(&session)?)).await?;
    app.note_own(AuditKind::SignedOut, &who.account).await?;
    Ok((StatusCode::NO_CONTENT, let_out(&app)?))
}
