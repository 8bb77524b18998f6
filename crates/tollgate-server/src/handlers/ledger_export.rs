//! `/v1/ledger/export`: the ledger for auditors, as it is read.

use std::convert::Infallible;
use std::ops::ControlFlow;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tollgate_core::audit::AuditKind;
use tollgate_service::access::Action;
use tollgate_service::audit;
use tollgate_service::export::{Scope, export};
use utoipa::IntoParams;

use super::{entry, id, record_ref};
use crate::api::ProblemView;
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Bytes that are sent together.
const PIECE: usize = 32 * 1024;
/// Pieces that may wait until the caller has read those before.
const PIECES_MAX: usize = 8;

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
}

/// Export the ledger: NDJSON in which every line carries its proof
///
/// `tollgate verify --export FILE` checks what comes. The export is itself an entry of the ledger. It is given out whole, to
/// those who see personal fields.
#[utoipa::path(get, path = "/v1/ledger/export", tag = "ledger", params(Asked),
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn export_ledger(
    State(app): State<App>,
    Calling(caller, _): Calling<to::ReadLedger>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    // Masked bodies would not be what was hashed, so it is given out whole or not at all.
    caller.may(Action::ReadPersonal)?;
    let scope = scope(&app, &asked)?;
    let about = scope.about();
    let audit = audit::done(AuditKind::Exported, about, Some("the ledger"), app.now());
    app.give(vec![audit::order(caller.who, audit)]).await?;
    let (out, pieces) = mpsc::channel(PIECES_MAX);
    tokio::task::spawn_blocking(move || send(&app, &scope, &out));
    let body = Body::from_stream(ReceiverStream::new(pieces));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response())
}

fn scope(app: &App, asked: &Asked) -> Result<Scope, Problem> {
    if asked.record.is_some() && asked.handoff.is_some() {
        let says = "ask for a record or a handoff, not for both";
        return Err(Problem::invalid("handoff", says));
    }
    let record = asked.record.as_deref();
    let handoff = asked.handoff.as_deref();
    Ok(Scope {
        workspace: app.policy().workspace.id.to_string(),
        record: record.map(|text| record_ref("record", text)).transpose()?,
        handoff: handoff.map(|text| id("handoff", text)).transpose()?,
        after: entry("after", asked.after)?,
    })
}

/// Sends the export piece by piece, as fast as it is read. One that breaks off lacks its last line, which whoever checks it
/// notices.
fn send(app: &App, scope: &Scope, out: &mpsc::Sender<Result<Bytes, Infallible>>) {
    let mut piece = String::new();
    let now = app.now();
    let sent = app.workspace().read(&mut |store| {
        export(store, scope, None, now, &mut |line| {
            piece.push_str(&line);
            piece.push('\n');
            if piece.len() < PIECE {
                return ControlFlow::Continue(());
            }
            give(out, &mut piece)
        })
        .map(drop)
    });
    match sent {
        Ok(()) => drop(give(out, &mut piece)),
        Err(fault) => tracing::warn!("an export of the ledger broke off: {fault}"),
    }
}

fn give(out: &mpsc::Sender<Result<Bytes, Infallible>>, piece: &mut String) -> ControlFlow<()> {
    let bytes = Bytes::from(std::mem::take(piece));
    match out.blocking_send(Ok(bytes)) {
        Ok(()) => ControlFlow::Continue(()),
        // Whoever read it has gone.
        Err(_) => ControlFlow::Break(()),
    }
}
