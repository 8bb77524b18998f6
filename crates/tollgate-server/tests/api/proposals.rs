//! A policy that a second person has to approve: proposed, looked at, approved, declined, withdrawn.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tollgate_server::{Access, Limits};
use tollgate_testkit::policy::TEXT;

use super::calling::Api;
use super::coming_in::{Browser, House};
use super::tokens::Roles;

const PUBLISH: &str = "/v1/policies/publish";
const PROPOSALS: &str = "/v1/policies/proposals";

fn titled(title: &str) -> Json {
    let with = format!("title: {title}\npublishing: {{ approval: required }}");
    json!({ "files": { "policy.yaml": TEXT.replace("title: Acme Inc.", &with) } })
}

/// A house where ana and ben may publish, and neither of them alone.
async fn governed() -> House {
    let house = House::of_ana().await;
    let mut ana = house.signed_in("ana@acme.example").await;
    ana.invite("ben@acme.example", "revops").await;
    let published = ana.post(PUBLISH, titled("Acme")).await.ok();
    assert_eq!(published["revision"], 2, "the first one asked nobody");
    house
}

/// The path of what is proposed under `title`.
async fn propose(browser: &mut Browser<'_>, title: &str) -> String {
    let answer = browser.post(PUBLISH, titled(title)).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let id = answer.json()["id"].as_u64().expect("an id");
    format!("{PROPOSALS}/{id}")
}

#[tokio::test]
async fn a_second_person_puts_it_in_force() {
    let house = governed().await;
    let mut ana = house.signed_in("ana@acme.example").await;
    let mut ben = house.signed_in("ben@acme.example").await;
    let preview = ana.post("/v1/policies/preview", titled("Other")).await.ok();
    assert_eq!(preview["needs_approval"], true);
    let path = propose(&mut ana, "Other").await;
    assert_eq!(ana.get("/v1/policies/current").await.ok()["revision"], 2);

    let seen = ben.get(&path).await.ok();
    let expect = json!(["waiting", 2, "pin", "ana"]);
    let of = |names: [&str; 4]| Json::from(names.map(|name| seen[name].clone()).to_vec());
    assert_eq!(of(["state", "base", "open", "proposed_by"]), expect);
    let change = &seen["changes"][0];
    assert_eq!(
        (&change["from"], &change["to"]),
        (&json!("Acme"), &json!("Other"))
    );
    assert!(seen["files"]["policy.yaml"].is_string());

    let own = ana.post(&format!("{path}/approve"), Json::Null).await;
    assert_eq!(own.problem().1, "second_person_needed");
    let approved = ben.post(&format!("{path}/approve"), Json::Null).await.ok();
    let expect = (&json!("approved"), &json!("ben@acme.example"));
    assert_eq!((&approved["state"], &approved["resolved_by"]), expect);
    assert_eq!(ana.get("/v1/policies/current").await.ok()["revision"], 3);
    let listed = ana.get(PROPOSALS).await.ok();
    assert_eq!(
        (&listed[0]["state"], listed[0].get("files")),
        (&json!("approved"), None)
    );

    let ledger = ana.get("/v1/ledger?limit=500").await.ok();
    let entries = ledger["entries"].as_array().expect("entries").iter();
    let published = entries
        .rev()
        .find(|entry| entry["what"] == "policy_published");
    let event = &published.expect("an entry")["event"];
    assert_eq!(event["actor"], json!({ "person": "ana" }));
    let approver = &event["what"]["policy_published"]["approved_by"];
    assert_eq!(approver, &json!({ "person": "ben@acme.example" }));
}

#[tokio::test]
async fn another_revision_in_force_makes_it_outdated() {
    let house = governed().await;
    let mut ana = house.signed_in("ana@acme.example").await;
    let mut ben = house.signed_in("ben@acme.example").await;
    let (first, second) = (
        propose(&mut ana, "First").await,
        propose(&mut ana, "Second").await,
    );
    ben.post(&format!("{second}/approve"), Json::Null)
        .await
        .ok();
    assert_eq!(ana.get(&first).await.ok()["state"], "outdated");
    let late = ben.post(&format!("{first}/approve"), Json::Null).await;
    assert_eq!(
        (late.status.as_u16(), late.problem().1.as_str()),
        (409, "proposal_outdated")
    );
    assert!(
        late.text.contains("revision 3 is in force"),
        "{}",
        late.text
    );
}

