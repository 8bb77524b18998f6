//! What people edit has a version, and nothing is written over what somebody else has changed meanwhile.

use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::{Value as Json, json};
use tollgate_core::policy::Policy;
use tollgate_server::{Outgoing, Wrong};
use tollgate_service::loops::outbox::{Endpoint, Filter, Target};
use tollgate_service::ports::StoreError;
use tollgate_service::ports::outbox::{
    EndpointRow, Outbox as _, Place, Undeliverable, Undelivered,
};
use tollgate_testkit::memory::MemoryStore;

use super::calling::{Answer, Api};

async fn write(api: &Api, (method, path): (Method, &str), meant: &str, body: Json) -> Answer {
    let headers = [("if-match", meant), ("tollgate-acting", "ana")];
    api.send(method, path, &headers, body.to_string()).await
}

fn etag(answer: &Answer) -> String {
    let tag = answer.headers["etag"].to_str().expect("text");
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    tag.to_owned()
}

fn is_told(answer: &Answer) {
    let field = Some("if-match".to_owned());
    let expected = (412, "changed_meanwhile".to_owned(), field);
    assert_eq!(answer.problem(), expected);
}

/// Writes twice what was read once: the first time it is done, the second time it is told.
async fn check(api: &Api, path: &str, act: (Method, &str), body: Json) {
    let before = etag(&api.get(path).await);
    assert_eq!(
        etag(&api.get(path).await),
        before,
        "nothing changed: {path}"
    );
    write(api, act.clone(), &before, body.clone()).await.ok();
    let after = etag(&api.get(path).await);
    assert_ne!(after, before, "{path}");
    is_told(&write(api, act, &before, body).await);
    assert_eq!(
        etag(&api.get(path).await),
        after,
        "nothing happened: {path}"
    );
}

#[tokio::test]
async fn a_handoff_is_acted_on_as_it_was_seen() {
    let api = Api::new();
    let id = api.mql("L-1").await;
    let path = format!("/v1/handoffs/{id}");
    api.clock.pass_minutes(10);
    let accept = format!("{path}/accept");
    check(&api, &path, (Method::POST, &accept), json!({})).await;
    let next_step = format!("{path}/next_step");
    let body = json!({ "what": "call", "due_at": "2026-03-04T15:00:00Z" });
    check(&api, &path, (Method::POST, &next_step), body).await;
}

#[tokio::test]
async fn an_act_is_answered_with_the_version_that_it_led_to() {
    let api = Api::new();
    let id = api.mql("L-1").await;
    let path = format!("/v1/handoffs/{id}");
    let accept = format!("{path}/accept");
    let answer = write(&api, (Method::POST, &accept), "*", json!({})).await;
    assert_eq!(etag(&answer), etag(&api.get(&path).await));
}

#[tokio::test]
async fn an_answer_that_was_lost_comes_again_though_the_handoff_is_another_by_then() {
    let api = Api::new();
    let id = api.mql("L-1").await;
    let seen = etag(&api.get(&format!("/v1/handoffs/{id}")).await);
    let accept = format!("/v1/handoffs/{id}/accept");
    for _ in 0..2 {
        let headers = [
            ("if-match", seen.as_str()),
            ("tollgate-acting", "ana"),
            ("idempotency-key", "a click"),
        ];
        api.send(Method::POST, &accept, &headers, "{}").await.ok();
    }
}

#[tokio::test]
async fn availability_is_said_over_what_was_seen() {
    let api = Api::new();
    let availability = (Method::PUT, "/v1/people/ana/availability");
    let body = json!({ "availability": "away" });
    check(&api, "/v1/people/ana", availability, body).await;
    assert_eq!(api.get("/v1/people/nobody").await.problem().1, "not_found");
}

#[tokio::test]
async fn a_task_is_done_as_it_was_seen() {
    let api = Api::new();
    let fields = json!({ "stage": "won", "close_date": "2026-03-01" });
    let body = json!({ "kind": "opportunity", "id": "O-1", "fields": fields });
    api.post("/v1/records", body).await.ok();
    let customer = json!({ "kind": "customer", "id": "C-1", "fields": { "stage": "onboarding" } });
    api.post("/v1/records", customer).await.ok();
    let became = json!({ "kind": "opportunity", "id": "O-1", "fields": { "became": "C-1" } });
    api.post("/v1/records", became).await.ok();
    let handoffs = api.get("/v1/handoffs?point=won_to_cs").await.ok();
    let handoff = handoffs["handoffs"][0]["id"].as_str().expect("a handoff");
    let accept = format!("/v1/handoffs/{handoff}/accept");
    api.post_as("eve", &accept, json!({})).await.ok();
    let tasks = api.get("/v1/tasks").await.ok();
    let tasks = tasks["tasks"].as_array().expect("tasks");
    let open = tasks.iter().find(|task| task["name"] == "kickoff_call");
    let id = open.expect("a task")["id"].as_str().expect("an id");
    let path = format!("/v1/tasks/{id}");
    let complete = format!("{path}/complete");
    check(&api, &path, (Method::POST, &complete), json!({})).await;
}

