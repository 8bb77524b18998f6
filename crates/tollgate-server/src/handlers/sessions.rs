//! `/v1/sessions`: where somebody is signed in, one place or all.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::AppendHeaders;
use tollgate_core::audit::AuditKind;

use super::session::{Cookies, let_out};
use crate::api::{OpenSessionView, ProblemView};
use crate::app::App;
use crate::door::enter;
use crate::parts::Path;
use crate::problem::Problem;
use crate::signed_in::Own;

/// Where you are signed in
#[utoipa::path(get, path = "/v1/sessions", tag = "accounts",
    responses((status = 200, body = Vec<OpenSessionView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_sessions(
    State(app): State<App>,
    Own(who): Own,
) -> Result<Json<Vec<OpenSessionView>>, Problem> {
    let name = who.account.name;
    let found = enter(
        &app,
        move |entrance, now| Ok(entrance.sessions(&name, now)?),
    )
    .await?;
    let this = who.session.id();
    let views = found
        .iter()
        .map(|one| OpenSessionView::new(one, one.id() == this));
    Ok(Json(views.collect()))
}

/// Sign out everywhere
#[utoipa::path(delete, path = "/v1/sessions", tag = "accounts",
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn sign_out_everywhere(
    State(app): State<App>,
    Own(who): Own,
) -> Result<(StatusCode, Cookies), Problem> {
    let name = who.account.name.clone();
    enter(&app, move |entrance, _| {
        Ok(entrance.sign_out_everywhere(&name)?)
    })
    .await?;
    app.note_own(AuditKind::SignedOut, &who.account).await?;
    Ok((StatusCode::NO_CONTENT, let_out(&app)?))
}

/// Sign out in one place
#[utoipa::path(delete, path = "/v1/sessions/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn end_session(
    State(app): State<App>,
    Own(who): Own,
    Path(id): Path<String>,
) -> Result<(StatusCode, Cookies), Problem> {
    let (name, is_this) = (who.account.name.clone(), who.session.id() == id);
    enter(&app, move |entrance, _| entrance.end_session(&name, &id)).await?;
    app.lately().forget();
    app.note_own(AuditKind::SignedOut, &who.account).await?;
    let cookies = match is_this {
        true => let_out(&app)?,
        false => AppendHeaders(Vec::new()),
    };
    Ok((StatusCode::NO_CONTENT, cookies))
}
