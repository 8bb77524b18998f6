//! A second factor: asked for beside the password once it was confirmed, and good once a code.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha1::Sha1;
use tollgate_service::live::Clock as _;

use super::coming_in::{Browser, House, PASSWORD};

const NAME: &str = "ana@acme.example";

/// What an authenticator shows that was told `secret`, in base 32: written anew here, so that it is not the code under test.
fn shown(house: &House, secret: &str) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let value = |letter| letters.find(letter).expect("base 32");
    let bits: String = secret
        .chars()
        .map(|letter| format!("{:05b}", value(letter)))
        .collect();
    let byte = |at: usize| u8::from_str_radix(&bits[at..at + 8], 2).expect("bits");
    let key: Vec<u8> = (0..bits.len() / 8).map(|at| byte(at * 8)).collect();
    let step = house.api.clock.now().as_micros() / 30_000_000;
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).expect("a key");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let word = u32::from_be_bytes(hash[at..at + 4].try_into().expect("four bytes"));
    format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
}

/// Sets a second factor up: its secret, and the recovery codes.
async fn confirmed(house: &House, browser: &mut Browser<'_>) -> (String, Vec<String>) {
    let begun = browser
        .post("/v1/account/totp", json!({ "password": PASSWORD }))
        .await
        .ok();
    let secret = begun["secret"].as_str().expect("a secret").to_owned();
    let code = shown(house, &secret);
    let codes = browser
        .post("/v1/account/totp/confirm", json!({ "code": code }))
        .await
        .ok();
    let codes = codes["codes"].as_array().expect("codes").iter();
    let codes = codes.map(|code| code.as_str().expect("a code").to_owned());
    (secret, codes.collect())
}

#[tokio::test]
async fn once_confirmed_a_code_is_asked_for_and_taken_once() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let (secret, _) = confirmed(&house, &mut browser).await;
    browser.get("/v1/session").await.ok();
    let mut other = house.browser();
    let bare = other.sign_in(NAME, PASSWORD, None).await;
    assert_eq!(bare.problem(), (401, "code_needed".to_owned(), None));
    let used = shown(&house, &secret);
    let again = other.sign_in(NAME, PASSWORD, Some(&used)).await;
    assert_eq!(
        again.problem().1,
        "sign_in_refused",
        "the code that confirmed"
    );
    house.api.clock.pass_minutes(1);
    let code = shown(&house, &secret);
    other.sign_in(NAME, PASSWORD, Some(&code)).await.ok();
    let again = house.browser().sign_in(NAME, PASSWORD, Some(&code)).await;
    assert_eq!(again.problem().1, "sign_in_refused");
}

#[tokio::test]
async fn without_the_password_a_code_is_not_even_asked_for() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let (secret, _) = confirmed(&house, &mut browser).await;
    house.api.clock.pass_minutes(1);
    let code = shown(&house, &secret);
    for code in [None, Some(code.as_str())] {
        let answer = house
            .browser()
            .sign_in(NAME, "wrong horse battery", code)
            .await;
        assert_eq!(answer.problem().1, "sign_in_refused");
    }
}

#[tokio::test]
async fn codes_cannot_be_guessed() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let (secret, _) = confirmed(&house, &mut browser).await;
    house.api.clock.pass_minutes(1);
    let mut thief = house.browser();
    for _ in 0..5 {
        thief.sign_in(NAME, PASSWORD, Some("000000")).await;
    }
    let code = shown(&house, &secret);
    let right = thief.sign_in(NAME, PASSWORD, Some(&code)).await;
    assert_eq!(right.problem().1, "sign_in_refused");
}

#[tokio::test]
async fn a_recovery_code_lets_in_once() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let (_, codes) = confirmed(&house, &mut browser).await;
    assert_eq!(codes.len(), 10);
    let typed = codes[0].to_uppercase();
    house
        .browser()
        .sign_in(NAME, PASSWORD, Some(&typed))
        .await
        .ok();
    let again = house
        .browser()
        .sign_in(NAME, PASSWORD, Some(&codes[0]))
        .await;
    assert_eq!(again.status, 401);
    let left = browser.get("/v1/session").await.ok();
    assert_eq!(left["recovery_codes"], 9);
}

#[tokio::test]
async fn one_that_was_not_confirmed_is_not_asked_for() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let wrong = browser
        .post("/v1/account/totp/confirm", json!({ "code": "000000" }))
        .await;
    assert_eq!(wrong.problem().1, "nothing_to_confirm");
    let path = "/v1/account/totp";
    let wrong = json!({ "password": "wrong horse battery" });
    let wrong = browser.post(path, wrong).await.problem();
    let field = Some("password".to_owned());
    assert_eq!(wrong, (401, "sign_in_refused".to_owned(), field));
    let begun = json!({ "password": PASSWORD });
    browser.post(path, begun.clone()).await.ok();
    let wrong = browser
        .post("/v1/account/totp/confirm", json!({ "code": "000000" }))
        .await;
    assert_eq!(wrong.problem().1, "wrong_code");
    house.browser().sign_in(NAME, PASSWORD, None).await.ok();
    browser.post(path, begun).await.ok();
}

#[tokio::test]
async fn a_link_is_no_second_factor() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    ana.invite("ben", "member").await;
    let mut ben = house.signed_in("ben").await;
    let (secret, _) = confirmed(&house, &mut ben).await;
    let link = ana.post("/v1/accounts/ben/link", json!({})).await.ok();
    let address = link["address"].as_str().expect("an address");
    let (_, link) = address.split_once("#link=").expect("a secret");
    let next = "battery horse correct";
    let mut browser = house.browser();
    let chosen = json!({ "secret": link, "password": next });
    let chosen = browser.post("/v1/invitation", chosen).await;
    assert!(!chosen.headers.contains_key("set-cookie"), "{chosen:?}");
    assert_eq!(chosen.ok()["session"], serde_json::Value::Null);
    assert_eq!(browser.get("/v1/session").await.status, 401);
    house.api.clock.pass_minutes(1);
    let code = shown(&house, &secret);
    browser.sign_in("ben", next, Some(&code)).await.ok();
}

#[tokio::test]
async fn it_is_removed_by_whoever_has_both_or_by_an_administrator() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    let (_, codes) = confirmed(&house, &mut ana).await;
    let remove = |code: &str| json!({ "password": PASSWORD, "code": code });
    let path = "/v1/account/totp/remove";
    let wrong = ana.post(path, remove("000000")).await;
    let field = |name: &str| Some(name.to_owned());
    assert_eq!(
        wrong.problem(),
        (422, "wrong_code".to_owned(), field("code"))
    );
    let wrong = json!({ "password": "wrong horse battery", "code": codes[1] });
    let wrong = ana.post(path, wrong).await;
    let refused = (401, "sign_in_refused".to_owned(), field("password"));
    assert_eq!(wrong.problem(), refused);
    assert_eq!(ana.post(path, remove(&codes[1])).await.status, 204);
    house.browser().sign_in(NAME, PASSWORD, None).await.ok();
    confirmed_and_dropped(&house, &mut ana).await;
}

async fn confirmed_and_dropped(house: &House, ana: &mut Browser<'_>) {
    ana.invite("ben", "member").await;
    let mut ben = house.signed_in("ben").await;
    house.api.clock.pass_minutes(1);
    confirmed(house, &mut ben).await;
    let drop = json!({ "second_factor": false });
    ana.send(axum::http::Method::PATCH, "/v1/accounts/ben", drop)
        .await
        .ok();
    house.browser().sign_in("ben", PASSWORD, None).await.ok();
}
