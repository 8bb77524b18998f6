//! Administrators see to who may come in.

use axum::http::Method;
use serde_json::json;

use super::coming_in::{House, PASSWORD};

const NAME: &str = "ana@acme.example";

#[tokio::test]
async fn somebody_who_is_invited_chooses_a_password_and_has_their_role() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    ana.invite("ben@acme.example", "viewer").await;
    let mut ben = house.signed_in("ben@acme.example").await;
    ben.get("/v1/people").await.ok();
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} });
    assert_eq!(ben.post("/v1/records", body).await.problem().1, "denied");
    assert_eq!(ben.get("/v1/accounts").await.problem().1, "denied");
    let again = json!({ "name": "BEN@acme.example", "role": "viewer" });
    assert_eq!(
        ana.post("/v1/accounts", again).await.problem().1,
        "name_taken"
    );
}

#[tokio::test]
async fn an_account_that_is_disabled_opens_nothing_until_it_is_let_in_again() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    ana.invite("ben", "member").await;
    let mut ben = house.signed_in("ben").await;
    let disabled = |is| json!({ "disabled": is });
    let path = "/v1/accounts/ben";
    ana.send(Method::PATCH, path, disabled(true)).await.ok();
    assert_eq!(ben.get("/v1/people").await.status, 401);
    assert_eq!(ben.sign_in("ben", PASSWORD, None).await.status, 401);
    ana.send(Method::PATCH, path, disabled(false)).await.ok();
    ben.sign_in("ben", PASSWORD, None).await.ok();
}

#[tokio::test]
async fn another_role_counts_at_once() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    ana.invite("ben", "viewer").await;
    let mut ben = house.signed_in("ben").await;
    let role = json!({ "role": "administrator" });
    ana.send(Method::PATCH, "/v1/accounts/ben", role).await.ok();
    ben.get("/v1/accounts").await.ok();
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let path = format!("/v1/accounts/{NAME}");
    for change in [json!({ "disabled": true }), json!({ "role": "viewer" })] {
        let answer = ana.send(Method::PATCH, &path, change).await;
        assert_eq!(answer.problem().1, "last_administrator");
    }
    ana.invite("ben", "administrator").await;
    let change = json!({ "disabled": true });
    ana.send(Method::PATCH, &path, change).await.ok();
    assert_eq!(ana.get("/v1/session").await.status, 401);
}

#[tokio::test]
async fn a_link_replaces_a_lost_password_once() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    ana.invite("ben", "member").await;
    let mut ben = house.signed_in("ben").await;
    let link = ana.post("/v1/accounts/ben/link", json!({})).await.ok();
    let address = link["address"].as_str().expect("an address");
    let (_, secret) = address.split_once("#link=").expect("a secret");
    let chosen = json!({ "secret": secret, "password": "battery horse correct" });
    let mut browser = house.browser();
    let taken = browser.post("/v1/invitation", chosen.clone()).await.ok();
    assert_eq!(taken["session"]["name"], "ben");
    assert_eq!(browser.get("/v1/session").await.ok()["name"], "ben");
    assert_eq!(browser.post("/v1/invitation", chosen).await.status, 410);
    assert_eq!(ben.get("/v1/session").await.status, 401, "sessions end");
    browser
        .sign_in("ben", "battery horse correct", None)
        .await
        .ok();
    let unknown = ana.post("/v1/accounts/eve/link", json!({})).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn a_link_that_is_not_good_says_so_before_a_password_is_typed() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let added = json!({ "name": "ben", "role": "member" });
    let added = ana.post("/v1/accounts", added).await.ok();
    let address = added["link"]["address"].as_str().expect("an address");
    let (_, secret) = address.split_once("#link=").expect("a secret");
    let mut browser = house.browser();
    let path = "/v1/invitation/check";
    for _ in 0..2 {
        let good = browser.post(path, json!({ "secret": secret })).await;
        assert_eq!((good.status.as_u16(), &*good.text), (204, ""), "it stays");
    }
    let chosen = json!({ "secret": secret, "password": PASSWORD });
    browser.post("/v1/invitation", chosen).await.ok();
    let used = browser.post(path, json!({ "secret": secret })).await;
    let guess = browser.post(path, json!({ "secret": "f" })).await;
    assert_eq!(used.problem(), (410, "link_ended".to_owned(), None));
    assert_eq!(used.text, guess.text, "nobody learns which");
}

#[tokio::test]
async fn no_answer_holds_a_hash_or_a_secret() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let listed = ana.get("/v1/accounts").await;
    listed.ok();
    assert!(!listed.text.contains("argon2"), "{}", listed.text);
}
