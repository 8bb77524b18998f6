//! `/v1/me`: who is asking.

use axum::Json;
use axum::extract::State;
use tollgate_service::access::Action;
use tollgate_service::queries::workspace;

use crate::api::{MeView, ProblemView};
use crate::app::App;
use crate::caller::{Calling, is_open};
use crate::problem::Problem;
use crate::purpose::to;
use crate::signed_in::Own;

/// Who is asking, and what they may do
///
/// Whoever uses the API for people asks this first: what the table of roles does not allow need not be offered.
#[utoipa::path(get, path = "/v1/me", tag = "accounts",
    responses((status = 200, body = MeView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_me(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    own: Option<Own>,
) -> Result<Json<MeView>, Problem> {
    let policy = app.policy();
    let allowed = Action::ALL.into_iter();
    let allowed = allowed.filter(|action| caller.may(*action).is_ok());
    let person = caller.who.person();
    let known = person.and_then(|person| policy.people.get(person));
    Ok(Json(MeView {
        name: caller.who.name().to_owned(),
        person: person.map(ToString::to_string),
        person_name: known.map(|person| person.name.to_string()),
        role: caller.role.as_str(),
        may: allowed.map(Action::as_str).collect(),
        zone: own.and_then(|Own(who)| who.account.zone),
        open: is_open(&app).await?,
        workspace: workspace(&policy),
    }))
}
