//! The zone in which somebody reads times.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::coming_in::{Browser, House};

async fn choose(browser: &mut Browser<'_>, zone: Json) -> u16 {
    let body = json!({ "zone": zone });
    let answer = browser.send(Method::PUT, "/v1/account/zone", body).await;
    answer.status.as_u16()
}

async fn read_in(browser: &mut Browser<'_>) -> Json {
    browser.get("/v1/me").await.ok()["zone"].clone()
}

#[tokio::test]
async fn whoever_signed_in_chooses_a_zone_of_their_own() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in("ana@acme.example").await;
    ana.invite("ben@acme.example", "member").await;
    assert_eq!(read_in(&mut ana).await, Json::Null);
    assert_eq!(choose(&mut ana, json!("asia/tokyo")).await, 204);
    assert_eq!(read_in(&mut ana).await, "Asia/Tokyo");
    // It is the account's, not the session's.
    let mut elsewhere = house.signed_in("ana@acme.example").await;
    assert_eq!(read_in(&mut elsewhere).await, "Asia/Tokyo");
    let mut ben = house.signed_in("ben@acme.example").await;
    assert_eq!(read_in(&mut ben).await, Json::Null);
    assert_eq!(choose(&mut elsewhere, Json::Null).await, 204);
    assert_eq!(read_in(&mut ana).await, Json::Null);
}

#[tokio::test]
async fn what_is_no_zone_is_refused_and_leaves_the_one_before() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in("ana@acme.example").await;
    assert_eq!(choose(&mut ana, json!("Europe/Berlin")).await, 204);
    for wrong in ["Mars/Olympus", "", "+02:00", "CET-1"] {
        let body = json!({ "zone": wrong });
        let answer = ana.send(Method::PUT, "/v1/account/zone", body).await;
        let (status, _, field) = answer.problem();
        assert_eq!((status, field.as_deref()), (422, Some("zone")), "{wrong}");
    }
    assert_eq!(read_in(&mut ana).await, "Europe/Berlin");
    let mut nobody = house.browser();
    assert_eq!(choose(&mut nobody, json!("Europe/Berlin")).await, 401);
}
