//! The first account is made by whoever reads the log, once, within the hour.

use serde_json::json;
use tollgate_service::live::Clock as _;

use super::coming_in::{House, PASSWORD};

fn body(secret: &str, password: &str) -> serde_json::Value {
    json!({ "secret": secret, "name": "ana", "password": password })
}

fn link(house: &House) -> Option<String> {
    let link = house.entrance.first_link(house.api.clock.now());
    let link = link.expect("an answer");
    link.map(|secret| secret.reveal().to_owned())
}

#[tokio::test]
async fn the_link_makes_an_administrator_and_closes_the_door_of_this_machine() {
    let house = House::new();
    assert_eq!(house.api.get("/v1/people").await.status, 200);
    let mut browser = house.browser();
    let made = browser.post("/v1/setup", body(&link(&house).expect("a link"), PASSWORD));
    let made = made.await.ok();
    assert_eq!(
        (&made["name"], &made["role"]),
        (&json!("ana"), &json!("administrator"))
    );
    browser.get("/v1/people").await.ok();
    assert_eq!(
        house.api.get("/v1/people").await.problem().1,
        "unauthorized"
    );
    assert_eq!(link(&house), None, "there is no other");
}

#[tokio::test]
async fn a_link_is_good_once_and_a_guess_never() {
    let house = House::new();
    let secret = link(&house).expect("a link");
    let other = link(&house).expect("another process prints one too");
    let mut browser = house.browser();
    let guess = browser
        .post("/v1/setup", body("f".repeat(64).as_str(), PASSWORD))
        .await;
    assert_eq!(guess.problem().1, "link_ended");
    browser
        .post("/v1/setup", body(&secret, PASSWORD))
        .await
        .ok();
    for (secret, code) in [(secret, "link_ended"), (other, "already_set_up")] {
        let again = browser.post("/v1/setup", body(&secret, PASSWORD)).await;
        assert_eq!(again.problem().1, code);
    }
}

#[tokio::test]
async fn a_link_ends_after_an_hour() {
    let house = House::new();
    let secret = link(&house).expect("a link");
    house.api.clock.pass_minutes(60);
    let late = house
        .browser()
        .post("/v1/setup", body(&secret, PASSWORD))
        .await;
    assert_eq!(late.problem(), (410, "link_ended".to_owned(), None));
}

#[tokio::test]
async fn a_link_says_whether_it_is_good_and_stays_so() {
    let house = House::new();
    let secret = link(&house).expect("a link");
    let mut browser = house.browser();
    let check = |secret: &str| json!({ "secret": secret });
    let path = "/v1/setup/check";
    let good = browser.post(path, check(&secret)).await;
    assert_eq!(good.status, 204, "{}", good.text);
    let guess = browser.post(path, check("f")).await;
    assert_eq!(guess.problem().1, "link_ended");
    assert!(guess.text.contains("start the service again"), "{guess:?}");
    let elsewhere = browser.post("/v1/invitation/check", check(&secret)).await;
    assert_eq!(elsewhere.problem().1, "link_ended", "it is for set-up");
    let body = body(&secret, PASSWORD);
    browser.post("/v1/setup", body).await.ok();
    let late = browser.post(path, check(&secret)).await;
    assert_eq!(late.problem().1, "already_set_up");
}

#[tokio::test]
async fn a_password_that_is_not_taken_leaves_the_link_as_it_was() {
    let house = House::new();
    let secret = link(&house).expect("a link");
    let mut browser = house.browser();
    for password in ["too short", "passwordpassword"] {
        let answer = browser.post("/v1/setup", body(&secret, password)).await;
        let field = Some("password".to_owned());
        assert_eq!(
            answer.problem(),
            (422, "password_not_taken".to_owned(), field)
        );
    }
    browser
        .post("/v1/setup", body(&secret, PASSWORD))
        .await
        .ok();
}