/// Endpoints in memory; each is a webhook whose settings are its events.
#[derive(Debug)]
struct Endpoints(Mutex<MemoryStore>);

impl Outgoing for Endpoints {
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError> {
        self.0.lock().expect("nobody failed").endpoints()
    }

    fn put(&self, text: Json, _: &Policy) -> Result<Result<(), Vec<Wrong>>, StoreError> {
        let events = text["events"].as_array().expect("events").iter();
        let events = events.map(|event| event.as_str().expect("a name").to_owned());
        let endpoint = Endpoint {
            name: text["name"].as_str().expect("a name").to_owned(),
            target: Target::Webhook {
                url: "https://crm.example".to_owned(),
                secrets: Vec::new(),
            },
            filter: Filter {
                events: events.collect(),
                points: Vec::new(),
            },
            enabled: true,
        };
        let mut store = self.0.lock().expect("nobody failed");
        store.put_endpoint(&endpoint, None).map(Ok)
    }

    fn switch(&self, name: &str, enabled: bool) -> Result<bool, StoreError> {
        let mut store = self.0.lock().expect("nobody failed");
        store.switch_endpoint(name, enabled)
    }

    fn remove(&self, name: &str) -> Result<bool, StoreError> {
        let mut store = self.0.lock().expect("nobody failed");
        store.remove_endpoint(name)
    }

    fn undelivered(
        &self,
        _: &str,
        _: Undeliverable,
        _: Option<Place>,
        _: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        Ok(Vec::new())
    }

    fn redeliver(&self, _: &str, _: Option<Place>) -> Result<u64, StoreError> {
        Ok(0)
    }
}

#[tokio::test]
async fn an_endpoint_is_switched_as_it_was_seen() {
    let store = MemoryStore::new("acme");
    let api = Api::telling(Arc::new(Endpoints(Mutex::new(store))));
    let path = "/v1/endpoints/crm";
    let patch = || (Method::PATCH, path);
    let off = json!({ "enabled": false });
    let unknown = api.send(Method::PATCH, path, &[], off.to_string()).await;
    assert_eq!(unknown.problem().1, "not_found");
    let body = json!({ "kind": "webhook", "events": ["handoff_routed"] });
    api.send(Method::PUT, path, &[], body.to_string())
        .await
        .ok();
    check(&api, path, patch(), off.clone()).await;
    let seen = api.get(path).await.ok();
    assert_eq!(seen["enabled"], json!(false));
    assert_eq!(seen["events"], json!(["handoff_routed"]), "the rest stays");
    let again = api.send(Method::PATCH, path, &[], off.to_string()).await;
    assert_eq!(again.ok(), seen);
    let more = json!({ "enabled": true, "url": "https://other.example" });
    let refused = api.send(Method::PATCH, path, &[], more.to_string()).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
}

#[tokio::test]
async fn an_endpoint_is_replaced_and_removed_as_it_was_seen() {
    let store = MemoryStore::new("acme");
    let api = Api::telling(Arc::new(Endpoints(Mutex::new(store))));
    let path = "/v1/endpoints/crm";
    let put = || (Method::PUT, path);
    let told = |event: &str| json!({ "kind": "webhook", "events": [event] });
    is_told(&write(&api, put(), "*", told("handoff_routed")).await);
    let body = told("handoff_routed").to_string();
    api.send(Method::PUT, path, &[], body).await.ok();
    check(&api, path, put(), told("clock_breached")).await;
    let delete = || (Method::DELETE, path);
    is_told(&write(&api, delete(), "\"0\"", json!({})).await);
    let seen = etag(&api.get(path).await);
    let removed = write(&api, delete(), &seen, json!({})).await;
    assert_eq!(removed.status, 204);
    assert_eq!(api.get(path).await.problem().1, "not_found");
}
