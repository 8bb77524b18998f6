//! One connection: its handshake, and its requests one after another.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tower_http::timeout::TimeoutBody;

use super::{Listening, Peer};
use crate::front::Front;
use crate::limits::Limits;

/// Bytes of a request's line and headers together.
const HEAD_BYTES: usize = 64 << 10;

/// What one connection is served with.
pub(super) struct Connection {
    pub(super) front: Front,
    pub(super) how: Arc<Listening>,
    pub(super) limits: Limits,
    pub(super) from: IpAddr,
}

impl Connection {
    /// Serves `stream` until either end has enough. A client's failure is no event: whoever sends nothing in time, or
    /// nonsense, is gone.
    pub(super) async fn serve(self, stream: TcpStream, watcher: Watcher) {
        let Some(tls) = self.how.tls.clone() else {
            return self.answer(stream, watcher).await;
        };
        let shaken = tls.acceptor().accept(stream);
        match tokio::time::timeout(self.limits.head_within, shaken).await {
            Ok(Ok(stream)) => self.answer(stream, watcher).await,
            Ok(Err(fault)) => tracing::debug!(from = %self.from, "no TLS came about: {fault}"),
            Err(_) => tracing::debug!(from = %self.from, "no TLS came about in time"),
        }
    }

    async fn answer<S>(self, stream: S, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (how, from, front, idle) = (self.how, self.from, self.front, self.limits.body_within);
        let service = service_fn(move |mut request: Request<Incoming>| {
            let peer = Peer::of(from, request.headers(), &how);
            request.extensions_mut().insert(peer);
            let front = front.clone();
            async move {
                let request = request.map(|body| Body::new(TimeoutBody::new(idle, body)));
                Ok::<_, Infallible>(front.answer(request).await)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head_within)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(fault) = watcher.watch(connection).await {
            tracing::debug!(%from, "a connection ended: {fault}");
        }
    }
}
