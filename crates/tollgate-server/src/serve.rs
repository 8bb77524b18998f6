//! Listening, and ending without losing anything.

use std::future::Future;

use tokio::net::TcpListener;

use crate::app::App;
use crate::listen::{Listening, listen};
use crate::router::router;

/// Answers requests on `listener` until `stop` comes; then takes no more, answers those at hand, and has the workspace
/// carry out what it was given.
///
/// # Errors
/// The listener failed.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    serve_on(app, listener, Listening::default(), stop).await
}

/// The same, taking connections as `how` says.
///
/// # Errors
/// As [`serve`].
pub async fn serve_on(
    app: App,
    listener: TcpListener,
    how: Listening,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let closing = app.clone();
    let stop = async move {
        stop.await;
        closing.feed().close();
        tracing::info!("stopping: requests at hand are answered, no more are taken");
    };
    listen(router(app.clone()), listener, how, *app.limits(), stop).await;
    let ended = tokio::task::spawn_blocking(move || app.workspace().stop()).await;
    if ended.is_err() {
        tracing::error!("the workspace did not end in order");
    }
    Ok(())
}
