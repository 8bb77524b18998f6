//! Listening: connections come in, each for so long and so many from one place, over TLS where that is set up.

mod bounds;
mod connection;
mod peer;
mod tls;

pub(crate) use peer::{Peer, network};
pub use tls::{Tls, TlsError};

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};

use crate::front::Front;
use crate::limits::Limits;
use bounds::Bounds;
use connection::Connection;

/// How connections are taken.
#[derive(Clone, Debug, Default)]
pub struct Listening {
    /// The certificate, where requests come over TLS.
    pub tls: Option<Arc<Tls>>,
    /// Addresses of proxies, whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
}

/// How long nothing is taken after the machine had no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// Takes connections until `stop` comes, and ends once the requests at hand are answered.
pub(crate) async fn listen(
    front: Front,
    listener: TcpListener,
    how: Listening,
    stop: impl Future<Output = ()>,
) {
    let limits = front.limits();
    let bounds = Bounds::new(limits.connections, limits.connections_per_address);
    let graceful = GracefulShutdown::new();
    let taking = Taking {
        front,
        how: Arc::new(how),
        limits,
        bounds,
    };
    tokio::select! {
        () = taking.connections(&listener, &graceful) => {}
        () = stop => {}
    }
    drop(listener);
    graceful.shutdown().await;
}

/// What connections are taken with.
struct Taking {
    front: Front,
    how: Arc<Listening>,
    limits: Limits,
    bounds: Bounds,
}

impl Taking {
    async fn connections(&self, listener: &TcpListener, graceful: &GracefulShutdown) {
        loop {
            match listener.accept().await {
                Ok((stream, from)) => self.take(stream, from.ip(), graceful),
                Err(fault) if is_theirs(&fault) => {}
                Err(fault) => {
                    tracing::error!("no connection can be taken: {fault}");
                    tokio::time::sleep(NO_ROOM).await;
                }
            }
        }
    }

    /// Serves the connection on a task of its own. One beyond the bounds is closed at once, so that others are served.
    fn take(&self, stream: TcpStream, from: IpAddr, graceful: &GracefulShutdown) {
        let is_proxy = self.how.proxies.contains(&from.to_canonical());
        let Some(place) = self.bounds.enter(from, is_proxy) else {
            tracing::debug!(%from, "a connection beyond the bounds was closed");
            return;
        };
        // Small answers are not held back for more to come.
        drop(stream.set_nodelay(true));
        let connection = Connection {
            front: self.front.clone(),
            how: Arc::clone(&self.how),
            limits: self.limits,
            from: from.to_canonical(),
        };
        let watcher = graceful.watcher();
        tokio::spawn(async move {
            connection.serve(stream, watcher).await;
            drop(place);
        });
    }
}

/// The client's own connection failed before it was taken.
fn is_theirs(fault: &std::io::Error) -> bool {
    use std::io::ErrorKind as Kind;
    matches!(
        fault.kind(),
        Kind::ConnectionRefused | Kind::ConnectionAborted | Kind::ConnectionReset
    )
}
