//! Handoffs as a list: by how their clocks stand, when they were offered, why they ended, and when they are due.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::calling::Api;

/// The records on the page, and the whole of it.
async fn records(api: &Api, query: &str) -> (Vec<String>, Json) {
    let page = api.get(&format!("/v1/handoffs?{query}")).await.ok();
    let rows = page["handoffs"].as_array().expect("rows").iter();
    let records = rows.map(|row| row["record"].as_str().expect("a record").to_owned());
    (records.collect(), page)
}

/// How many handoffs of the first point the matrix counts as `what`.
async fn counted(api: &Api, what: &str) -> Option<u64> {
    let matrix = api.get("/v1/reports/matrix").await.ok();
    let mut points = matrix["points"].as_array().expect("points").iter();
    let point = points.find(|row| row["point"] == "mql_to_sdr");
    point.expect("the point")[what].as_u64()
}

#[tokio::test]
async fn those_at_risk_and_breached_are_those_that_the_matrix_counts() {
    let api = Api::new();
    api.mql("L-1").await;
    api.clock.pass_minutes(50);
    api.mql("L-2").await;
    assert_eq!(records(&api, "clock=at_risk").await.0, ["lead L-1"]);
    assert_eq!(records(&api, "clock=breached").await.0, [""; 0]);
    assert_eq!(counted(&api, "at_risk").await, Some(1));
    api.clock.pass_minutes(15);
    assert_eq!(records(&api, "clock=breached").await.0, ["lead L-1"]);
    assert_eq!(records(&api, "clock=at_risk").await.0, [""; 0]);
    assert_eq!(counted(&api, "breached").await, Some(1));
    let wrong = api.get("/v1/handoffs?clock=late").await;
    assert_eq!(wrong.problem().2.as_deref(), Some("clock"));
}

#[tokio::test]
async fn a_cohort_can_be_opened() {
    let api = Api::new();
    let first = api.mql("L-1").await;
    api.clock.pass_minutes(24 * 60);
    api.mql("L-2").await;
    for (asked, found) in [
        ("offered_to=2026-03-02", vec!["lead L-1"]),
        ("offered_from=2026-03-03", vec!["lead L-2"]),
        (
            "offered_from=2026-03-02&offered_to=2026-03-03",
            vec!["lead L-1", "lead L-2"],
        ),
        ("offered_to=2026-03-01", vec![]),
    ] {
        assert_eq!(records(&api, asked).await.0, found, "{asked}");
    }
    let wrong = api
        .get("/v1/handoffs?offered_from=2026-03-03&offered_to=2026-03-02")
        .await;
    assert_eq!(wrong.problem().2.as_deref(), Some("offered_to"));
    let body = json!({ "reason": "competitor" });
    api.post(&format!("/v1/handoffs/{first}/reject"), body)
        .await
        .ok();
    assert_eq!(records(&api, "reason=competitor").await.0, ["lead L-1"]);
    assert_eq!(records(&api, "reason=bad_data").await.0, [""; 0]);
}

#[tokio::test]
async fn several_owners_and_queues_are_asked_for_at_once() {
    let api = Api::new();
    let mut owners = Vec::new();
    for id in ["L-1", "L-2", "L-3"] {
        let handoff = api.mql(id).await;
        let seen = api.get(&format!("/v1/handoffs/{handoff}")).await.ok();
        owners.push(seen["owner"].as_str().expect("an owner").to_owned());
    }
    let query = format!("owner={},{}", owners[0], owners[2]);
    assert_eq!(records(&api, &query).await.0, ["lead L-1", "lead L-3"]);
    let query = format!("state=offered&{query}");
    assert_eq!(records(&api, &query).await.0, ["lead L-1", "lead L-3"]);
    let (found, _) = records(&api, "queue=office_queue,fair_queue").await;
    assert_eq!(found.len(), 3);
    assert_eq!(records(&api, "queue=office_queue").await.0, [""; 0]);
}

