//! Every limit is named in the problem that it leads to, and what nobody offers is told.

use axum::http::Method;
use serde_json::json;
use tollgate_server::Limits;

use super::calling::{Api, this_machine};

fn small() -> Api {
    let limits = Limits {
        body_bytes: 200,
        batch_items: 2,
        stream_lines: 3,
        ..Limits::default()
    };
    Api::with(limits, this_machine())
}

fn line(id: usize) -> String {
    json!({ "kind": "lead", "id": format!("L-{id}"), "fields": {} }).to_string()
}

#[tokio::test]
async fn a_body_may_be_so_large() {
    let api = small();
    let body = json!({ "kind": "lead", "id": "x".repeat(300), "fields": {} });
    let answer = api.post("/v1/records", body).await;
    assert_eq!(answer.problem(), (413, "body_too_large".into(), None));
    assert!(answer.text.contains("body_bytes"), "{}", answer.text);
}

#[tokio::test]
async fn a_batch_may_have_so_many_items() {
    let api = small();
    let items = json!([{}, {}, {}]);
    let answer = api.post("/v1/records/batch", items).await;
    assert_eq!(answer.problem().1, "batch_too_large");
    assert!(answer.text.contains("batch_items"), "{}", answer.text);
}

#[tokio::test]
async fn a_stream_may_have_so_many_lines_of_such_a_length() {
    let api = small();
    let headers = [("content-type", "application/x-ndjson")];
    let text: String = (0..5).map(|id| line(id) + "\n").collect();
    let answer = api
        .send(Method::POST, "/v1/records/batch", &headers, text)
        .await;
    assert!(answer.text.contains("stream_lines"), "{}", answer.text);
    let text = line(0) + "\n" + &"x".repeat(500);
    let answer = api
        .send(Method::POST, "/v1/records/batch", &headers, text)
        .await;
    assert!(answer.text.contains("body_bytes"), "{}", answer.text);
}

#[tokio::test]
async fn what_nobody_offers_is_told() {
    let api = Api::new();
    assert_eq!(api.get("/v1/nothing").await.problem().1, "no_such_path");
    assert_eq!(
        api.get("/v1/records/batch").await.problem().1,
        "method_not_allowed"
    );
    let answer = api.get("/v1/handoffs/not-an-id").await;
    assert_eq!(answer.problem().0, 404);
    let answer = api.get("/v1/handoffs?colour=red").await;
    assert_eq!(answer.problem().1, "invalid", "{}", answer.text);
    let answer = api.send(Method::POST, "/v1/records", &[], "{").await;
    assert_eq!(answer.problem().2.as_deref(), Some("body"));
}

#[tokio::test]
async fn an_operator_sees_that_it_is_up_and_what_it_does() {
    let api = Api::new();
    api.mql("L-1").await;
    assert_eq!(api.get("/healthz").await.text, "ok\n");
    assert_eq!(api.get("/readyz").await.text, "ready\n");
    let metrics = api.get("/metrics").await.text;
    assert!(
        metrics.contains("tollgate_commands_total{workspace=\"acme\",command=\"observe\"} 1"),
        "{metrics}"
    );
    assert!(
        metrics.contains("tollgate_ledger_sequence{workspace=\"acme\"} 6"),
        "{metrics}"
    );
    let request = api.get("/v1/people").await;
    assert!(request.headers.contains_key("x-request-id"));
}

#[tokio::test]
async fn a_stopped_service_says_so() {
    let api = Api::new();
    api.workspace.stop();
    let answer = api
        .post(
            "/v1/records",
            json!({ "kind": "lead", "id": "L-1", "fields": {} }),
        )
        .await;
    assert_eq!(answer.problem().1, "stopping");
}
