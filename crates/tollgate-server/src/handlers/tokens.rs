//! `/v1/tokens`: what other systems call with, for administrators.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tollgate_core::audit::AuditKind;

use crate::api::{MadeToken, MakeToken, ProblemView, TokenView};
use crate::app::App;
use crate::caller::Calling;
use crate::door::enter;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Every token: whose it is, what it is for, when it was used last
#[utoipa::path(get, path = "/v1/tokens", tag = "accounts",
    responses((status = 200, body = Vec<TokenView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_tokens(
    State(app): State<App>,
    _: Calling<to::Accounts>,
) -> Result<Json<Vec<TokenView>>, Problem> {
    let found = enter(&app, |entrance, _| Ok(entrance.tokens()?)).await?;
    Ok(Json(found.iter().map(TokenView::from).collect()))
}

/// Make a token; it is shown this once
#[utoipa::path(post, path = "/v1/tokens", tag = "accounts", request_body = MakeToken,
    responses((status = 200, body = MadeToken), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn make_token(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Accounts>,
    sent: Sent<MakeToken>,
) -> Result<Json<MadeToken>, Problem> {
    let new = sent.body.new_token(app.now())?;
    let made = enter(&app, move |entrance, now| entrance.make_token(new, now));
    let (secret, token) = made.await?;
    app.lately().set_in_use(true);
    tracing::info!(by = ?caller.who, token = token.id, scopes = %token.caller.scopes, "a token was made");
    app.note(
        caller.who,
        AuditKind::TokenMade,
        &token.id,
        Some(&token.name),
    )
    .await?;
    Ok(Json(MadeToken {
        token: TokenView::from(&token),
        secret: secret.reveal().to_owned(),
    }))
}

/// Take a token back, for good
#[utoipa::path(delete, path = "/v1/tokens/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn revoke_token(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Accounts>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    tracing::info!(by = ?caller.who, token = id, "a token is revoked");
    let revoked = id.clone();
    enter(&app, move |entrance, now| {
        entrance.revoke_token(&revoked, now)
    })
    .await?;
    app.lately().forget();
    app.note(caller.who, AuditKind::TokenRevoked, &id, None)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
