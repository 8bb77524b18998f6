//! The workspaces of a server: what is asked below `/w/NAME/` is for that one, everything else for the first.
//!
//! The prefix is taken off here, and nothing behind knows of it. Source: decision 0022.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::response::Response;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::app::App;
use crate::escaped::escaped;
use crate::limits::Limits;
use crate::router::{root, router};
use crate::warm::keep_warm;

/// Where workspaces are.
const BELOW: &str = "/w/";

/// Below which path `workspace` is served, such as `/w/acme`.
pub fn path_of(workspace: &str) -> String {
    format!("{BELOW}{}", escaped(workspace))
}

/// The workspaces that a server serves. A clone is the same.
#[derive(Clone, Debug)]
pub struct Front(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// The first one in front.
    apps: Vec<App>,
    /// Of the first workspace, and what is about all.
    root: Router,
    /// By name, as addresses have it.
    below: HashMap<String, Router>,
}

impl Front {
    /// Serves `first`, also at the root, and `others`.
    pub fn new(first: App, others: Vec<App>) -> Self {
        let apps: Vec<App> = std::iter::once(first.clone()).chain(others).collect();
        let below = apps.iter();
        let below = below.map(|app| (escaped(app.name()), router(app.clone())));
        Self(Arc::new(Inner {
            root: root(first, &apps),
            below: below.collect(),
            apps,
        }))
    }

    /// Answers `request`.
    pub async fn answer(&self, mut request: Request) -> Response {
        let found = self.below(request.uri());
        let router = match found {
            Some((router, rest)) => {
                *request.uri_mut() = rest;
                router
            }
            None => &self.0.root,
        };
        let answered = router.clone().oneshot(request).await;
        answered.unwrap_or_else(|never| match never {})
    }

    /// The workspace that `uri` is below the path of, and what is asked of it.
    fn below(&self, uri: &Uri) -> Option<(&Router, Uri)> {
        let whole = uri.path_and_query()?.as_str();
        let after = whole.strip_prefix(BELOW)?;
        let name = after.split(['/', '?']).next()?;
        let router = self.0.below.get(name)?;
        let rest = &after[name.len()..];
        let slash = if rest.starts_with('/') { "" } else { "/" };
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(format!("{slash}{rest}")).ok()?);
        Some((router, Uri::from_parts(parts).ok()?))
    }

    pub(crate) fn limits(&self) -> Limits {
        // Connections are the server's, and its workspaces have the same limits.
        *self.0.apps[0].limits()
    }

    /// Finds ahead of time what everybody opens first, for as long as the process runs.
    pub(crate) fn keep_warm(&self) -> JoinSet<()> {
        self.0.apps.iter().cloned().map(keep_warm).collect()
    }

    /// Ends what goes on without an end.
    pub(crate) fn close(&self) {
        for app in &self.0.apps {
            app.feed().close();
        }
    }

    /// Has every workspace carry out what it was given, and end.
    pub(crate) fn stop(&self) {
        for app in &self.0.apps {
            app.workspace().stop();
        }
    }
}