#[tokio::test]
async fn what_is_due_first_comes_first_page_by_page() {
    let api = Api::new();
    let first = api.mql("L-1").await;
    let owner = api.get(&format!("/v1/handoffs/{first}")).await.ok()["owner"].clone();
    api.clock.pass_minutes(1);
    api.mql("L-2").await;
    api.clock.pass_minutes(1);
    api.mql("L-3").await;
    // Its first touch was promised soonest; from now on only the acceptance is owed, in four hours.
    let call = json!({ "id": "c1", "type": "call", "kind": "lead", "record": "L-1", "by": owner });
    api.post("/v1/activities", call).await.ok();
    let mut query = "sort=due&limit=2".to_owned();
    let (found, page) = records(&api, &query).await;
    assert_eq!(found, ["lead L-2", "lead L-3"]);
    query.push_str(&format!(
        "&cursor={}",
        page["next"].as_str().expect("a next page")
    ));
    let (found, page) = records(&api, &query).await;
    assert_eq!(
        (found, &page["next"]),
        (vec!["lead L-1".to_owned()], &Json::Null)
    );
    let by_record = records(&api, "sort=due&open=true&record=lead/L-1").await;
    assert_eq!(by_record.0, ["lead L-1"]);
    for (asked, field) in [("sort=late", "sort"), ("sort=due&cursor=L-1", "cursor")] {
        let wrong = api.get(&format!("/v1/handoffs?{asked}")).await;
        assert_eq!(wrong.problem().2.as_deref(), Some(field), "{asked}");
    }
}

#[tokio::test]
async fn a_points_handoffs_come_as_they_were_offered() {
    let api = Api::new();
    for id in ["L-1", "L-2", "L-3"] {
        api.mql(id).await;
        api.clock.pass_minutes(24 * 60);
    }
    let asked = "point=mql_to_sdr&offered_from=2026-03-02&offered_to=2026-03-03&sort=offered";
    let (found, page) = records(&api, &format!("{asked}&limit=1")).await;
    assert_eq!(found, ["lead L-1"]);
    let next = page["next"].as_str().expect("a next page");
    let (found, page) = records(&api, &format!("{asked}&cursor={next}")).await;
    assert_eq!(found, ["lead L-2"]);
    assert!(page["next"].is_null());
    let nowhere = api.get("/v1/handoffs?sort=offered").await;
    assert_eq!(nowhere.problem().2.as_deref(), Some("sort"));
}

#[tokio::test]
async fn an_inbox_has_what_is_theirs_what_waits_for_them_and_what_came_back() {
    let api = Api::new();
    let first = api.mql("L-1").await;
    let seen = api.get(&format!("/v1/handoffs/{first}")).await.ok();
    let owner = seen["owner"].as_str().expect("an owner").to_owned();
    let inbox = format!("inbox={owner}");
    assert_eq!(records(&api, &inbox).await.0, ["lead L-1"]);
    assert_eq!(
        records(&api, &format!("{inbox}&sort=due")).await.0,
        ["lead L-1"]
    );
    assert_eq!(records(&api, "inbox=nobody").await.0, [""; 0]);
    let body = json!({ "reason": "competitor" });
    let rejected = api
        .post(&format!("/v1/handoffs/{first}/reject"), body)
        .await;
    rejected.ok();
    assert_eq!(records(&api, &inbox).await.0, [""; 0]);
    // Closed handoffs of a record are found by it, too.
    assert_eq!(records(&api, "record=lead/L-1").await.0, ["lead L-1"]);
}

#[tokio::test]
async fn what_nobody_has_taken_is_found_and_in_the_inbox_of_each_who_may() {
    let api = Api::new();
    for person in ["ana", "ben", "cho"] {
        let path = format!("/v1/people/{person}/availability");
        let away = json!({ "availability": "away" }).to_string();
        api.send(Method::PUT, &path, &[], away).await.ok();
    }
    api.mql("L-1").await;
    assert_eq!(records(&api, "waiting=true").await.0, ["lead L-1"]);
    for (query, count) in [
        ("waiting=true&queue=fair_queue", 1),
        ("waiting=true&queue=office_queue", 0),
        ("inbox=ana", 1),
        ("inbox=ben&sort=due", 1),
        ("inbox=nobody", 0),
    ] {
        assert_eq!(records(&api, query).await.0.len(), count, "{query}");
    }
}
