//! `/v1/account`: one's own password, second factor and time zone.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tollgate_core::audit::AuditKind;

use super::session::{Cookies, let_in};
use crate::api::{
    BeginTotp, ChangePassword, ChooseZone, ConfirmTotp, ProblemView, RecoveryCodes, RemoveTotp,
    TotpView,
};
use crate::app::App;
use crate::door::enter;
use crate::problem::Problem;
use crate::sent::Sent;
use crate::signed_in::Own;

/// Change your password; you stay signed in here, and nowhere else
#[utoipa::path(put, path = "/v1/account/password", tag = "accounts", request_body = ChangePassword,
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn change_password(
    State(app): State<App>,
    Own(who): Own,
    sent: Sent<ChangePassword>,
) -> Result<(StatusCode, Cookies), Problem> {
    let fresh = enter(&app, move |entrance, now| {
        entrance.change_password(&who, &sent.body.before, &sent.body.password, now)
    });
    let fresh = fresh.await?;
    app.note_own(AuditKind::PasswordChanged, &fresh.account)
        .await?;
    Ok((StatusCode::NO_CONTENT, let_in(&app, &fresh)?))
}

/// Begin a second factor: tell your authenticator the secret, then confirm
#[utoipa::path(post, path = "/v1/account/totp", tag = "accounts", request_body = BeginTotp,
    responses((status = 200, body = TotpView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn begin_totp(
    State(app): State<App>,
    Own(who): Own,
    sent: Sent<BeginTotp>,
) -> Result<Json<TotpView>, Problem> {
    let name = who.account.name.clone();
    let totp = enter(&app, move |entrance, now| {
        entrance.begin_totp(&who, &sent.body.password, now)
    });
    let totp = totp.await?;
    Ok(Json(TotpView {
        secret: totp.text(),
        address: totp.address(&name),
    }))
}

/// Confirm a second factor by what your authenticator shows; from then on it is asked for
#[utoipa::path(post, path = "/v1/account/totp/confirm", tag = "accounts", request_body = ConfirmTotp,
    responses((status = 200, body = RecoveryCodes), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn confirm_totp(
    State(app): State<App>,
    Own(who): Own,
    sent: Sent<ConfirmTotp>,
) -> Result<(Cookies, Json<RecoveryCodes>), Problem> {
    let confirmed = enter(&app, move |entrance, now| {
        entrance.confirm_totp(&who, &sent.body.code, now)
    });
    let (fresh, codes) = confirmed.await?;
    app.note_own(AuditKind::SecondFactorSet, &fresh.account)
        .await?;
    Ok((let_in(&app, &fresh)?, Json(RecoveryCodes { codes })))
}

/// Remove your second factor
#[utoipa::path(post, path = "/v1/account/totp/remove", tag = "accounts", request_body = RemoveTotp,
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn remove_totp(
    State(app): State<App>,
    Own(who): Own,
    sent: Sent<RemoveTotp>,
) -> Result<(StatusCode, Cookies), Problem> {
    let fresh = enter(&app, move |entrance, now| {
        entrance.remove_totp(&who, &sent.body.password, &sent.body.code, now)
    });
    let fresh = fresh.await?;
    app.note_own(AuditKind::SecondFactorRemoved, &fresh.account)
        .await?;
    Ok((StatusCode::NO_CONTENT, let_in(&app, &fresh)?))
}

/// Choose the time zone in which you read times; nothing is decided by it
#[utoipa::path(put, path = "/v1/account/zone", tag = "accounts", request_body = ChooseZone,
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn choose_zone(
    State(app): State<App>,
    Own(who): Own,
    sent: Sent<ChooseZone>,
) -> Result<StatusCode, Problem> {
    let chosen = enter(&app, move |entrance, _| {
        entrance.set_zone(&who, sent.body.zone.as_deref())
    });
    chosen.await?;
    Ok(StatusCode::NO_CONTENT)
}
