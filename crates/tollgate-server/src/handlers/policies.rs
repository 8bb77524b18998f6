//! `/v1/policies`: what is in force, what was, and what could be.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::sync::oneshot;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_policy::{Checked, Source};
use tollgate_service::in_force::source;
use tollgate_service::live::Unanswered;
use tollgate_service::ports::Revision;
use tollgate_service::preview;
use tollgate_service::proposal::may_propose;
use tollgate_service::writer::{Came, Publication};

use crate::api::{
    CheckedView, PolicyFiles, PolicyView, ProblemView, ProposalView, PublicationView,
    PublishPolicy, Published,
};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;
use crate::version::{IfMatch, Version, Versioned};

/// Every revision that was published, the latest first
#[utoipa::path(get, path = "/v1/policies", tag = "policies",
    responses((status = 200, body = Vec<PolicyView>), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_policies(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Json<Vec<PolicyView>>, Problem> {
    let views = app.read(|store, _| {
        let mut views = Vec::new();
        for number in (1..=store.head()?.revision).rev() {
            views.extend(
                store
                    .revision(number)?
                    .map(|revision| view(&revision, false)),
            );
        }
        Ok(views)
    });
    Ok(Json(views.await?))
}

/// One revision with its files; `current` is the one in force
///
/// The answer's `ETag` is what a publication names in `If-Match`.
#[utoipa::path(get, path = "/v1/policies/{revision}", tag = "policies",
    params(("revision" = String, Path, description = "A number, or `current`")),
    responses((status = 200, body = PolicyView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_policy(
    State(app): State<App>,
    _: Calling<to::Read>,
    Path(text): Path<String>,
) -> Result<Versioned<PolicyView>, Problem> {
    let number = match text.as_str() {
        "current" => app.policy().revision,
        number => number.parse().unwrap_or(0),
    };
    let found = app.read(move |store, _| store.revision(number)).await?;
    let revision = found.ok_or_else(|| Problem::not_found(format!("revision `{text}`")))?;
    Ok(Versioned(Version::revision(number), view(&revision, true)))
}

fn view(revision: &Revision, with_files: bool) -> PolicyView {
    let files = || files(&source(revision));
    PolicyView {
        revision: revision.number,
        published_at: revision.at.to_string(),
        digest: revision.digest.to_string(),
        open: revision.open.map(InFlight::as_str),
        files: with_files.then(files),
    }
}

/// The JSON Schema of a policy's documents, for editors
///
/// It is what `tollgate schema` prints.
#[utoipa::path(get, path = "/v1/policies/schema", tag = "policies",
    responses((status = 200, body = Object), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_policy_schema(_: Calling<to::Read>) -> Json<serde_json::Value> {
    Json(tollgate_policy::schema())
}

/// The texts of `source`, by path.
pub(super) fn files(source: &Source) -> BTreeMap<String, String> {
    let text = |path| source.text(path).unwrap_or_default().to_owned();
    let paths = source.paths();
    paths.map(|path| (path.to_owned(), text(path))).collect()
}

/// Check a policy without publishing it: every problem at once
#[utoipa::path(post, path = "/v1/policies/check", tag = "policies", request_body = PolicyFiles,
    responses((status = 200, body = CheckedView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn check_policy(
    State(app): State<App>,
    _: Calling<to::CheckPolicy>,
    sent: Sent<PolicyFiles>,
) -> Result<Json<CheckedView>, Problem> {
    let checked = check(&app, sent.body.source()).await?;
    Ok(Json(CheckedView::new(&checked)))
}

async fn check(app: &App, source: Source) -> Result<Checked, Problem> {
    let day = app.now().to_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
    let checked = tokio::task::spawn_blocking(move || tollgate_policy::load(&source, day)).await;
    checked.map_err(|_| Problem::internal())
}

/// What a publication would do, without publishing
///
/// What is different from the policy in force, what would become of the handoffs that are open, and every problem of the
/// check. A policy with errors has no preview, and is not compared.
#[utoipa::path(post, path = "/v1/policies/preview", tag = "policies", request_body = PublishPolicy,
    responses((status = 200, body = PublicationView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn preview_policy(
    State(app): State<App>,
    _: Calling<to::CheckPolicy>,
    sent: Sent<PublishPolicy>,
) -> Result<Json<PublicationView>, Problem> {
    let (open, draft) = (sent.body.in_flight()?, sent.body.source());
    let checked = check(&app, draft.clone()).await?;
    let problems = CheckedView::new(&checked);
    if let Some(policy) = &checked.policy {
        same_workspace(policy, &app.policy())?;
    }
    let now = app.now();
    let view = app.read(move |store, in_force| {
        let number = store.head()?.revision;
        let before = store.revision(number)?;
        let before = before.map(|revision| source(&revision)).unwrap_or_default();
        let preview = checked.policy.as_ref();
        // What cannot be read would look as if it were taken away.
        let changes = preview.map(|_| tollgate_policy::diff(&before, &draft));
        let preview = preview.map(|policy| preview::preview(store, policy, open, now));
        Ok(PublicationView {
            revision: number,
            changes: changes.iter().flatten().map(Into::into).collect(),
            preview: preview.transpose()?.as_ref().map(Into::into),
            publishable: problems.publishable,
            needs_approval: in_force.workspace.needs_approval,
            diagnostics: problems.diagnostics,
        })
    });
    Ok(Json(view.await?))
}

/// Put a policy in force
///
/// `open` says what becomes of the handoffs that are open: they go on under their revision (`pin`, where it is not said),
/// go by the new one (`migrate`), or are looked at again besides (`reevaluate`). A policy with errors is refused. `If-Match` names the revision that the change was made from; where another was
/// published meanwhile, nothing is published. The same text as the one in force keeps the revision. Where the policy in force says
/// `publishing: { approval: required }`, the answer is a proposal, and 202: it comes into force when somebody else approves it.
#[utoipa::path(post, path = "/v1/policies/publish", tag = "policies", request_body = PublishPolicy,
    params(("if-match" = Option<String>, Header, description = "The revision that the change was made from")),
    responses((status = 200, body = Published), (status = 202, body = ProposalView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn publish_policy(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Publish>,
    meant: IfMatch,
    sent: Sent<PublishPolicy>,
) -> Result<Response, Problem> {
    let in_force = app.policy();
    meant.holds(Some(&Version::revision(in_force.revision)))?;
    if in_force.workspace.needs_approval {
        may_propose(&caller)?;
    }
    let (open, files) = (sent.body.in_flight()?, sent.body.source());
    let source = files.bundle();
    let checked = check(&app, files).await?;
    let view = CheckedView::new(&checked);
    let Some(policy) = checked.policy else {
        return Err(has_errors(&view));
    };
    same_workspace(&policy, &in_force)?;
    let (tell, answered) = oneshot::channel();
    let reply = Box::new(move |outcome| drop(tell.send(outcome)));
    let publication = Publication {
        policy,
        source,
        open,
        by: caller.who,
    };
    app.workspace().publish(publication, reply);
    let came = answered.await.unwrap_or(Err(Unanswered::Stopping))?;
    Ok(match came {
        Came::InForce(revision) => {
            let warnings = view.diagnostics;
            Json(Published { revision, warnings }).into_response()
        }
        Came::Proposed(proposal) => {
            let view = ProposalView::new(&proposal, proposal.base);
            (StatusCode::ACCEPTED, Json(view)).into_response()
        }
    })
}

/// The policy has errors; the first of them is told.
fn has_errors(view: &CheckedView) -> Problem {
    let errors = view
        .diagnostics
        .iter()
        .filter(|found| found.severity == "error");
    let first = errors.clone().next().map_or_else(String::new, |first| {
        let (file, line, column) = (&first.file, first.line, first.column);
        format!(": {file}:{line}:{column}: {}", first.message)
    });
    let count = errors.count();
    let detail = format!("the policy has {count} errors and was not published{first}");
    Problem::invalid("files", detail)
}

/// Refuses a policy for another workspace.
fn same_workspace(policy: &Policy, in_force: &Policy) -> Result<(), Problem> {
    let (given, here) = (&policy.workspace.id, &in_force.workspace.id);
    if given == here {
        return Ok(());
    }
    let detail = format!("this is a policy for the workspace `{given}`, and here is `{here}`");
    Err(Problem::invalid("files", detail))
}
