//! A workspace in service, and calls to it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use serde_json::{Value as Json, json};
use tollgate_core::decide::decide;
use tollgate_server::{
    Access, App, Demo, Door, Feed, Limits, NoTokens, Outgoing, Settings, router,
};
use tollgate_service::live::{Clock, Live, Workspace};
use tollgate_service::writer::Writer;
use tollgate_testkit::clock::SharedClock;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tower::ServiceExt as _;

/// A workspace in service under the policy for tests, on a Monday morning.
pub(crate) struct Api {
    pub(crate) clock: SharedClock,
    pub(crate) workspace: Arc<dyn Workspace>,
    pub(crate) app: App,
    router: Router,
}

/// Whoever is on this machine may call.
pub(crate) fn this_machine() -> Access {
    Access::ThisMachine(Arc::new(NoTokens))
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        Self {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.into()).expect("text"),
        }
    }

    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("JSON: {self:?}"))
    }

    /// The body of an answer that is no problem.
    pub(crate) fn ok(&self) -> Json {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()
    }

    /// Status, code and field of a problem.
    pub(crate) fn problem(&self) -> (u16, String, Option<String>) {
        let json = self.json();
        assert_eq!(
            self.headers["content-type"], "application/problem+json",
            "{json}"
        );
        assert_eq!(json["status"], self.status.as_u16());
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        let code = text("code").expect("a code");
        assert!(!text("detail").expect("a detail").is_empty());
        (self.status.as_u16(), code, text("field"))
    }
}

impl Api {
    pub(crate) fn new() -> Self {
        Self::with(Limits::default(), this_machine())
    }

    pub(crate) fn with(limits: Limits, access: Access) -> Self {
        Self::of(limits, access, None)
    }

    /// One whose endpoints `outgoing` keeps.
    pub(crate) fn telling(outgoing: Arc<dyn Outgoing>) -> Self {
        Self::of(Limits::default(), this_machine(), Some(outgoing))
    }

    /// One of `workspace` that people come into by `door`; who was let in is looked up each time.
    pub(crate) fn behind(workspace: &str, door: Door, access: Access) -> Self {
        let limits = Limits {
            known_for: Duration::ZERO,
            ..Limits::default()
        };
        Self::made(workspace, limits, access, None, |settings| {
            App::with_door(settings, door)
        })
    }

    /// One of `workspace` that knows of the made-up company `demo`; whether anybody has an account is looked up each time.
    pub(crate) fn knowing(workspace: &str, demo: Demo, access: Access) -> Self {
        let limits = Limits {
            known_for: Duration::ZERO,
            ..Limits::default()
        };
        Self::made(workspace, limits, access, None, |settings| {
            App::new(Settings {
                demo: Some(demo),
                ..settings
            })
        })
    }

    fn of(limits: Limits, access: Access, outgoing: Option<Arc<dyn Outgoing>>) -> Self {
        Self::made("acme", limits, access, outgoing, App::new)
    }

    fn made(
        name: &str,
        limits: Limits,
        access: Access,
        outgoing: Option<Arc<dyn Outgoing>>,
        make: impl FnOnce(Settings) -> App,
    ) -> Self {
        let clock = SharedClock::at("2026-03-02T15:00:00Z");
        let store = MemoryStore::new(name);
        let mut policy = policy();
        policy.workspace.id = name.into();
        let writer = Writer::open(store, policy, TEXT, decide, clock.now()).expect("a writer");
        let feed = Feed::default();
        let nudged = feed.clone();
        let live = Live::start(writer, Arc::new(clock.clone()), move || nudged.nudge());
        let workspace: Arc<dyn Workspace> = Arc::new(live.expect("a workspace in service"));
        let app = make(Settings {
            workspace: Arc::clone(&workspace),
            access,
            limits,
            feed,
            outgoing,
            demo: None,
        });
        Self {
            clock,
            workspace,
            router: router(app.clone()),
            app,
        }
    }

    pub(crate) async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await;
        Answer::of(response.expect("an answer")).await
    }

    /// How a request is answered; the answer itself may go on for ever.
    pub(crate) async fn status(&self, request: Request<Body>) -> StatusCode {
        let response = self.router.clone().oneshot(request).await;
        response.expect("an answer").status()
    }

    /// The body of an answer that goes on.
    pub(crate) async fn stream(&self, request: Request<Body>) -> Body {
        let response = self.router.clone().oneshot(request).await;
        response.expect("an answer").into_body()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty());
        self.call(request.expect("a request")).await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.call(request.body(body.into()).expect("a request"))
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: Json) -> Answer {
        self.send(Method::POST, path, &[], body.to_string()).await
    }

    /// The same, acting for `person`.
    pub(crate) async fn post_as(&self, person: &str, path: &str, body: Json) -> Answer {
        let headers = [("tollgate-acting", person)];
        self.send(Method::POST, path, &headers, body.to_string())
            .await
    }

    /// A lead that becomes an MQL: the id of the handoff that opens.
    pub(crate) async fn mql(&self, id: &str) -> String {
        let fields = json!({ "stage": "mql", "employees": 50, "intent": 80 });
        let body = json!({ "kind": "lead", "id": id, "fields": fields });
        let done = self.post("/v1/records", body).await.ok();
        let opened = done["events"].as_array().expect("events").iter();
        let mut opened = opened.filter(|event| event["what"] == "handoff_opened");
        let handoff = opened.next().expect("a handoff")["handoff"].as_str();
        handoff.expect("an id").to_owned()
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        self.workspace.stop();
    }
}
