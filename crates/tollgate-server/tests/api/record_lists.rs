//! Records as a list.

use serde_json::{Value as Json, json};

use super::calling::Api;

async fn with_leads() -> Api {
    let api = Api::new();
    let leads = [
        ("L-1", json!({ "stage": "inquiry", "owner": "ana" })),
        ("L-2", json!({ "stage": "disqualified", "owner": "ana" })),
        ("L-3", json!({ "stage": "inquiry", "owner": "ben" })),
    ];
    for (id, fields) in leads {
        let lead = json!({ "kind": "lead", "id": id, "fields": fields });
        api.post("/v1/records", lead).await.ok();
    }
    let account = json!({ "kind": "account", "id": "A-1", "fields": { "name": "Corp" } });
    api.post("/v1/records", account).await.ok();
    api
}

/// The ids on the page, and where the next one begins.
async fn ids(api: &Api, path: &str) -> (Vec<String>, Json) {
    let page = api.get(path).await.ok();
    let records = page["records"].as_array().expect("records").iter();
    let ids = records.map(|it| it["id"].as_str().expect("an id").to_owned());
    (ids.collect(), page["next"].clone())
}

#[tokio::test]
async fn records_are_found_by_kind_stage_owner_and_whether_they_are_open() {
    let api = with_leads().await;
    for (asked, found) in [
        ("kind=lead", vec!["L-1", "L-2", "L-3"]),
        ("kind=account", vec!["A-1"]),
        ("kind=lead&stage=inquiry", vec!["L-1", "L-3"]),
        ("kind=lead&owner=ana", vec!["L-1", "L-2"]),
        ("kind=lead&open=true", vec!["L-1", "L-3"]),
        ("kind=lead&open=false", vec!["L-2"]),
        ("kind=lead&open=true&owner=ana", vec!["L-1"]),
        ("ref=lead/L-3,account/A-1,lead/L-9", vec!["L-3", "A-1"]),
    ] {
        let (ids, next) = ids(&api, &format!("/v1/records?{asked}")).await;
        assert_eq!(
            (ids, next),
            (found.iter().map(ToString::to_string).collect(), Json::Null),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
    let api = with_leads().await;
    let (first, next) = ids(&api, "/v1/records?kind=lead&limit=2").await;
    assert_eq!(
        (first, &next),
        (vec!["L-1".to_owned(), "L-2".to_owned()], &json!("L-2"))
    );
    let rest = ids(&api, "/v1/records?kind=lead&limit=2&cursor=L-2").await;
    assert_eq!(rest, (vec!["L-3".to_owned()], Json::Null));
}

#[tokio::test]
async fn what_there_is_not_is_told_with_what_there_is() {
    let api = with_leads().await;
    for (asked, field, says) in [
        ("kind=ghost", "kind", "opportunity"),
        ("kind=lead&stage=won", "stage", "converted"),
        ("stage=mql", "kind", "`ref`"),
        ("ref=ghost/1", "ref", "opportunity"),
        ("ref=lead/L-1&kind=lead", "ref", "not both"),
    ] {
        let answer = api.get(&format!("/v1/records?{asked}")).await;
        assert!(answer.text.contains(says), "{asked}: {}", answer.text);
        assert_eq!(answer.problem().2.as_deref(), Some(field), "{asked}");
    }
}
