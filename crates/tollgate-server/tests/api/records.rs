//! Telling of records and activities.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::calling::Api;

fn lead(id: &str, fields: Json) -> Json {
    json!({ "kind": "lead", "id": id, "fields": fields })
}

#[tokio::test]
async fn a_record_is_known_as_it_was_told() {
    let api = Api::new();
    let fields = json!({ "email": "Pat@Corp.example", "employees": "50", "stage": "inquiry" });
    api.post("/v1/records", lead("L 1/2", fields)).await.ok();
    let known = api.get("/v1/records/lead/L%201%2F2").await.ok();
    assert_eq!(known["fields"]["email"], "pat@corp.example");
    assert_eq!(known["fields"]["employees"], 50);
    assert_eq!(known["stage"], "inquiry");
    let unknown = api.get("/v1/records/lead/L-2").await;
    assert_eq!(unknown.problem(), (404, "not_found".into(), None));
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_field() {
    let api = Api::new();
    let cases = [
        (
            json!({ "kind": "led", "id": "1", "fields": {} }),
            "unknown_kind",
            "kind",
        ),
        (
            lead("1", json!({ "emial": "x" })),
            "unknown_field",
            "fields.emial",
        ),
        (
            lead("1", json!({ "employees": "many" })),
            "invalid",
            "fields.employees",
        ),
        (
            lead("1", json!({ "employees": [1] })),
            "invalid",
            "fields.employees",
        ),
        (lead(" ", json!({})), "invalid", "id"),
        (json!({ "kind": "lead", "fields": {} }), "invalid", "body"),
        (
            json!({ "kind": "lead", "id": 1, "fields": {} }),
            "invalid",
            "id",
        ),
        (
            json!({ "kind": "lead", "id": "1", "fields": {}, "at": "" }),
            "invalid",
            "at",
        ),
        (
            json!({ "kind": "lead", "id": "1", "fields": {}, "changed_at": "yesterday" }),
            "invalid",
            "changed_at",
        ),
    ];
    for (body, code, field) in cases {
        let answer = api.post("/v1/records", body.clone()).await;
        let expect = (422, code.to_owned(), Some(field.to_owned()));
        assert_eq!(answer.problem(), expect, "{body}: {}", answer.text);
    }
    let ledger = api.get("/v1/ledger").await.ok();
    assert_eq!(ledger["entries"], json!([]), "nothing was written");
}

#[tokio::test]
async fn a_repeated_request_is_answered_as_the_first_and_done_once() {
    let api = Api::new();
    let body = lead("L-1", json!({ "stage": "mql", "employees": 50 })).to_string();
    let key = [("idempotency-key", "one")];
    let send = |body: String| api.send(Method::POST, "/v1/records", &key, body);
    let first = send(body.clone()).await.ok();
    let again = send(body).await.ok();
    assert_eq!(
        (&first["repeated"], &again["repeated"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        (&first["sequence"], &first["events"]),
        (&again["sequence"], &again["events"])
    );
    let other = send(lead("L-2", json!({})).to_string()).await;
    let field = Some("idempotency-key".to_owned());
    assert_eq!(
        other.problem(),
        (422, "idempotency_key_reused".into(), field)
    );
    let elsewhere = api.send(Method::POST, "/v1/activities", &key, "{}").await;
    assert_eq!(elsewhere.status, 422, "the key belongs to one path");
}

/// As an intruder would: a member guesses the key under which the CRM will send its next news, and uses it up.
#[tokio::test]
async fn nobody_uses_up_the_key_of_somebody_else() {
    let api = Api::new();
    let send = |whose: &'static str, id: &str| {
        let headers = [
            ("idempotency-key", "crm-evt-77"),
            ("tollgate-acting", whose),
        ];
        let body = lead(id, json!({ "stage": "mql" })).to_string();
        let api = &api;
        async move {
            api.send(Method::POST, "/v1/records", &headers, body)
                .await
                .ok()
        }
    };
    for (whose, id) in [("ben", "L-9"), ("ana", "L-1")] {
        let first = send(whose, id).await;
        assert_eq!(first["repeated"], false, "{whose}: {first}");
        let again = send(whose, id).await;
        assert_eq!(again["repeated"], true, "{whose}: {again}");
    }
    for id in ["L-9", "L-1"] {
        let found = api.get(&format!("/v1/records/lead/{id}")).await.ok();
        assert_eq!(found["id"], id);
    }
}

#[tokio::test]
async fn a_refused_command_is_refused_again_when_it_is_repeated() {
    let api = Api::new();
    let key = [("idempotency-key", "refused")];
    let path = "/v1/tasks/00000000-0000-0000-0000-000000000001/complete";
    for _ in 0..2 {
        let answer = api.send(Method::POST, path, &key, "").await;
        assert_eq!(answer.problem().0, 404, "{}", answer.text);
    }
}

#[tokio::test]
async fn lines_are_answered_one_by_one_and_a_bad_one_stops_no_other() {
    let api = Api::new();
    let mut text = String::new();
    for number in 0..700 {
        let line = match number {
            5 => "nonsense".to_owned(),
            6 => lead("L-6", json!({ "employees": "many" })).to_string(),
            _ => lead(&format!("L-{number}"), json!({ "stage": "inquiry" })).to_string(),
        };
        text.push_str(&line);
        text.push_str(if number % 2 == 0 { "\n" } else { "\r\n\n" });
    }
    let headers = [
        ("content-type", "application/x-ndjson"),
        ("idempotency-key", "s"),
    ];
    let answer = api
        .send(Method::POST, "/v1/records/batch", &headers, text.clone())
        .await;
    let lines: Vec<Json> = (answer.text.lines())
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let numbers: Vec<u64> = lines
        .iter()
        .filter_map(|line| line["line"].as_u64())
        .collect();
    assert_eq!(numbers, (1..=700).collect::<Vec<_>>());
    let bad: Vec<u64> = (lines.iter())
        .filter(|line| line["problem"].is_object())
        .filter_map(|line| line["line"].as_u64())
        .collect();
    assert_eq!(bad, [6, 7]);
    assert_eq!(lines[6]["problem"]["field"], "fields.employees");
    let again = api
        .send(Method::POST, "/v1/records/batch", &headers, text)
        .await;
    let repeated = again.text.matches("\"repeated\":true").count();
    assert_eq!(repeated, 698, "the whole stream may be sent again");
}

#[tokio::test]
async fn an_array_is_answered_by_an_array() {
    let api = Api::new();
    let items = json!([lead("L-1", json!({})), { "kind": "lead" }, lead("L-2", json!({}))]);
    let answer = api.post("/v1/records/batch", items).await.ok();
    assert_eq!(answer.as_array().map(Vec::len), Some(3));
    assert!(answer[0]["done"].is_object() && answer[1]["problem"].is_object());
    assert_eq!(answer[1]["line"], 2);
}

#[tokio::test]
async fn an_activity_is_a_touch() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    let owner = api.get(&format!("/v1/handoffs/{handoff}")).await.ok()["owner"].clone();
    let call = json!({ "id": "c1", "type": "call", "kind": "lead", "record": "L-1", "by": owner });
    api.post("/v1/activities", call).await.ok();
    let seen = api.get(&format!("/v1/handoffs/{handoff}")).await.ok();
    assert_eq!(seen["touched_by"], owner);
    assert_eq!(seen["clocks"][0]["state"], "met");
    let sideways = json!({ "id": "c2", "type": "call", "direction": "sideways" });
    let answer = api.post("/v1/activities", sideways).await;
    assert_eq!(answer.problem().2.as_deref(), Some("direction"));
}

#[tokio::test]
async fn what_is_told_after_the_clock_was_set_back_is_news() {
    let api = Api::new();
    api.mql("L-1").await;
    api.clock.pass_minutes(-24 * 60);
    let news = json!({ "kind": "lead", "id": "L-1", "fields": { "stage": "sal" } });
    let done = api.post("/v1/records", news).await.ok();
    assert_eq!(done["events"][0]["what"], "record_observed");
    assert_eq!(api.get("/v1/records/lead/L-1").await.ok()["stage"], "sal");
}
