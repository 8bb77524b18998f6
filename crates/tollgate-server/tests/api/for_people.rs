//! What whoever uses the API for people asks: who am I, what was agreed, what is this called.

use axum::http::Method;
use serde_json::{Value as Json, json};
use tollgate_testkit::policy::TEXT;

use super::calling::Api;
use super::scope::{api, call_as};

async fn get(api: &Api, who: &str, path: &str) -> Json {
    call_as(api, who, (Method::GET, path), json!({})).await.ok()
}

#[tokio::test]
async fn whoever_calls_is_told_who_they_are() {
    let me = Api::new().get("/v1/me").await.ok();
    assert_eq!(
        (&me["open"], &me["role"], &me["person"]),
        (&json!(true), &json!("administrator"), &Json::Null)
    );
    assert_eq!(me["workspace"]["currency"], "USD");
    let api = api();
    let me = get(&api, "viewer zoe", "/v1/me").await;
    assert_eq!((&me["open"], &me["person"]), (&json!(false), &json!("zoe")));
    assert_eq!(me["may"], json!(["read", "read the ledger", "ask gates"]));
    assert_eq!(api.get("/v1/me").await.problem().0, 401);
}

#[tokio::test]
async fn what_was_agreed_is_given_as_data_with_its_revision() {
    let api = Api::new();
    let answer = api.get("/v1/policy").await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let agreed = answer.ok();
    let mut kinds = agreed["kinds"].as_array().expect("kinds").iter();
    let lead = kinds.find(|kind| kind["name"] == "lead").expect("leads");
    assert_eq!(lead["stages"][1], "mql");
    let mut points = agreed["points"].as_array().expect("points").iter();
    assert!(points.any(|point| point["id"] == "mql_to_sdr"), "{agreed}");
}

#[tokio::test]
async fn the_rungs_of_a_ladder_are_given_with_the_promise_that_names_it() {
    let agreed = Api::new().get("/v1/policy").await.ok();
    let mut points = agreed["points"].as_array().expect("points").iter();
    let point = points.find(|point| point["id"] == "mql_to_sdr");
    let milestones = &point.expect("a point")["milestones"];
    let mut milestones = milestones.as_array().expect("milestones").iter();
    assert!(milestones.any(|milestone| milestone["escalation"] == "ladder"));
    let nothing = json!({ "at": null, "after": null, "notify": [], "act": null, "repeat": null });
    let rung = |said: Json| {
        let mut rung = nothing.clone();
        let said = said.as_object().expect("an object").clone();
        rung.as_object_mut().expect("an object").extend(said);
        rung
    };
    let rungs = [
        rung(json!({ "at": 50, "notify": ["owner"] })),
        rung(json!({ "at": 100, "notify": ["owner", "manager"] })),
        rung(json!({ "after": "1h", "notify": ["queue"], "act": "reroute" })),
    ];
    let ladder = json!([{ "id": "ladder", "rungs": rungs }]);
    assert_eq!(agreed["escalations"], ladder);
}

/// A policy in which leads are called by their e-mail address, and opportunities by what they are worth.
async fn naming() -> Api {
    let api = api();
    let text = TEXT.replace("key: email\n", "key: email\ncalled: [email]\n");
    let text = text.replace(
        "record: opportunity\nstages",
        "record: opportunity\ncalled: [amount]\nstages",
    );
    let files = json!({ "files": { "policy.yaml": text } });
    let publish = (Method::POST, "/v1/policies/publish");
    call_as(&api, "revops zoe", publish, files).await.ok();
    api
}

async fn tell(api: &Api, kind: &str, id: &str, fields: Json) {
    let body = json!({ "kind": kind, "id": id, "fields": fields });
    call_as(api, "service crm", (Method::POST, "/v1/records"), body)
        .await
        .ok();
}

#[tokio::test]
async fn a_record_is_called_as_the_policy_says_and_masked_as_its_fields_are() {
    let api = naming().await;
    let fields =
        json!({ "stage": "mql", "employees": 50, "intent": 80, "email": "pat@corp.example" });
    tell(&api, "lead", "L-1", fields).await;
    for (who, title) in [
        ("member ana", json!("pat@corp.example")),
        ("viewer zoe", Json::Null),
    ] {
        let listed = get(&api, who, "/v1/handoffs").await;
        assert_eq!(listed["handoffs"][0]["record_title"], title, "{who}");
        let listed = get(&api, who, "/v1/records?kind=lead").await;
        assert_eq!(listed["records"][0]["title"], title, "{who}");
    }
}

