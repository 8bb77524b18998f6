//! `/v1/policies/proposals`: what waits for a second person.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tokio::sync::oneshot;
use tollgate_policy::Source;
use tollgate_service::access::Caller;
use tollgate_service::in_force::source;
use tollgate_service::ledger::Sequence;
use tollgate_service::live::Unanswered;
use tollgate_service::ports::{Read, StoreError};
use tollgate_service::proposal::{NotResolved, Resolution, Resolve};

use super::id;
use super::policies::files;
use crate::api::{DeclineProposal, ProblemView, ProposalView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// Proposals that a list has.
const LATEST: usize = 100;

/// What was proposed, the latest first, at most a hundred
#[utoipa::path(get, path = "/v1/policies/proposals", tag = "policies",
    responses((status = 200, body = Vec<ProposalView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_proposals(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Json<Vec<ProposalView>>, Problem> {
    let views = app.read(|store, _| {
        let in_force = store.head()?.revision;
        let proposals = store.proposals(LATEST)?;
        let views = proposals.iter().map(|one| ProposalView::new(one, in_force));
        Ok(views.collect())
    });
    Ok(Json(views.await?))
}

/// One proposal with its files, and what is different from the policy in force
#[utoipa::path(get, path = "/v1/policies/proposals/{id}", tag = "policies", params(("id" = u64, Path)),
    responses((status = 200, body = ProposalView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_proposal(
    State(app): State<App>,
    _: Calling<to::Read>,
    Path(text): Path<String>,
) -> Result<Json<ProposalView>, Problem> {
    let id = id::<Sequence>("proposal", &text)?;
    let found = app.read(move |store, _| whole(store, id)).await?;
    let view = found.ok_or(NotResolved::Unknown(id))?;
    Ok(Json(view))
}

/// A proposal with its files and changes.
fn whole(store: &dyn Read, id: Sequence) -> Result<Option<ProposalView>, StoreError> {
    let Some(proposal) = store.proposal(id)? else {
        return Ok(None);
    };
    let number = store.head()?.revision;
    let before = store.revision(number)?;
    let before = before.map(|revision| source(&revision)).unwrap_or_default();
    let proposed = Source::unbundle(&proposal.source).unwrap_or_default();
    let changes = tollgate_policy::diff(&before, &proposed);
    Ok(Some(ProposalView {
        changes: Some(changes.iter().map(Into::into).collect()),
        files: Some(files(&proposed)),
        ..ProposalView::new(&proposal, number)
    }))
}

/// Agree to a proposal, which puts it in force
///
/// For somebody who signed in and is another person than who proposed it.
#[utoipa::path(post, path = "/v1/policies/proposals/{id}/approve", tag = "policies", params(("id" = u64, Path)),
    responses((status = 200, body = ProposalView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn approve_proposal(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Publish>,
    Path(text): Path<String>,
) -> Result<Json<ProposalView>, Problem> {
    resolve(&app, caller, &text, Resolution::Approved, None).await
}

/// Do not agree to a proposal
#[utoipa::path(post, path = "/v1/policies/proposals/{id}/decline", tag = "policies", params(("id" = u64, Path)), request_body = DeclineProposal,
    responses((status = 200, body = ProposalView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn decline_proposal(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Publish>,
    Path(text): Path<String>,
    sent: Sent<DeclineProposal>,
) -> Result<Json<ProposalView>, Problem> {
    let reason = sent.body.reason.trim().to_owned();
    if reason.is_empty() {
        let detail = "say why, so that whoever proposed it knows what to mend";
        return Err(Problem::invalid("reason", detail));
    }
    resolve(&app, caller, &text, Resolution::Declined, Some(reason)).await
}

/// Take a proposal back, for whoever made it
#[utoipa::path(post, path = "/v1/policies/proposals/{id}/withdraw", tag = "policies", params(("id" = u64, Path)),
    responses((status = 200, body = ProposalView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn withdraw_proposal(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Publish>,
    Path(text): Path<String>,
) -> Result<Json<ProposalView>, Problem> {
    resolve(&app, caller, &text, Resolution::Withdrawn, None).await
}

async fn resolve(
    app: &App,
    caller: Caller,
    text: &str,
    how: Resolution,
    says: Option<String>,
) -> Result<Json<ProposalView>, Problem> {
    let order = Resolve {
        proposal: id("proposal", text)?,
        how,
        caller,
        says,
    };
    let (tell, answered) = oneshot::channel();
    let reply = Box::new(move |outcome| drop(tell.send(outcome)));
    app.workspace().resolve(order, reply);
    let resolved = answered.await.unwrap_or(Err(Unanswered::Stopping))??;
    Ok(Json(ProposalView::new(&resolved, app.policy().revision)))
}

impl From<NotResolved> for Problem {
    fn from(why: NotResolved) -> Self {
        let status = match &why {
            NotResolved::Unknown(_) => StatusCode::NOT_FOUND,
            NotResolved::Settled(_) | NotResolved::Outdated { .. } => StatusCode::CONFLICT,
            NotResolved::HasErrors => StatusCode::UNPROCESSABLE_ENTITY,
            NotResolved::Unnamed
            | NotResolved::NotSignedIn
            | NotResolved::SamePerson
            | NotResolved::NotYours => StatusCode::FORBIDDEN,
        };
        Self::new(status, why.code(), why.to_string())
    }
}
