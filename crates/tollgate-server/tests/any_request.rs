//! Whatever is sent to whichever route, the answer is a result or a problem that says what to do: never a failure of
//! ours.
//!
//! Requests are made from the API's own description, bent and broken by chance from a seed.

#[path = "any_request/made_up.rs"]
mod made_up;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::Value as Json;
use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_server::{Access, App, Feed, Limits, NoTokens, Settings, openapi, router};
use tollgate_service::live::{Clock, Live};
use tollgate_service::writer::Writer;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::seed::Seed;
use tower::ServiceExt as _;

use made_up::{Known, Route, body, headers, path, routes};

/// A clock that stands still.
#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::parse("2026-06-01T09:00:00Z").expect("an instant")
    }
}

/// A server over a workspace in which something has happened, and the ids that it knows.
fn server() -> (Router, Known) {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(5);
    for _ in 0..120 {
        let order = history.next(&writer.store().rows());
        writer.execute(vec![order]).expect("memory answers");
    }
    let known = {
        let rows = writer.store().rows();
        let handoffs = rows.handoffs().map(|row| row.id.to_string());
        let tasks = rows.tasks().map(|row| row.id.to_string());
        Known {
            ids: handoffs.chain(tasks).collect(),
        }
    };
    let live = Live::start(writer, Arc::new(Still), || ()).expect("a desk");
    let settings = Settings {
        workspace: Arc::new(live),
        access: Access::ThisMachine(Arc::new(NoTokens)),
        limits: Limits::default(),
        feed: Feed::default(),
        outgoing: None,
        demo: None,
    };
    (router(App::new(settings)), known)
}

/// Sends what `seed` makes up for `route`, and looks at the answer.
async fn check(server: &Router, route: &Route, schemas: &Json, known: &Known, mut seed: Seed) {
    let (path, sent) = (
        path(route, known, &mut seed),
        body(route, schemas, known, &mut seed),
    );
    let mut request = Request::builder().method(route.method.as_str()).uri(&path);
    for (name, value) in headers(&mut seed) {
        request = request.header(name, value);
    }
    let Ok(request) = request.body(Body::from(sent.clone())) else {
        // Not a request that HTTP could carry.
        return;
    };
    let says = || {
        format!(
            "{} {path}\n{}",
            route.method,
            String::from_utf8_lossy(&sent)
        )
    };
    let answer = server.clone().oneshot(request).await.expect("an answer");
    let status = answer.status().as_u16();
    assert!(status < 500, "{status} to {}", says());
    // The live stream goes on for ever.
    if path.contains("/live") {
        return;
    }
    let told = to_bytes(answer.into_body(), usize::MAX).await;
    let told = told.expect("the whole answer");
    if status >= 400 {
        let problem: Result<Json, _> = serde_json::from_slice(&told);
        let problem =
            problem.unwrap_or_else(|_| panic!("{status} without a problem to {}", says()));
        assert!(problem["detail"].is_string(), "{problem} to {}", says());
    }
    let text = String::from_utf8_lossy(&told);
    assert!(!text.contains("\"status\":500"), "{text} to {}", says());
}

async fn check_all(times: u64, first: u64) {
    let description = serde_json::to_value(openapi()).expect("the description is JSON");
    let (server, known) = server();
    let routes = routes(&description);
    assert!(routes.len() > 30, "{} routes", routes.len());
    for route in &routes {
        for seed in first..first + times {
            check(&server, route, &description, &known, Seed::new(seed)).await;
        }
    }
}

#[tokio::test]
async fn any_request_is_answered() {
    check_all(200, 1).await;
}