#[tokio::test]
async fn a_record_is_found_by_the_words_of_its_name_that_the_reader_sees() {
    let api = naming().await;
    tell(&api, "lead", "L-1", json!({ "email": "pat@corp.example" })).await;
    tell(&api, "lead", "L-2", json!({ "email": "sam@corp.example" })).await;
    for (who, words, found) in [
        ("member ana", "CORP pat", vec!["L-1"]),
        ("member ana", "corp", vec!["L-1", "L-2"]),
        ("member ana", "l-2", vec!["L-2"]),
        ("member ana", "corp pat sam", vec![]),
        // Whether there is such an address is not told either.
        ("viewer zoe", "corp", vec![]),
        ("viewer zoe", "l-2", vec!["L-2"]),
    ] {
        let asked = format!("/v1/records?kind=lead&words={}", words.replace(' ', "%20"));
        let listed = get(&api, who, &asked).await;
        let records = listed["records"].as_array().expect("records").iter();
        let ids: Vec<_> = records
            .map(|it| it["id"].as_str().expect("an id"))
            .collect();
        assert_eq!(ids, found, "{who}: {words}");
    }
}

/// Accounts that are well where there are few of them, by a field that is personal.
const HEALTH: &str = r#"
---
health: lead
signals:
  - { signal: size, value: lead.employees, poor: 0, good: 100, weight: 50 }
  - { signal: wish, value: lead.intent, poor: 0, good: 10, weight: 50 }
bands: { green: 75, yellow: 50 }
"#;

#[tokio::test]
async fn a_record_says_how_well_it_is_where_the_policy_scores_its_kind() {
    let api = api();
    let text = TEXT.replace(
        "intent: { type: number }",
        "intent: { type: number, personal: true }",
    );
    let files = json!({ "files": { "policy.yaml": text + HEALTH } });
    let publish = (Method::POST, "/v1/policies/publish");
    call_as(&api, "revops zoe", publish, files).await.ok();
    tell(&api, "lead", "L-1", json!({ "employees": 40, "intent": 8 })).await;
    tell(&api, "lead", "L-2", json!({ "employees": 40 })).await;
    tell(&api, "lead", "L-3", json!({ "stage": "inquiry" })).await;
    tell(&api, "account", "A-1", json!({ "name": "Corp" })).await;
    let one = |score: Json, band: &str, size: Json, wish: Json| {
        json!({ "score": score, "band": band, "signals": [
            { "name": "size", "value": size }, { "name": "wish", "value": wish } ] })
    };
    let listed = get(&api, "member ana", "/v1/records?kind=lead").await;
    let healths: Vec<_> = (0..3).map(|at| &listed["records"][at]["health"]).collect();
    let unknown = one(Json::Null, "unknown", Json::Null, Json::Null);
    assert_eq!(
        healths,
        [
            &one(json!(60.0), "yellow", json!("40"), json!("8")),
            &one(json!(40.0), "red", json!("40"), Json::Null),
            &unknown,
        ]
    );
    let alone = get(&api, "viewer zoe", "/v1/records/lead/L-1").await;
    assert_eq!(
        alone["health"],
        one(json!(60.0), "yellow", json!("40"), json!("•••"))
    );
    let account = get(&api, "viewer zoe", "/v1/records/account/A-1").await;
    assert_eq!(account["health"], Json::Null);
}

#[tokio::test]
async fn a_violation_names_its_record() {
    let api = naming().await;
    tell(
        &api,
        "opportunity",
        "O-1",
        json!({ "stage": "open", "amount": "100" }),
    )
    .await;
    tell(&api, "opportunity", "O-1", json!({ "stage": "won" })).await;
    let violations = get(&api, "viewer zoe", "/v1/violations").await;
    let title = violations[0]["record_title"].as_str().expect("a title");
    assert!(title.contains("100"), "{title}");
}

#[tokio::test]
async fn a_clock_says_what_remains_and_when_it_counts_again() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    let path = format!("/v1/handoffs/{handoff}");
    let clock = |handoff: Json| handoff["clocks"][0].clone();
    const MINUTE: i64 = 60_000_000;
    // Ten in the morning in New York, and an hour was promised.
    let first = clock(api.get(&path).await.ok());
    assert_eq!(
        (&first["remaining"], &first["resumes_at"]),
        (&json!(60 * MINUTE), &Json::Null)
    );
    api.clock.pass_minutes(50);
    let later = clock(api.get(&path).await.ok());
    assert_eq!(
        (&later["remaining"], &later["at_risk"]),
        (&json!(10 * MINUTE), &json!(true))
    );
    // Six in the evening: it was late by six hours of the office when that closed at five.
    api.clock.pass_minutes(7 * 60 + 10);
    let late = clock(api.get(&path).await.ok());
    assert_eq!(late["remaining"], json!(-6 * 60 * MINUTE));
    assert_eq!(late["resumes_at"], "2026-03-03T14:00:00Z");
    assert_eq!(late["zone"], "America/New_York");
}
