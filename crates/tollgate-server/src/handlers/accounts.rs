//! `/v1/accounts`: who may come in, for administrators.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use tollgate_core::audit::AuditKind;
use tollgate_service::accounts::Invited;

use crate::api::{AccountView, AddAccount, AddedAccount, ChangeAccount, LinkView, ProblemView};
use crate::app::App;
use crate::caller::Calling;
use crate::door::enter;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Every account
#[utoipa::path(get, path = "/v1/accounts", tag = "accounts",
    responses((status = 200, body = Vec<AccountView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_accounts(
    State(app): State<App>,
    _: Calling<to::Accounts>,
) -> Result<Json<Vec<AccountView>>, Problem> {
    let found = enter(&app, |entrance, _| Ok(entrance.accounts()?)).await?;
    Ok(Json(found.iter().map(AccountView::from).collect()))
}

/// Make an account: a person gets a link with which they choose a password, a system gets tokens
#[utoipa::path(post, path = "/v1/accounts", tag = "accounts", request_body = AddAccount,
    responses((status = 200, body = AddedAccount), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn add_account(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Accounts>,
    headers: HeaderMap,
    sent: Sent<AddAccount>,
) -> Result<Json<AddedAccount>, Problem> {
    let new = sent.body.new_account()?;
    let (account, link) = enter(&app, move |entrance, now| entrance.add_account(new, now)).await?;
    app.lately().set_in_use(true);
    tracing::info!(by = ?caller.who, account = account.name, role = account.role.as_str(), "an account was made");
    let role = Some(account.role.as_str());
    app.note(caller.who, AuditKind::AccountMade, &account.name, role)
        .await?;
    let link = link
        .map(|link| address(&app, &headers, &link))
        .transpose()?;
    let account = AccountView::from(&account);
    Ok(Json(AddedAccount { account, link }))
}

/// Change the role of an account, disable it, or let it in again
#[utoipa::path(patch, path = "/v1/accounts/{name}", tag = "accounts", request_body = ChangeAccount, params(("name" = String, Path)),
    responses((status = 200, body = AccountView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn change_account(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Accounts>,
    Path(name): Path<String>,
    sent: Sent<ChangeAccount>,
) -> Result<Json<AccountView>, Problem> {
    let asked = sent.body;
    let noted = [
        (asked.role.is_some(), AuditKind::RoleChanged),
        (asked.disabled == Some(true), AuditKind::AccountDisabled),
        (asked.disabled == Some(false), AuditKind::AccountEnabled),
        (
            asked.second_factor.is_some(),
            AuditKind::SecondFactorRemoved,
        ),
    ];
    if asked.second_factor == Some(true) {
        let detail = "only its owner can set up a second factor: send `false` to remove it";
        return Err(Problem::invalid("second_factor", detail));
    }
    tracing::info!(by = ?caller.who, account = name, ?asked, "an account is changed");
    let changed = enter(&app, move |entrance, now| {
        if let Some(role) = asked.role {
            entrance.set_role(&name, role.into())?;
        }
        match asked.disabled {
            Some(true) => entrance.disable(&name, now)?,
            Some(false) => entrance.enable(&name)?,
            None => {}
        }
        if asked.second_factor.is_some() {
            entrance.drop_second_factor(&name)?;
        }
        entrance.account(&name)
    });
    let account = changed.await?;
    app.lately().forget();
    for (_, kind) in noted.into_iter().filter(|(was_asked, _)| *was_asked) {
        let role = Some(account.role.as_str());
        app.note(caller.who.clone(), kind, &account.name, role)
            .await?;
    }
    Ok(Json(AccountView::from(&account)))
}

/// Make another link with which the owner of an account chooses a password
#[utoipa::path(post, path = "/v1/accounts/{name}/link", tag = "accounts", params(("name" = String, Path)),
    responses((status = 200, body = LinkView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn make_link(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Accounts>,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Json<LinkView>, Problem> {
    tracing::info!(by = ?caller.who, account = name, "a link is made");
    let (account, link) = enter(&app, move |entrance, now| {
        Ok((entrance.account(&name)?, entrance.link_for(&name, now)?))
    })
    .await?;
    app.note(caller.who, AuditKind::LinkMade, &account.name, None)
        .await?;
    Ok(Json(address(&app, &headers, &link)?))
}

/// The secret stands behind `#`, which no browser sends and no log holds.
fn address(app: &App, headers: &HeaderMap, link: &Invited) -> Result<LinkView, Problem> {
    let base = app.door()?.origin.base(headers);
    Ok(LinkView {
        address: format!("{base}/enter#link={}", link.secret.reveal()),
        ends_at: link.ends_at.to_string(),
    })
}
