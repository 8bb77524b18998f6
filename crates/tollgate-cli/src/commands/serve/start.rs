//! Serving until the process is told to stop.

use miette::{IntoDiagnostic, WrapErr};
use tokio::net::TcpListener;
use tollgate_core::time::Timestamp;
use tollgate_server::{App, Feed, serve_on};
use tollgate_store::{Database, Location};

use super::door::log_first_link;
use super::open::open;
use super::settings::Settings;

/// Serves until the process is told to stop.
pub(super) async fn serve(settings: Settings) -> miette::Result<()> {
    // The port first: a second server on it must not touch the database.
    let listener = TcpListener::bind(settings.listen)
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("`listen`: {} cannot be listened on", settings.listen))?;
    let feed = Feed::default();
    let opened = {
        let (settings, feed) = (settings.clone(), feed.clone());
        tokio::task::spawn_blocking(move || open(&settings, feed))
            .await
            .into_diagnostic()??
    };
    let policy = opened.live.policy();
    let address = listener.local_addr().into_diagnostic()?;
    let scheme = match settings.listening.tls {
        Some(_) => "https",
        None => "http",
    };
    tracing::info!(
        workspace = policy.workspace.id.as_str(),
        revision = policy.revision,
        database = %settings.database,
        "listening on {scheme}://{address}"
    );
    let served = tollgate_server::Settings {
        workspace: opened.live,
        access: opened.access,
        limits: settings.limits,
        feed,
        outgoing: Some(opened.outgoing),
    };
    let app = App::with_door(served, opened.door);
    let now = Timestamp::from_jiff(jiff::Timestamp::now());
    let here = format!("{scheme}://{address}");
    let location = settings.database.clone();
    tokio::task::spawn_blocking(move || {
        log_first_link(&opened.entrance, &settings.sign_in, &here, now);
    })
    .await
    .into_diagnostic()?;
    serve_on(app, listener, settings.listening, told_to_stop())
        .await
        .into_diagnostic()?;
    tokio::task::spawn_blocking(move || leave_whole(&location))
        .await
        .into_diagnostic()
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
