//! `GET /v1/ledger/check`: does the chain hold?

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_service::verify::stretch;
use utoipa::IntoParams;

use super::entry;
use crate::api::{CheckedStretch, ProblemView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// The most entries that are checked for one answer, and as many as are where nothing is said.
const ENTRIES_MAX: usize = 20_000;

/// Which stretch.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// What comes after this entry; from the beginning where it is not said
    #[serde(default)]
    after: u64,
    /// Entries to check; 20,000 where it is not said
    #[param(minimum = 1, maximum = 20000)]
    limit: Option<usize>,
}

/// Check a stretch of the ledger's chain
///
/// Each entry follows from the one before and is what its digest says, or what a later erasure says; the ledger ends where its
/// head says. Begin without `after`, and send `next` as `after` until it is `null`. That the rows are what the ledger adds up
/// to, `tollgate verify` checks.
#[utoipa::path(get, path = "/v1/ledger/check", tag = "ledger", params(Asked),
    responses((status = 200, body = CheckedStretch), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn check_ledger(
    State(app): State<App>,
    _: Calling<to::ReadLedger>,
    Query(asked): Query<Asked>,
) -> Result<Json<CheckedStretch>, Problem> {
    let after = entry("after", asked.after)?;
    let limit = asked.limit.unwrap_or(ENTRIES_MAX);
    if !(1..=ENTRIES_MAX).contains(&limit) {
        let detail = format!("1 to {ENTRIES_MAX} entries can be checked at a time");
        return Err(Problem::invalid("limit", detail));
    }
    let checked = app.read(move |store, policy| {
        let end = store.head()?.sequence;
        if after > end {
            let detail = format!("the ledger ends with entry {end}");
            return Ok(Err(Problem::invalid("after", detail)));
        }
        stretch(store, policy.workspace.id.as_str(), after, limit).map(Ok)
    });
    let checked = checked.await??;
    Ok(Json(CheckedStretch::new(after, checked)))
}
