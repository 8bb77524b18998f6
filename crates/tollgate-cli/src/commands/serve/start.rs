//! Serving until the process is told to stop.

use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr, miette};
use tokio::net::TcpListener;
use tollgate_core::time::Timestamp;
use tollgate_server::{Front, serve_on};
use tollgate_store::{Database, Location};

use super::door::log_first_link;
use super::look_around::LookAround;
use super::open::{Opened, open};
use super::settings::Settings;

/// Serves until the process is told to stop.
pub(super) async fn serve(settings: Settings) -> miette::Result<()> {
    // The port first: a second server on it must not touch the database.
    let listener = TcpListener::bind(settings.listen)
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("`listen`: {} cannot be listened on", settings.listen))?;
    let settings = Arc::new(settings);
    let look_around = LookAround::default();
    let (opening, demo) = (Arc::clone(&settings), look_around.offered(&settings));
    let opened = tokio::task::spawn_blocking(move || open(&opening, Some(demo)));
    let opened = opened.await.into_diagnostic()??;
    let here = here(&listener, &settings)?;
    tracing::info!(database = %settings.database, "listening on {here}");
    let front = front(&opened)?;
    let now = Timestamp::from_jiff(jiff::Timestamp::now());
    let linked = move || {
        opened
            .iter()
            .for_each(|one| log_first_link(one, &here, now))
    };
    tokio::task::spawn_blocking(linked)
        .await
        .into_diagnostic()?;
    serve_on(front, listener, settings.listening.clone(), told_to_stop())
        .await
        .into_diagnostic()?;
    let left = move || {
        look_around.clear();
        leave_whole(&settings.database);
    };
    tokio::task::spawn_blocking(left).await.into_diagnostic()
}

/// The address that the service listens on, as a browser is told it.
fn here(listener: &TcpListener, settings: &Settings) -> miette::Result<String> {
    let address = listener.local_addr().into_diagnostic()?;
    let scheme = match settings.listening.tls {
        Some(_) => "https",
        None => "http",
    };
    Ok(format!("{scheme}://{address}"))
}

/// What answers for all that was opened.
fn front(opened: &[Opened]) -> miette::Result<Front> {
    let mut apps = opened.iter().map(|one| one.app.clone());
    let first = apps
        .next()
        .ok_or_else(|| miette!("no workspace is to be served: name one with `--workspace`"))?;
    Ok(Front::new(first, apps.collect()))
}

/// Whoever copies a stopped service's file copies that alone, so nothing is left beside it.
fn leave_whole(location: &Location) {
    let folded = Database::existing_at(location).map(|database| database.fold());
    if !matches!(folded, Ok(Ok(()))) {
        tracing::warn!(
            "`{location}` may have changes beside its file: copy them along, or start and stop again"
        );
    }
}

/// Ends when the process is asked to stop: by the terminal, or by whoever started it.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler the process ends the hard way, and loses nothing either.
    drop(interrupt.await);
}
