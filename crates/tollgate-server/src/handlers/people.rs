//! `/v1/people`: who is here.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use tollgate_core::command::Command;
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Availability, RowKey};
use tollgate_service::ports::{Read, StoreError};

use crate::api::{DoneView, PersonView, ProblemView, SetAvailability};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;
use crate::version::{IfMatch, Version, Versioned};

/// Everyone whom the policy names, and whether they can take handoffs
#[utoipa::path(get, path = "/v1/people", tag = "people",
    responses((status = 200, body = Vec<PersonView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_people(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Json<Vec<PersonView>>, Problem> {
    let people = app.read(|store, policy| {
        let here = presences(store)?;
        let everyone = policy.everyone().into_iter();
        Ok(everyone.map(|id| view(policy, id, &here)).collect())
    });
    Ok(Json(people.await?))
}

/// One of them
#[utoipa::path(get, path = "/v1/people/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = PersonView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_person(
    State(app): State<App>,
    _: Calling<to::Read>,
    Path(id): Path<String>,
) -> Result<Versioned<PersonView>, Problem> {
    let person = PersonId::from(id.as_str());
    let found = app.read(move |store, policy| {
        let here = presences(store)?;
        let is_known = policy.everyone().contains(&person);
        let version = Version::of_row(store, policy, &RowKey::Presence(person.clone()))?;
        let known = version.filter(|_| is_known);
        Ok(known.map(|version| Versioned(version, view(policy, &person, &here))))
    });
    let found = found.await?;
    found.ok_or_else(|| Problem::not_found(format!("person `{id}` in the policy")))
}

/// Who is away or gone; everybody else is here.
fn presences(store: &dyn Read) -> Result<BTreeMap<PersonId, Availability>, StoreError> {
    let (_, presences) = store.people()?;
    let presences = presences.into_iter();
    Ok(presences
        .map(|row| (row.person, row.availability))
        .collect())
}

fn view(policy: &Policy, id: &PersonId, here: &BTreeMap<PersonId, Availability>) -> PersonView {
    let availability = here.get(id).copied().unwrap_or(Availability::Here);
    let name = policy.people.get(id).map(|person| person.name.to_string());
    let zone = policy.zone_of(Some(id)).iana_name().unwrap_or("UTC");
    PersonView {
        id: id.to_string(),
        name: name.unwrap_or_else(|| id.to_string()),
        teams: policy
            .teams_of(id)
            .map(|team| team.id.to_string())
            .collect(),
        zone: zone.to_owned(),
        availability: availability.into(),
        until: match availability {
            Availability::Away(until) => until.map(|at| at.to_string()),
            Availability::Here | Availability::Left => None,
        },
    }
}

/// Say whether a person can take handoffs
#[utoipa::path(put, path = "/v1/people/{id}/availability", tag = "people", request_body = SetAvailability,
    params(("id" = String, Path), ("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200),
        ("if-match" = Option<String>, Header, description = "The `ETag` of what was read; where it is another by now, nothing happens")),
    responses((status = 200, body = DoneView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn set_availability(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Act>,
    Path(id): Path<String>,
    meant: IfMatch,
    sent: Sent<SetAvailability>,
) -> Result<Json<DoneView>, Problem> {
    let key = RowKey::Presence(id.as_str().into());
    app.unless_changed(meant, sent.delivery.as_ref(), key)
        .await?;
    let command = Command::SetAvailability(id.as_str().into(), sent.body.availability()?);
    let done = app.act(&caller, command, sent.delivery).await?;
    Ok(Json(done.into()))
}
