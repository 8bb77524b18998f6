//! A service forgets what its policy no longer keeps, by itself.

use serde_json::json;

use crate::http::Request;
use crate::policy::POLICY;
use crate::process::Workspace;
use crate::waiting::until;

fn forgets_by_itself(workspace: &Workspace) {
    let kept = POLICY.replace(
        "stages: [new, won]",
        "stages: [new, won]\nfields: { phone: { type: phone, personal: true, keep: 1d } }",
    );
    let policy = workspace.policy("kept", &kept);
    let served = workspace
        .start_with(&["--workspace", &format!("acme={}", policy.display())])
        .listening();
    let told = |id: &str, at: String, phone: &str| {
        let fields = json!({ "phone": phone, "stage": "won" });
        let lead = json!({ "kind": "lead", "id": id, "created_at": at, "changed_at": at, "fields": fields });
        let key = format!("told {id}");
        let request = Request::post("/v1/records", lead.to_string());
        served.ask(&request.with("idempotency-key", &key)).ok();
    };
    told("old", "2020-02-03T10:00:00Z".to_owned(), "+14155550123");
    told("new", jiff::Timestamp::now().to_string(), "+14155550199");
    let phone = |id: &str| {
        let lead = served
            .ask(&Request::get(&format!("/v1/records/lead/{id}")))
            .ok();
        lead["fields"]["phone"].clone()
    };
    assert_eq!(phone("new"), "+14155550199");
    // The first look is at the start; what was old when it came is found by the next start at the latest.
    drop(served);
    let served = workspace.start_with(&["--workspace", "acme"]).listening();
    let ask = |path: &str| served.ask(&Request::get(path)).ok();
    until("the old phone number is gone", || {
        let gone = ask("/v1/records/lead/old")["fields"]["phone"] != "+14155550123";
        gone.then_some(())
    });
    assert_eq!(
        ask("/v1/records/lead/new")["fields"]["phone"],
        "+14155550199"
    );
    drop(served);
    workspace.verify();
}

#[test]
fn on_sqlite_what_is_no_longer_kept_is_forgotten() {
    forgets_by_itself(&Workspace::sqlite());
}

#[test]
fn on_postgres_what_is_no_longer_kept_is_forgotten() {
    forgets_by_itself(&Workspace::postgres());
}
