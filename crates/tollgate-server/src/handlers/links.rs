//! `/v1/setup` and `/v1/invitation`: coming in by a link, whose secret is all that there is to know.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::AppendHeaders;
use tollgate_core::audit::AuditKind;
use tollgate_core::time::Timestamp;
use tollgate_service::accounts::{Chosen, Entrance, Refusal};

use super::session::{Cookies, let_in, view};
use crate::api::{ChoosePassword, ChosenView, LinkSecret, ProblemView, SessionView, SetUp};
use crate::app::App;
use crate::door::enter;
use crate::problem::Problem;
use crate::sent::Sent;
use crate::signed_in::Browser;

/// Make the first account, an administrator, by the link in the log
#[utoipa::path(post, path = "/v1/setup", tag = "accounts", request_body = SetUp,
    responses((status = 200, body = SessionView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn set_up(
    State(app): State<App>,
    browser: Browser,
    sent: Sent<SetUp>,
) -> Result<(Cookies, Json<SessionView>), Problem> {
    app.may_sign_in(Some(&sent.body.name), browser.address)?;
    let fresh = enter(&app, move |entrance, now| {
        let body = sent.body;
        let person = body.person.as_deref().unwrap_or(&body.name);
        entrance.set_up(
            &body.secret,
            &body.name,
            person,
            &body.password,
            &browser.agent,
            now,
        )
    });
    let fresh = fresh.await?;
    app.lately().set_in_use(true);
    tracing::info!(account = fresh.account.name, "the first account was made");
    app.note_own(AuditKind::AccountMade, &fresh.account).await?;
    app.note_own(AuditKind::SignedIn, &fresh.account).await?;
    Ok((let_in(&app, &fresh)?, view(&fresh)))
}

/// Ask whether the link in the log is good, which it stays
#[utoipa::path(post, path = "/v1/setup/check", tag = "accounts", request_body = LinkSecret,
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn check_setup(
    State(app): State<App>,
    browser: Browser,
    sent: Sent<LinkSecret>,
) -> Result<StatusCode, Problem> {
    check(&app, &browser, sent, Entrance::check_setup).await
}

/// Choose a password by a link: the first one, or another in place of one that is lost
///
/// Whoever did is signed in, by a cookie; not so where the account has a second factor, which a link is not.
#[utoipa::path(post, path = "/v1/invitation", tag = "accounts", request_body = ChoosePassword,
    responses((status = 200, body = ChosenView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn choose_password(
    State(app): State<App>,
    browser: Browser,
    sent: Sent<ChoosePassword>,
) -> Result<(Cookies, Json<ChosenView>), Problem> {
    app.may_sign_in(None, browser.address)?;
    let chosen = enter(&app, move |entrance, now| {
        let ChoosePassword { secret, password } = &sent.body;
        entrance.choose_password(secret, password, &browser.agent, now)
    });
    let chosen = chosen.await?;
    let account = chosen.account();
    // Their sessions have ended.
    app.lately().forget();
    tracing::info!(account = account.name, "a password was chosen by a link");
    app.note_own(AuditKind::PasswordChosen, account).await?;
    let Chosen::SignedIn(fresh) = &chosen else {
        let view = ChosenView { session: None };
        return Ok((AppendHeaders(Vec::new()), Json(view)));
    };
    app.note_own(AuditKind::SignedIn, account).await?;
    let session = Some(SessionView::new(account, &fresh.session));
    Ok((let_in(&app, fresh)?, Json(ChosenView { session })))
}

/// Ask whether a link for a password is good, which it stays
///
/// It tells whoever has the link what choosing a password by it would, and nobody whose it is.
#[utoipa::path(post, path = "/v1/invitation/check", tag = "accounts", request_body = LinkSecret,
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn check_invitation(
    State(app): State<App>,
    browser: Browser,
    sent: Sent<LinkSecret>,
) -> Result<StatusCode, Problem> {
    check(&app, &browser, sent, Entrance::check_invitation).await
}

/// What the entrance says to the secret of a link; asking counts as an attempt to come in.
async fn check(
    app: &App,
    browser: &Browser,
    sent: Sent<LinkSecret>,
    ask: fn(&Entrance, &str, Timestamp) -> Result<(), Refusal>,
) -> Result<StatusCode, Problem> {
    app.may_sign_in(None, browser.address)?;
    enter(app, move |entrance, now| {
        ask(entrance, &sent.body.secret, now)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