#[tokio::test]
async fn it_is_declined_with_a_reason_and_withdrawn_by_who_proposed_it() {
    let house = governed().await;
    let mut ana = house.signed_in("ana@acme.example").await;
    let mut ben = house.signed_in("ben@acme.example").await;
    let path = propose(&mut ana, "First").await;
    let decline = format!("{path}/decline");
    let silent = ben.post(&decline, json!({ "reason": " " })).await;
    assert_eq!(silent.problem().2.as_deref(), Some("reason"));
    let declined = ben
        .post(&decline, json!({ "reason": "too soon" }))
        .await
        .ok();
    assert_eq!(
        (&declined["state"], &declined["reason"]),
        (&json!("declined"), &json!("too soon"))
    );
    let late = ben.post(&format!("{path}/approve"), Json::Null).await;
    assert_eq!(late.problem().1, "proposal_settled");

    let path = propose(&mut ana, "Second").await;
    let not_his = ben.post(&format!("{path}/withdraw"), Json::Null).await;
    assert_eq!(not_his.problem().1, "not_yours");
    let own = ana.post(&format!("{path}/withdraw"), Json::Null).await.ok();
    assert_eq!(own["state"], "withdrawn");
    assert_eq!(ana.get("/v1/policies/current").await.ok()["revision"], 2);
}

/// A token made for somebody, and with it a call that publishes or approves.
async fn by_token(house: &House, made: Json, path: &str, body: Json) -> (u16, String) {
    let mut ana = house.signed_in("ana@acme.example").await;
    let token = ana.post("/v1/tokens", made).await.ok();
    let bearer = format!("Bearer {}", token["secret"].as_str().expect("a secret"));
    let headers = [("authorization", bearer.as_str())];
    let body = body.to_string();
    let answer = house.api.send(Method::POST, path, &headers, body).await;
    let code = match answer.status.is_success() {
        true => String::new(),
        false => answer.problem().1,
    };
    (answer.status.as_u16(), code)
}

#[tokio::test]
async fn no_token_approves_and_none_but_a_persons_proposes() {
    let house = governed().await;
    let mut ben = house.signed_in("ben@acme.example").await;
    let path = propose(&mut ben, "Other").await;
    let of_ana = json!({ "name": "a", "account": "ana@acme.example", "scopes": ["admin"] });
    let system = json!({ "name": "ci", "system": "ci", "role": "revops", "scopes": ["admin"] });
    let unknown = (403, "approver_unknown".to_owned());
    for token in [&of_ana, &system] {
        let approve = format!("{path}/approve");
        let came = by_token(&house, token.clone(), &approve, json!({})).await;
        assert_eq!(came, unknown, "{token}");
    }
    let came = by_token(&house, system, PUBLISH, titled("Third")).await;
    assert_eq!(came, (403, "proposer_unknown".to_owned()));
    let came = by_token(&house, of_ana, PUBLISH, titled("Third")).await;
    assert_eq!(came, (202, String::new()));
    // What she proposed with a token is hers: she does not approve it where she signed in.
    let mut ana = house.signed_in("ana@acme.example").await;
    let latest = ana.get(PROPOSALS).await.ok()[0]["id"].clone();
    let own = ana
        .post(&format!("{PROPOSALS}/{latest}/approve"), Json::Null)
        .await;
    assert_eq!(own.problem().1, "second_person_needed");
}

#[tokio::test]
async fn being_on_the_machine_is_no_person() {
    let api = Api::new();
    api.post_as("dana", PUBLISH, titled("Acme")).await.ok();
    let answer = api.post_as("dana", PUBLISH, titled("Other")).await;
    assert_eq!(answer.problem().1, "proposer_unknown");
    assert_eq!(api.get("/v1/policies/current").await.ok()["revision"], 2);
}

#[tokio::test]
async fn whoever_may_not_publish_may_not_approve() {
    let access = Access::Tokens(Arc::new(Roles::default()));
    let api = Api::with(Limits::default(), access);
    for role in ["manager", "member", "viewer", "service"] {
        let headers = [("authorization", &*format!("Bearer {role}"))];
        let path = format!("{PROPOSALS}/1/approve");
        let answer = api.send(Method::POST, &path, &headers, "{}").await;
        assert_eq!(answer.problem().1, "denied", "{role}");
    }
}
