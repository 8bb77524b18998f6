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
use crate::caller::is_open;
use crate::demo::Demo;
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
        let router = match self.below(request.uri()).await {
            Some((router, rest)) => {
                *request.uri_mut() = rest;
                router
            }
            None => self.0.root.clone(),
        };
        let answered = router.oneshot(request).await;
        answered.unwrap_or_else(|never| match never {})
    }

    /// The workspace that `uri` is below the path of, and what is asked of it.
    async fn below(&self, uri: &Uri) -> Option<(Router, Uri)> {
        let whole = uri.path_and_query()?.as_str();
        let after = whole.strip_prefix(BELOW)?;
        let name = after.split(['/', '?']).next()?;
        let router = self.router(name).await?;
        let rest = &after[name.len()..];
        let slash = if rest.starts_with('/') { "" } else { "/" };
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(format!("{slash}{rest}")).ok()?);
        Some((router, Uri::from_parts(parts).ok()?))
    }

    /// What answers for the workspace `name`. The made-up company is for who is alone here: an account elsewhere closes it.
    async fn router(&self, name: &str) -> Option<Router> {
        if let Some(served) = self.0.below.get(name) {
            return Some(served.clone());
        }
        let made_up = self.demo()?.router(name)?;
        let is_open = is_open(&self.0.apps[0]).await;
        is_open.is_ok_and(|open| open).then_some(made_up)
    }

    /// The made-up company that the first workspace offers.
    fn demo(&self) -> Option<&Demo> {
        self.0.apps[0].demo()
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
        if let Some(demo) = self.demo() {
            demo.close();
        }
    }

    /// Has every workspace carry out what it was given, and end.
    pub(crate) fn stop(&self) {
        for app in &self.0.apps {
            app.workspace().stop();
        }
        if let Some(demo) = self.demo() {
            demo.stop();
        }
    }
}
