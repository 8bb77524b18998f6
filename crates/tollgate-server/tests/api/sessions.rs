//! Signing in, being signed in, and being signed in no longer.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::coming_in::{House, PASSWORD};

const NAME: &str = "ana@acme.example";

#[tokio::test]
async fn whoever_knows_the_password_is_signed_in() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(" ANA@acme.example").await;
    let who = browser.get("/v1/session").await.ok();
    assert_eq!(
        (&who["name"], &who["person"]),
        (&json!(NAME), &json!("ana"))
    );
    browser.get("/v1/people").await.ok();
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} });
    browser.post("/v1/records", body).await.ok();
    let ledger = browser.get("/v1/ledger").await;
    assert!(
        ledger.text.contains(r#""actor":{"person":"ana"}"#),
        "{}",
        ledger.text
    );
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let house = House::of_ana().await;
    let mut browser = house.browser();
    let wrong = browser.sign_in(NAME, "wrong horse battery", None).await;
    let unknown = browser.sign_in("eve@acme.example", PASSWORD, None).await;
    assert_eq!(wrong.problem(), (401, "sign_in_refused".to_owned(), None));
    assert_eq!(wrong.text, unknown.text);
    assert_eq!(
        browser.get("/v1/session").await.problem().1,
        "not_signed_in"
    );
}

#[tokio::test]
async fn whoever_guesses_waits_and_is_told_nothing_else() {
    let house = House::of_ana().await;
    let mut browser = house.browser();
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(
            browser
                .sign_in(NAME, "wrong horse battery", None)
                .await
                .text,
        );
    }
    let right = browser.sign_in(NAME, PASSWORD, None).await;
    assert!(
        answers.iter().all(|answer| *answer == right.text),
        "{answers:?}"
    );
    house.api.clock.pass_minutes(1);
    browser.sign_in(NAME, PASSWORD, None).await.ok();
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_at_last_in_any_case() {
    let house = House::of_ana().await;
    let mut idle = house.signed_in(NAME).await;
    house.api.clock.pass_minutes(119);
    idle.get("/v1/session").await.ok();
    house.api.clock.pass_minutes(120);
    assert_eq!(idle.get("/v1/session").await.problem().1, "not_signed_in");
    let mut busy = house.signed_in(NAME).await;
    for _ in 0..11 {
        house.api.clock.pass_minutes(60);
        busy.get("/v1/session").await.ok();
    }
    house.api.clock.pass_minutes(60);
    assert_eq!(busy.get("/v1/session").await.problem().1, "not_signed_in");
}

#[tokio::test]
async fn a_secret_is_exchanged_every_hour() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    house.api.clock.pass_minutes(60);
    let mut stolen = browser.stolen();
    let answer = browser.get("/v1/session").await;
    assert!(answer.headers.contains_key("set-cookie"));
    stolen.get("/v1/people").await.ok();
    house.api.clock.pass_minutes(1);
    assert_eq!(stolen.get("/v1/people").await.problem().1, "not_signed_in");
    let answer = browser.get("/v1/session").await;
    answer.ok();
    assert!(!answer.headers.contains_key("set-cookie"), "once an hour");
}

#[tokio::test]
async fn signing_out_ends_one_session_or_all() {
    let house = House::of_ana().await;
    let [mut one, mut two, mut three] = [
        house.signed_in(NAME).await,
        house.signed_in(NAME).await,
        house.signed_in(NAME).await,
    ];
    let mut copy = one.stolen();
    let out = one.send(Method::DELETE, "/v1/session", Json::Null).await;
    assert_eq!(out.status, 204);
    assert_eq!(
        copy.get("/v1/session").await.status,
        401,
        "the secret is worth nothing"
    );
    let open = two.get("/v1/sessions").await.ok();
    let open = open.as_array().expect("sessions");
    // The one with which the account was made is open too.
    assert_eq!(open.len(), 3, "{open:?}");
    assert_eq!(open.iter().filter(|one| one["this"] == true).count(), 1);
    let mut copy = two.stolen();
    two.send(Method::DELETE, "/v1/sessions", Json::Null).await;
    for browser in [&mut copy, &mut three] {
        assert_eq!(browser.get("/v1/session").await.status, 401);
    }
}

#[tokio::test]
async fn another_password_ends_every_other_session() {
    let house = House::of_ana().await;
    let mut here = house.signed_in(NAME).await;
    let mut elsewhere = house.signed_in(NAME).await;
    let change = |before: &str, after: &str| json!({ "before": before, "password": after });
    let path = "/v1/account/password";
    let next = "battery horse correct";
    let wrong = here.send(Method::PUT, path, change("wrong", next)).await;
    assert_eq!(wrong.problem().1, "sign_in_refused");
    let short = here
        .send(Method::PUT, path, change(PASSWORD, "short"))
        .await;
    assert_eq!(short.problem().1, "password_not_taken");
    let changed = here.send(Method::PUT, path, change(PASSWORD, next)).await;
    assert_eq!(changed.status, 204, "{}", changed.text);
    here.get("/v1/session").await.ok();
    assert_eq!(elsewhere.get("/v1/session").await.status, 401);
    let mut browser = house.browser();
    assert_eq!(browser.sign_in(NAME, PASSWORD, None).await.status, 401);
    browser.sign_in(NAME, next, None).await.ok();
}
