//! Tokens that administrators make over the API: shown once, scoped, ended with their account.

use axum::body::Body;
use axum::http::{Method, Request};
use futures_util::StreamExt as _;
use serde_json::{Value as Json, json};

use super::coming_in::{Browser, House};

const NAME: &str = "ana@acme.example";

/// Makes a token, and gives it with its id.
async fn make(ana: &mut Browser<'_>, body: Json) -> (String, String) {
    let made = ana.post("/v1/tokens", body).await.ok();
    let text = |value: &Json| value.as_str().expect("text").to_owned();
    (
        text(&made["token"]["id"]),
        format!("Bearer {}", text(&made["secret"])),
    )
}

async fn status(house: &House, token: &str, method: Method, path: &str) -> u16 {
    let headers = [("authorization", token)];
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} }).to_string();
    let answer = house.api.send(method, path, &headers, body).await;
    answer.status.as_u16()
}

#[tokio::test]
async fn a_token_does_what_its_scopes_allow_and_nothing_else() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let body =
        json!({ "name": "forms", "system": "forms", "role": "service", "scopes": ["ingest"] });
    let (_, token) = make(&mut ana, body).await;
    assert_eq!(
        status(&house, &token, Method::POST, "/v1/records").await,
        200
    );
    assert_eq!(status(&house, &token, Method::GET, "/v1/people").await, 403);
    let body =
        json!({ "name": "look", "person": "ana", "role": "administrator", "scopes": ["read"] });
    let (_, token) = make(&mut ana, body).await;
    assert_eq!(status(&house, &token, Method::GET, "/v1/people").await, 200);
    assert_eq!(
        status(&house, &token, Method::POST, "/v1/records").await,
        403
    );
    assert_eq!(status(&house, &token, Method::GET, "/v1/tokens").await, 403);
}

#[tokio::test]
async fn the_text_of_a_token_is_shown_once() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let body =
        json!({ "name": "crm", "system": "crm", "role": "service", "scopes": ["ingest", "gates"] });
    let (id, token) = make(&mut ana, body).await;
    let listed = ana.get("/v1/tokens").await;
    let secret = token.trim_start_matches("Bearer ");
    assert!(!listed.text.contains(secret), "{}", listed.text);
    let view = &listed.ok()[0];
    assert_eq!(
        (&view["id"], &view["scopes"]),
        (&json!(id), &json!(["ingest", "gates"]))
    );
}

#[tokio::test]
async fn a_token_that_is_revoked_opens_nothing() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let body = json!({ "name": "crm", "system": "crm", "role": "service", "scopes": ["write"] });
    let (id, token) = make(&mut ana, body).await;
    assert_eq!(status(&house, &token, Method::GET, "/v1/people").await, 200);
    let path = format!("/v1/tokens/{id}");
    assert_eq!(
        ana.send(Method::DELETE, &path, Json::Null).await.status,
        204
    );
    assert_eq!(status(&house, &token, Method::GET, "/v1/people").await, 401);
    let unknown = ana
        .send(Method::DELETE, "/v1/tokens/tg_none", Json::Null)
        .await;
    assert_eq!(unknown.status, 404);
}

/// As an intruder would: whoever listens goes on listening after their token was revoked.
#[tokio::test]
async fn a_stream_ends_with_the_token_that_opened_it() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let body = json!({ "name": "look", "person": "ben", "role": "member", "scopes": ["read"] });
    let (id, token) = make(&mut ana, body).await;
    let request = Request::get("/v1/live").header("authorization", &token);
    let request = request.body(Body::empty()).expect("a request");
    let mut chunks = house.api.stream(request).await.into_data_stream();
    let path = format!("/v1/tokens/{id}");
    ana.send(Method::DELETE, &path, Json::Null).await;
    let lead = json!({ "kind": "lead", "id": "L-1", "fields": {} });
    ana.post("/v1/records", lead).await.ok();
    let heard = chunks.next().await;
    assert!(heard.is_none(), "{heard:?}");
}

#[tokio::test]
async fn a_connectors_account_has_tokens_and_they_end_with_it() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let account = json!({ "name": "crm", "role": "service", "system": true });
    let added = ana.post("/v1/accounts", account).await.ok();
    assert_eq!(added["link"], Json::Null, "it does not sign in");
    let body = json!({ "name": "its token", "account": "crm", "scopes": ["write"] });
    let (_, token) = make(&mut ana, body).await;
    assert_eq!(
        status(&house, &token, Method::POST, "/v1/records").await,
        200
    );
    let ledger = ana.get("/v1/ledger").await;
    assert!(
        ledger.text.contains(r#""actor":{"system":"crm"}"#),
        "{}",
        ledger.text
    );
    let disabled = json!({ "disabled": true });
    ana.send(Method::PATCH, "/v1/accounts/crm", disabled)
        .await
        .ok();
    assert_eq!(
        status(&house, &token, Method::POST, "/v1/records").await,
        401
    );
}

#[tokio::test]
async fn a_token_says_whose_it_is_and_for_what() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    for (body, field) in [
        (json!({ "name": "x", "scopes": ["read"] }), "account"),
        (
            json!({ "name": "x", "scopes": ["read"], "system": "crm" }),
            "role",
        ),
        (
            json!({ "name": "x", "scopes": [], "account": NAME }),
            "scopes",
        ),
        (
            json!({ "name": "x", "scopes": ["read"], "account": NAME, "expires_at": "2020-01-01T00:00:00Z" }),
            "expires_at",
        ),
    ] {
        let answer = ana.post("/v1/tokens", body).await;
        assert_eq!(answer.problem().2.as_deref(), Some(field));
    }
}
