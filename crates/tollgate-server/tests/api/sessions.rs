//! Signing in, being signed in, and being signed in no longer.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::calling::Answer;
use super::coming_in::{Browser, House, PASSWORD};

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

/// A browser in which `name` signs in a minute later than whoever did before.
async fn later<'h>(house: &'h House, name: &str) -> Browser<'h> {
    house.api.clock.pass_minutes(1);
    house.signed_in(name).await
}

/// The ids of the sessions that are open, and the one of the browser itself.
async fn open(browser: &mut Browser<'_>) -> (Vec<String>, String) {
    let open = browser.get("/v1/sessions").await.ok();
    let id = |one: &Json| one["id"].as_str().expect("an id").to_owned();
    let open = open.as_array().expect("sessions");
    let this: Vec<_> = open.iter().filter(|one| one["this"] == true).collect();
    assert_eq!(this.len(), 1, "{open:?}");
    (open.iter().map(id).collect(), id(this[0]))
}

async fn end(browser: &mut Browser<'_>, id: &str) -> Answer {
    let path = format!("/v1/sessions/{id}");
    browser.send(Method::DELETE, &path, Json::Null).await
}

#[tokio::test]
async fn signing_out_ends_one_session_or_all() {
    let house = House::of_ana().await;
    let mut one = later(&house, NAME).await;
    let mut two = later(&house, NAME).await;
    let mut three = later(&house, NAME).await;
    let mut copy = one.stolen();
    let out = one.send(Method::DELETE, "/v1/session", Json::Null).await;
    assert_eq!(out.status, 204);
    assert_eq!(
        copy.get("/v1/session").await.status,
        401,
        "the secret is worth nothing"
    );
    let (open, _) = open(&mut two).await;
    // The one with which the account was made is open too.
    assert_eq!(open.len(), 3, "{open:?}");
    let mut copy = two.stolen();
    two.send(Method::DELETE, "/v1/sessions", Json::Null).await;
    for browser in [&mut copy, &mut three] {
        assert_eq!(browser.get("/v1/session").await.status, 401);
    }
}

#[tokio::test]
async fn one_session_is_ended_from_another() {
    let house = House::of_ana().await;
    let mut here = later(&house, NAME).await;
    let mut elsewhere = later(&house, NAME).await;
    let (_, id) = open(&mut elsewhere).await;
    let answer = elsewhere.get("/v1/people").await;
    answer.ok();
    let ended = end(&mut here, &id).await;
    assert_eq!(ended.status, 204, "{}", ended.text);
    assert!(!ended.headers.contains_key("set-cookie"));
    assert_eq!(elsewhere.get("/v1/people").await.status, 401);
    here.get("/v1/people").await.ok();
    let (left, _) = open(&mut here).await;
    assert!(left.len() == 2 && !left.contains(&id), "{left:?}");
    assert_eq!(end(&mut here, &id).await.problem().0, 404, "once");
    let ledger = here.get("/v1/ledger").await.text;
    assert!(ledger.contains("signed_out"), "{ledger}");
}

#[tokio::test]
async fn whoever_ends_the_session_that_they_are_in_is_signed_out() {
    let house = House::of_ana().await;
    let mut here = later(&house, NAME).await;
    let (_, id) = open(&mut here).await;
    let mut copy = here.stolen();
    let ended = end(&mut here, &id).await;
    assert_eq!(ended.status, 204, "{}", ended.text);
    let cookie = ended.headers["set-cookie"].to_str().expect("text");
    assert!(cookie.contains("Max-Age=0"), "{cookie}");
    assert_eq!(copy.get("/v1/session").await.status, 401);
}

#[tokio::test]
async fn nobody_ends_the_session_of_another_or_learns_that_there_is_one() {
    let house = House::of_ana().await;
    let mut ana = later(&house, NAME).await;
    house.api.clock.pass_minutes(1);
    ana.invite("ben", "administrator").await;
    let mut ben = later(&house, "ben").await;
    let (_, id) = open(&mut ana).await;
    let anas = end(&mut ben, &id).await;
    assert_eq!(anas.problem().0, 404);
    for unknown in ["1", "no-id"] {
        let answer = end(&mut ben, unknown).await;
        assert_eq!(answer.text, anas.text.replace(&id, unknown));
    }
    ana.get("/v1/session").await.ok();
}

/// As an intruder would: a stolen session goes on under the secret that it has next.
#[tokio::test]
async fn a_session_ends_under_whichever_secret_it_has_by_now() {
    let house = House::of_ana().await;
    let mut here = later(&house, NAME).await;
    let (_, id) = open(&mut here).await;
    house.api.clock.pass_minutes(60);
    let mut before = here.stolen();
    here.get("/v1/session").await.ok();
    let mut next = here.stolen();
    let (listed, this) = open(&mut before).await;
    assert_eq!((&this, listed.len()), (&id, 2), "as one: {listed:?}");
    let mut elsewhere = later(&house, NAME).await;
    assert_eq!(end(&mut elsewhere, &id).await.status, 204);
    for browser in [&mut before, &mut next] {
        assert_eq!(browser.get("/v1/people").await.status, 401);
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
    let field = |name: &str| Some(name.to_owned());
    let refused = (401, "sign_in_refused".to_owned(), field("before"));
    assert_eq!(wrong.problem(), refused);
    let short = here
        .send(Method::PUT, path, change(PASSWORD, "short"))
        .await;
    let refused = (422, "password_not_taken".to_owned(), field("password"));
    assert_eq!(short.problem(), refused);
    let changed = here.send(Method::PUT, path, change(PASSWORD, next)).await;
    assert_eq!(changed.status, 204, "{}", changed.text);
    here.get("/v1/session").await.ok();
    assert_eq!(elsewhere.get("/v1/session").await.status, 401);
    let mut browser = house.browser();
    assert_eq!(browser.sign_in(NAME, PASSWORD, None).await.status, 401);
    browser.sign_in(NAME, next, None).await.ok();
}
