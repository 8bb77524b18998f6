//! What personal fields hold is shown to those who need it, wherever it may turn up.

use axum::body::Body;
use axum::http::{Method, Request};
use futures_util::StreamExt as _;
use serde_json::json;

use super::calling::Api;
use super::scope::{api, call_as};

const SECRET: &str = "pat@corp.example";

/// A lead whose e-mail address is personal, and its handoff.
async fn lead(api: &Api) -> String {
    let fields = json!({ "stage": "mql", "employees": 50, "intent": 80, "email": SECRET });
    let lead = json!({ "kind": "lead", "id": "L-1", "fields": fields });
    call_as(api, "service crm", (Method::POST, "/v1/records"), lead)
        .await
        .ok();
    let listed = call_as(api, "viewer zoe", (Method::GET, "/v1/handoffs"), json!({})).await;
    listed.ok()["handoffs"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

async fn get(api: &Api, who: &str, path: &str) -> String {
    call_as(api, who, (Method::GET, path), json!({})).await.text
}

#[tokio::test]
async fn who_needs_it_sees_it() {
    let api = api();
    lead(&api).await;
    for who in [
        "administrator zoe",
        "revops zoe",
        "manager dana",
        "member ana",
    ] {
        let record = get(&api, who, "/v1/records/lead/L-1").await;
        assert!(record.contains(SECRET), "{who}: {record}");
        assert!(record.contains(r#""masked":[]"#), "{who}: {record}");
        assert!(get(&api, who, "/v1/ledger").await.contains(SECRET), "{who}");
    }
}

#[tokio::test]
async fn who_does_not_need_it_sees_it_nowhere() {
    let api = api();
    let handoff = lead(&api).await;
    let asked = [
        "/v1/records/lead/L-1".to_owned(),
        "/v1/records/lead/L-1/story".to_owned(),
        format!("/v1/handoffs/{handoff}"),
        format!("/v1/handoffs/{handoff}/story"),
        "/v1/ledger".to_owned(),
        "/v1/failures".to_owned(),
        "/v1/handoffs".to_owned(),
    ];
    for who in ["viewer zoe", "service crm"] {
        for path in &asked {
            let answer = get(&api, who, path).await;
            assert!(!answer.contains(SECRET), "{who} {path}: {answer}");
        }
    }
    let record = get(&api, "viewer zoe", asked[0].as_str()).await;
    assert!(record.contains(r#""masked":["email"]"#), "{record}");
    assert!(record.contains(r#""employees":50"#), "{record}");
}

#[tokio::test]
async fn an_entry_says_that_it_is_masked() {
    let api = api();
    lead(&api).await;
    let entries = call_as(&api, "viewer zoe", (Method::GET, "/v1/ledger"), json!({}))
        .await
        .ok();
    let of = |what: &str| {
        let mut entries = entries["entries"].as_array().expect("entries").iter();
        entries
            .find(|entry| entry["what"] == what)
            .expect("an entry")
    };
    assert_eq!(of("record_observed")["masked"], true);
    assert_eq!(of("handoff_opened")["masked"], false);
}

/// As an intruder would: a guess of what is masked, held against the digest of the whole entry.
#[tokio::test]
async fn no_guess_can_be_held_against_a_masked_entry() {
    let api = api();
    lead(&api).await;
    let ask = async |who| {
        let page = call_as(&api, who, (Method::GET, "/v1/ledger"), json!({})).await;
        page.ok()["entries"].as_array().expect("entries").clone()
    };
    for entry in ask("viewer zoe").await {
        let is_masked = entry["masked"] == true;
        assert_eq!(entry["digest"].is_null(), is_masked, "{entry}");
        assert!(
            entry["hash"].is_null(),
            "two links in a row tell the digest between: {entry}"
        );
    }
    for entry in ask("member ana").await {
        assert!(
            entry["digest"].is_string() && entry["hash"].is_string(),
            "{entry}"
        );
    }
}

#[tokio::test]
async fn the_live_stream_is_masked_too() {
    let api = api();
    lead(&api).await;
    let request = Request::get("/v1/live?after=0").header("authorization", "Bearer viewer zoe");
    let body = api
        .stream(request.body(Body::empty()).expect("a request"))
        .await;
    let mut chunks = body.into_data_stream();
    let first = chunks.next().await.expect("an entry").expect("bytes");
    let text = String::from_utf8_lossy(&first).into_owned();
    assert!(!text.contains(SECRET), "{text}");
}

#[tokio::test]
async fn what_a_gate_saw_is_masked() {
    let api = api();
    lead(&api).await;
    let asked = json!({ "kind": "lead", "record": "L-1", "into": "sal" });
    let answer = call_as(&api, "service crm", (Method::POST, "/v1/gates/ask"), asked).await;
    answer.ok();
    assert!(!answer.text.contains(SECRET), "{}", answer.text);
}
