//! `/v1/erasures` and `/v1/personal-data`: what people may ask for themselves.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tollgate_core::audit::AuditKind;
use tollgate_service::access::Caller;
use tollgate_service::audit;
use tollgate_service::erasure::{EraseError, Known, Order, Who, known};

use crate::api::{ErasePerson, ErasureView, ProblemView, Whose, who};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Erase a person: what their records and the ledger say of them
///
/// Fields that the policy declares `personal` are replaced by pseudonyms in every record that shares the person's identity
/// and in the ledger, whose chain still holds. Erasing again changes nothing.
#[utoipa::path(post, path = "/v1/erasures", tag = "personal data", request_body = ErasePerson,
    responses((status = 200, body = ErasureView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn erase_person(
    State(app): State<App>,
    Calling(caller, _): Calling<to::Personal>,
    sent: Sent<ErasePerson>,
) -> Result<Json<ErasureView>, Problem> {
    let asked = sent.body;
    let who = who(asked.record.as_deref(), asked.identity.as_deref())?;
    let order = order(&app, who, caller)?;
    let erased =
        tokio::task::spawn_blocking(move || app.workspace().erase(&order, asked.dry_run)).await;
    Ok(Json(erased.map_err(|_| Problem::internal())??.into()))
}

fn order(app: &App, who: Who, caller: Caller) -> Result<Order, Problem> {
    Ok(Order {
        who,
        by: caller.who,
        at: app.now(),
        salt: drawn()?,
        key: drawn()?,
    })
}

/// 32 bytes from the machine's generator.
fn drawn() -> Result<[u8; 32], Problem> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Problem::internal())?;
    Ok(bytes)
}

/// Give out all that is known about a person
///
/// Records, activities, handoffs and entries of the ledger, as they are stored. The export is itself an entry of the ledger.
#[utoipa::path(get, path = "/v1/personal-data", tag = "personal data", params(Whose),
    responses((status = 200, body = Object), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn export_person(
    State(app): State<App>,
    Calling(caller, _): Calling<to::Personal>,
    Query(asked): Query<Whose>,
) -> Result<Json<Known>, Problem> {
    let who = who(asked.record.as_deref(), asked.identity.as_deref())?;
    let found = app.read(move |store, policy| match known(store, policy, &who) {
        Ok(found) => Ok(Ok(found)),
        Err(EraseError::Store(fault)) => Err(fault),
        Err(unknown) => Ok(Err(Problem::from(unknown))),
    });
    let found = found.await??;
    // Whose data it was is told by the entries' number alone: the ledger is no place to write a name into.
    let about = format!("{} entries about one person", found.entries.len());
    let audit = audit::done(AuditKind::Exported, "a person", Some(&about), app.now());
    app.give(vec![audit::order(caller.who, audit)]).await?;
    Ok(Json(found))
}

impl From<EraseError> for Problem {
    fn from(fault: EraseError) -> Self {
        match fault {
            EraseError::Unknown(_) => {
                Self::new(StatusCode::NOT_FOUND, "not_found", fault.to_string())
            }
            EraseError::Store(fault) => fault.into(),
        }
    }
}
