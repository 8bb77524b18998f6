//! Listening, and ending without losing anything.

use std::future::Future;

use tokio::net::TcpListener;

use crate::app::App;
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
    let closing = app.clone();
    let served = axum::serve(listener, router(app.clone()).into_make_service())
        .with_graceful_shutdown(async move {
            stop.await;
            closing.feed().close();
            tracing::info!("stopping: requests at hand are answered, no more are taken");
        })
        .await;
    let ended = tokio::task::spawn_blocking(move || app.workspace().stop()).await;
    if ended.is_err() {
        tracing::error!("the workspace did not end in order");
    }
    served
}
