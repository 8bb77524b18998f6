//! Who came in, and who let them, is in the ledger.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::coming_in::{House, PASSWORD};

const NAME: &str = "ana@acme.example";

/// What was noted, in order: kind, subject and who did it.
async fn noted(house: &House) -> Vec<String> {
    let mut browser = house.signed_in(NAME).await;
    let ledger = browser.get("/v1/ledger?limit=500").await.ok();
    let entries = ledger["entries"].as_array().expect("entries").iter();
    let audited = entries.filter(|entry| entry["what"] == "audited");
    let told = |entry: &Json| {
        let (event, what) = (&entry["event"], &entry["event"]["what"]["audited"]);
        let text = |json: &Json| json.as_str().unwrap_or("-").to_owned();
        let who = text(&event["actor"]["person"]);
        format!(
            "{} {} by {who}",
            text(&what["kind"]),
            text(&what["subject"])
        )
    };
    audited.map(told).collect()
}

#[tokio::test]
async fn coming_in_and_going_out_is_noted() {
    let house = House::of_ana().await;
    let mut browser = house.browser();
    browser.sign_in(NAME, "wrong horse battery", None).await;
    browser.sign_in(NAME, PASSWORD, None).await.ok();
    browser
        .send(Method::DELETE, "/v1/session", Json::Null)
        .await;
    assert_eq!(
        noted(&house).await[..5],
        [
            "account_made ana@acme.example by ana",
            "signed_in ana@acme.example by ana",
            "sign_in_failed ana@acme.example by -",
            "signed_in ana@acme.example by ana",
            "signed_out ana@acme.example by ana",
        ]
    );
}

#[tokio::test]
async fn who_lets_others_in_is_noted() {
    let house = House::of_ana().await;
    let mut browser = house.signed_in(NAME).await;
    browser.invite("ben@acme.example", "member").await;
    let path = "/v1/accounts/ben@acme.example";
    let change = json!({ "role": "viewer", "disabled": true });
    browser.send(Method::PATCH, path, change).await.ok();
    let token =
        json!({ "name": "the CRM", "role": "service", "system": "crm", "scopes": ["ingest"] });
    let made = browser.post("/v1/tokens", token).await.ok();
    let id = made["token"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/v1/tokens/{id}");
    browser.send(Method::DELETE, &path, Json::Null).await;
    let noted = noted(&house).await;
    for expected in [
        "account_made ben@acme.example by ana".to_owned(),
        "role_changed ben@acme.example by ana".to_owned(),
        "account_disabled ben@acme.example by ana".to_owned(),
        format!("token_made {id} by ana"),
        format!("token_revoked {id} by ana"),
    ] {
        assert!(noted.contains(&expected), "{expected}: {noted:?}");
    }
    let secret = made["secret"].as_str().expect("a secret");
    assert!(!noted.iter().any(|line| line.contains(secret)));
}

/// As an intruder would: an administrator takes over an account by a link, and leaves nothing behind.
#[tokio::test]
async fn whoever_takes_over_an_account_is_in_the_ledger() {
    let house = House::of_ana().await;
    let mut ana = house.signed_in(NAME).await;
    ana.invite("ben@acme.example", "member").await;
    let account = "/v1/accounts/ben@acme.example";
    let open = json!({ "disabled": false, "second_factor": false });
    ana.send(Method::PATCH, account, open).await.ok();
    let made = ana.post(&format!("{account}/link"), json!({})).await.ok();
    let address = made["address"].as_str().expect("an address").to_owned();
    let (_, secret) = address.split_once("link=").expect("a secret");
    let chosen = json!({ "secret": secret, "password": "brown kettle under 7 elms" });
    ana.post("/v1/invitation", chosen).await.ok();
    let noted = noted(&house).await;
    for (kind, by) in [
        ("account_enabled", "ana"),
        ("second_factor_removed", "ana"),
        ("link_made", "ana"),
        ("password_chosen", "ben@acme.example"),
        ("signed_in", "ben@acme.example"),
    ] {
        let expected = format!("{kind} ben@acme.example by {by}");
        assert!(noted.contains(&expected), "{expected}: {noted:?}");
    }
}

/// As an intruder would read the ledger: a password that was typed in place of a name.
#[tokio::test]
async fn what_is_no_accounts_name_is_not_noted() {
    let house = House::of_ana().await;
    let mut browser = house.browser();
    browser
        .sign_in("MySecretPassw0rd!2026", "wrong horse battery", None)
        .await;
    let noted = noted(&house).await;
    assert!(
        noted.contains(&"sign_in_failed - by -".to_owned()),
        "{noted:?}"
    );
}
