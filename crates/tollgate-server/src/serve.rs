//! Listening, and ending without losing anything.

use std::future::Future;

use tokio::net::TcpListener;

use crate::app::App;
use crate::front::Front;
use crate::listen::{Listening, listen};

/// Answers requests to one workspace on `listener` until `stop` comes; then takes no more, answers those at hand, and has the
/// workspace carry out what it was given.
///
/// # Errors
/// The listener failed.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let front = Front::new(app, Vec::new());
    serve_on(front, listener, Listening::default(), stop).await
}

/// The same for all workspaces of `front`, taking connections as `how` says.
///
/// # Errors
/// As [`serve`].
pub async fn serve_on(
    front: Front,
    listener: TcpListener,
    how: Listening,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let closing = front.clone();
    let stop = async move {
        stop.await;
        closing.close();
        tracing::info!("stopping: requests at hand are answered, no more are taken");
    };
    let warm = front.keep_warm();
    listen(front.clone(), listener, how, stop).await;
    drop(warm);
    let ended = tokio::task::spawn_blocking(move || front.stop()).await;
    if ended.is_err() {
        tracing::error!("not every workspace ended in order");
    }
    Ok(())
}
