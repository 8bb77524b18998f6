//! `/v1/ledger`: every decision, in order.

use std::ops::ControlFlow;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_service::access::mask::Mask;
use tollgate_service::ports::Entries;
use utoipa::IntoParams;

use super::{entry, id, page_rows, record_ref};
use crate::api::{EntryView, LedgerPage, ProblemView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Which entries: all, or those about one record or one handoff.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// What comes after this entry; from the beginning where it is not said
    #[serde(default)]
    after: u64,
    /// About this record, as `lead/L-1`
    record: Option<String>,
    /// About this handoff
    handoff: Option<String>,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// The ledger, a page at a time
#[utoipa::path(get, path = "/v1/ledger", tag = "ledger", params(Asked),
    responses((status = 200, body = LedgerPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_ledger(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::ReadLedger>,
    Query(asked): Query<Asked>,
) -> Result<Json<LedgerPage>, Problem> {
    let which = match (&asked.record, &asked.handoff) {
        (None, None) => Entries::All,
        (Some(record), None) => Entries::Record(record_ref("record", record)?),
        (None, Some(handoff)) => Entries::Handoff(id("handoff", handoff)?),
        (Some(_), Some(_)) => {
            return Err(Problem::invalid(
                "handoff",
                "ask for a record or a handoff, not for both",
            ));
        }
    };
    let (limit, after) = (page_rows(&app, asked.limit)?, entry("after", asked.after)?);
    let page = app.read(move |store, policy| {
        let mask = Mask::of(&caller, policy);
        let (mut entries, mut next) = (Vec::<EntryView>::new(), None);
        store.ledger(&which, after, &mut |entry| {
            if entries.len() == limit {
                next = entries.last().map(|entry| entry.sequence);
                return ControlFlow::Break(());
            }
            entries.push(EntryView::masked(entry, &mask));
            ControlFlow::Continue(())
        })?;
        Ok(LedgerPage { entries, next })
    });
    Ok(Json(page.await?))
}
