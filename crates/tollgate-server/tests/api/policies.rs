//! Policies: read, checked, published.

use axum::http::Method;
use serde_json::{Value as Json, json};
use tollgate_testkit::policy::TEXT;

use super::calling::Api;

fn files(text: &str) -> Json {
    json!({ "files": { "policy.yaml": text } })
}

#[tokio::test]
async fn what_is_in_force_can_be_read() {
    let api = Api::new();
    let current = api.get("/v1/policies/current").await;
    assert_eq!(current.headers["etag"], "\"1\"");
    assert_eq!(current.ok()["files"]["policy.yaml"], TEXT);
    let list = api.get("/v1/policies").await.ok();
    assert_eq!(
        (list[0]["revision"].as_u64(), list[0].get("files")),
        (Some(1), None)
    );
    assert_eq!(api.get("/v1/policies/9").await.status, 404);
}

#[tokio::test]
async fn a_check_tells_every_problem_with_its_place() {
    let api = Api::new();
    let wrong = TEXT.replace("lead.employees >= 10", "lead.employes >= 10");
    let checked = api.post("/v1/policies/check", files(&wrong)).await.ok();
    assert_eq!(checked["publishable"], false);
    let found = &checked["diagnostics"][0];
    assert_eq!(found["severity"], "error");
    assert!(
        found["line"].as_u64() > Some(80) && found["message"].is_string(),
        "{found}"
    );
    let refused = api.post("/v1/policies/publish", files(&wrong)).await;
    assert_eq!(refused.problem().2.as_deref(), Some("files"));
    assert_eq!(
        api.get("/v1/policies").await.ok().as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn an_editor_gets_the_schema_of_policies() {
    let api = Api::new();
    let schema = api.get("/v1/policies/schema").await.ok();
    assert_eq!(schema, json!(tollgate_policy::schema()));
    assert!(schema.to_string().contains("fiscal_year_starts"));
}

#[tokio::test]
async fn a_published_policy_decides_from_then_on() {
    let api = Api::new();
    let changed = TEXT.replace("lead.employees >= 10", "lead.employees >= 1000");
    let path = "/v1/policies/publish";
    let stale = [("if-match", "\"7\"")];
    let answer = api
        .send(Method::POST, path, &stale, files(&changed).to_string())
        .await;
    let expect = (
        412,
        "changed_meanwhile".to_owned(),
        Some("if-match".to_owned()),
    );
    assert_eq!(answer.problem(), expect);
    let fresh = [("if-match", "\"1\"")];
    let answer = api
        .send(Method::POST, path, &fresh, files(&changed).to_string())
        .await;
    assert_eq!(answer.ok()["revision"], 2);
    let handoff = api.mql("L-1").await;
    let held = api.get(&format!("/v1/handoffs/{handoff}")).await.ok();
    assert_eq!(
        (held["state"].as_str(), held["revision"].as_u64()),
        (Some("held"), Some(2))
    );
    let again = api.post(path, files(&changed)).await.ok();
    assert_eq!(again["revision"], 2, "the same text keeps its revision");
}

#[tokio::test]
async fn a_policy_for_another_workspace_is_refused() {
    let api = Api::new();
    let other = TEXT.replace("workspace: acme", "workspace: other");
    let answer = api.post("/v1/policies/publish", files(&other)).await;
    assert!(answer.text.contains("`other`"), "{}", answer.text);
    assert_eq!(answer.problem().0, 422);
}

#[tokio::test]
async fn the_ledger_names_who_published() {
    let api = Api::new();
    let files =
        json!({ "files": { "policy.yaml": TEXT.replace("title: Acme Inc.", "title: Acme Ltd.") } });
    api.post_as("dana", "/v1/policies/publish", files)
        .await
        .ok();
    let ledger = api.get("/v1/ledger").await.ok();
    let mut entries = ledger["entries"].as_array().expect("entries").iter();
    let published = entries.find(|entry| entry["what"] == "policy_published");
    let published = published.expect("an entry");
    assert_eq!(published["event"]["actor"], json!({ "person": "dana" }));
}
