//! What people may ask for themselves: what is known about them, and to be erased.

use serde_json::json;

use super::calling::Api;

#[tokio::test]
async fn a_person_is_given_what_is_known_and_is_erased() {
    let api = Api::new();
    let fields = json!({ "email": "pat.smith@corp.example", "stage": "inquiry" });
    let body = json!({ "kind": "lead", "id": "L-1", "fields": fields });
    api.post("/v1/records", body).await.ok();
    let known = api
        .get("/v1/personal-data?identity=Pat.Smith@corp.example")
        .await;
    assert!(
        known.text.contains("pat.smith@corp.example"),
        "{}",
        known.text
    );
    let whom = json!({ "record": "lead/L-1", "dry_run": true });
    assert_eq!(
        api.post("/v1/erasures", whom).await.ok()["sequence"],
        json!(null)
    );
    let erased = api
        .post("/v1/erasures", json!({ "record": "lead/L-1" }))
        .await
        .ok();
    assert_eq!(erased["records"], json!(["lead L-1"]));
    assert!(erased["sequence"].is_u64(), "{erased}");
    let ledger = api.get("/v1/ledger?limit=500").await.text;
    assert!(!ledger.contains("pat.smith"), "{ledger}");
    let record = api.get("/v1/records/lead/L-1").await.text;
    assert!(!record.contains("pat.smith"), "{record}");
    let gone = api
        .get("/v1/personal-data?identity=pat.smith@corp.example")
        .await;
    assert_eq!(gone.problem().0, 404);
    let both = json!({ "record": "lead/L-1", "identity": "x@y.example" });
    assert_eq!(api.post("/v1/erasures", both).await.problem().0, 422);
}
