//! Another site's page gets nothing done with somebody's cookie.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::coming_in::{House, PASSWORD};

const NAME: &str = "ana@acme.example";

#[tokio::test]
async fn what_another_site_sends_is_refused_whatever_the_route() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let foreign: [&[(&str, &str)]; 5] = [
        &[],
        &[("tollgate-csrf", "1")],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "cross-site"), ("tollgate-csrf", "1")],
        &[("origin", "https://evil.example"), ("tollgate-csrf", "1")],
    ];
    for headers in foreign {
        for (method, path) in [
            (Method::POST, "/v1/records"),
            (Method::PUT, "/v1/account/password"),
            (Method::DELETE, "/v1/session"),
            (Method::DELETE, "/v1/sessions"),
            (Method::DELETE, "/v1/sessions/1"),
            (Method::POST, "/v1/accounts"),
            (Method::POST, "/v1/tokens"),
        ] {
            let answer = browser.send_with(method, path, headers, Json::Null).await;
            let (status, code, _) = answer.problem();
            assert_eq!((status, &*code), (403, "cross_site"), "{path} {headers:?}");
        }
    }
    browser.get("/v1/session").await.ok();
}

#[tokio::test]
async fn nobody_is_signed_in_by_another_sites_page() {
    let house = House::of_ana().await;
    let body = json!({ "name": NAME, "password": PASSWORD });
    let headers = [("origin", "https://evil.example"), ("tollgate-csrf", "1")];
    let mut browser = house.browser();
    let answer = browser.send_with(Method::POST, "/v1/session", &headers, body);
    assert_eq!(answer.await.problem().1, "cross_site");
}

#[tokio::test]
async fn a_page_that_is_open_on_this_machine_is_not_somebody_on_it() {
    let house = House::new();
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} });
    let foreign = [("origin", "https://evil.example")];
    let mut browser = house.browser();
    let answer = browser.send_with(Method::POST, "/v1/records", &foreign, body.clone());
    assert_eq!(answer.await.problem().1, "cross_site");
    let program = browser.send_with(Method::POST, "/v1/records", &[], body);
    program.await.ok();
}

#[tokio::test]
async fn a_token_needs_none_of_it() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    let body =
        json!({ "name": "a test", "system": "crm", "role": "service", "scopes": ["ingest"] });
    let made = browser.post("/v1/tokens", body).await.ok();
    let bearer = format!("Bearer {}", made["secret"].as_str().expect("a token"));
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} });
    let headers = [("authorization", bearer.as_str())];
    let mut program = house.browser();
    program
        .send_with(Method::POST, "/v1/records", &headers, body)
        .await
        .ok();
}
