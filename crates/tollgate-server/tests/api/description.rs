//! The description of the API is a committed file, so that a change of it is seen.

use super::calling::Api;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

#[test]
fn the_description_is_the_committed_one() {
    let text = tollgate_server::openapi()
        .to_pretty_json()
        .expect("a description");
    if std::env::var_os("TOLLGATE_BLESS").is_some() {
        std::fs::write(FILE, format!("{text}\n")).expect("the file is written");
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        committed.trim_end() == text,
        "the API has changed: look at it, and write {FILE} with TOLLGATE_BLESS=1"
    );
}

#[tokio::test]
async fn what_is_served_is_the_description() {
    let api = Api::new();
    let served = api.get("/openapi.json").await.ok();
    assert_eq!(served["openapi"].as_str().map(|it| &it[..3]), Some("3.1"));
    assert!(served["paths"]["/v1/handoffs/{id}/accept"]["post"].is_object());
    let page = api.get("/docs").await;
    assert!(page.text.contains("<title>"), "{}", page.text);
}

#[test]
fn every_operation_says_what_it_is_for() {
    let description = serde_json::to_value(tollgate_server::openapi()).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 35, "{}", paths.len());
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().expect("operations") {
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(!summary.is_empty(), "{method} {path}");
            assert!(
                operation["responses"]["default"].is_object(),
                "{method} {path} says what a problem looks like"
            );
        }
    }
}
