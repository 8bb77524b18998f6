//! `/v1/live`: what happens, as it happens, as server-sent events.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::time::Duration;

use axum::extract::{FromRequestParts as _, State};
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tollgate_service::access::Caller;
use tollgate_service::access::mask::Mask;
use tollgate_service::ports::Entries;
use utoipa::IntoParams;

use crate::api::{EntryView, ProblemView};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Entries that are read at a time; a slow reader holds up nobody, as what it has not read stays in the ledger.
const PAGE: usize = 200;

/// Where the stream begins.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct From {
    /// After this entry; with what is new where it is not said
    after: Option<u64>,
}

/// Every entry of the ledger, as it is written
///
/// Each event's id is the entry's place, its type what happened, its data the entry. A browser that reconnects sends
/// `Last-Event-ID` by itself and misses nothing.
#[utoipa::path(get, path = "/v1/live", tag = "ledger", params(From),
    responses((status = 200, description = "Server-sent events", body = String, content_type = "text/event-stream"),
        (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn live(
    State(app): State<App>,
    _: Calling<to::ReadLedger>,
    Query(from): Query<From>,
    asked: Parts,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let last = asked
        .headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let after = match last.or(from.after) {
        Some(asked) => super::entry("after", asked)?,
        None => app.read(|store, _| Ok(store.head()?.sequence)).await?,
    };
    let (out, events) = mpsc::channel(PAGE);
    tokio::spawn(follow(app, asked, after, out));
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(ReceiverStream::new(events)).keep_alive(alive))
}

/// Sends what comes after `after` until nobody listens, the server stops, or whoever `asked` may listen no longer.
async fn follow(
    app: App,
    mut asked: Parts,
    mut after: u64,
    out: mpsc::Sender<Result<Event, Infallible>>,
) {
    let mut news = app.feed().listen();
    app.metrics().listening(1);
    // Who listens may have been let in long ago, so each page is asked for anew, and once more when it was read: what happened
    // meanwhile may be that they may not.
    while let Some(caller) = listener(&app, &mut asked).await {
        let Ok(page) = page(&app, &caller, after).await else {
            break;
        };
        if listener(&app, &mut asked).await != Some(caller) {
            continue;
        }
        let is_last = page.len() < PAGE;
        for entry in page {
            after = entry.sequence;
            if out.send(Ok(event(&entry))).await.is_err() {
                return app.metrics().listening(-1);
            }
        }
        if news.borrow_and_update().over {
            break;
        }
        if is_last {
            tokio::select! {
                changed = news.changed() => if changed.is_err() { break },
                () = out.closed() => break,
            }
        }
    }
    app.metrics().listening(-1);
}

/// Who `asked`, while they may listen.
async fn listener(app: &App, asked: &mut Parts) -> Option<Caller> {
    let calling = Calling::<to::ReadLedger>::from_request_parts(asked, app).await;
    calling.ok().map(|Calling(caller, ..)| caller)
}

async fn page(app: &App, caller: &Caller, after: u64) -> Result<Vec<EntryView>, Problem> {
    let caller = caller.clone();
    app.read(move |store, policy| {
        let mask = Mask::of(&caller, policy);
        let mut entries = Vec::new();
        store.ledger(&Entries::All, after, &mut |entry| {
            entries.push(EntryView::masked(entry, &mask));
            match entries.len() < PAGE {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        })?;
        Ok(entries)
    })
    .await
}

fn event(entry: &EntryView) -> Event {
    let event = Event::default()
        .id(entry.sequence.to_string())
        .event(&entry.what);
    // An entry is made of texts and numbers, which are always JSON.
    event.json_data(entry).unwrap_or_default()
}
