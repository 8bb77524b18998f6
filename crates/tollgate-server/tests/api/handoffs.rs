//! Lists, acts, gates, people.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::calling::Api;

#[tokio::test]
async fn a_handoff_is_accepted_by_its_owner_and_by_nobody_twice() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    let path = format!("/v1/handoffs/{handoff}");
    let owner = api.get(&path).await.ok()["owner"].clone();
    let owner = owner.as_str().expect("somebody has it");
    let accepted = api
        .post_as(owner, &format!("{path}/accept"), json!({}))
        .await
        .ok();
    assert_eq!(accepted["state"], "accepted");
    let again = api
        .post_as(owner, &format!("{path}/accept"), json!({}))
        .await;
    assert_eq!(again.problem().0, 409);
    let step = json!({ "what": "call again", "due_at": "2026-03-03T15:00:00Z" });
    let next = api
        .post_as(owner, &format!("{path}/next_step"), step)
        .await
        .ok();
    assert_eq!(next["next_step"]["what"], "call again");
}

#[tokio::test]
async fn what_is_sent_back_names_its_gaps_and_may_be_sent_again() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    let path = format!("/v1/handoffs/{handoff}");
    let body = json!({ "reason": "missing_context", "gaps": ["intent"], "note": "which one?" });
    let returned = api.post(&format!("{path}/return"), body).await.ok();
    assert_eq!(
        (&returned["state"], &returned["returns"]),
        (&json!("returned"), &json!(1))
    );
    assert_eq!(returned["gaps"][0]["name"], "intent");
    let sent = api.post(&format!("{path}/resend"), json!({})).await.ok();
    assert_eq!(sent["state"], "offered");
    let rejected = api
        .post(&format!("{path}/reject"), json!({ "reason": "competitor" }))
        .await;
    assert_eq!(rejected.ok()["state"], "rejected");
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let api = Api::new();
    for number in 0..7 {
        api.mql(&format!("L-{number}")).await;
    }
    let page = |query: String| async move { query };
    let mut found = Vec::new();
    let mut query = page("/v1/handoffs?limit=3".to_owned()).await;
    loop {
        let answer = api.get(&query).await.ok();
        let rows = answer["handoffs"].as_array().expect("rows").clone();
        assert!(rows.len() <= 3);
        found.extend(rows.iter().map(|row| row["record"].clone()));
        match answer["next"].as_str() {
            Some(next) => query = format!("/v1/handoffs?limit=3&cursor={next}"),
            None => break,
        }
    }
    let expect: Vec<Json> = (0..7)
        .map(|number| json!(format!("lead L-{number}")))
        .collect();
    assert_eq!(found, expect);
    let one = api.get("/v1/handoffs?open=true&record=lead/L-3").await.ok();
    assert_eq!(one["handoffs"].as_array().map(Vec::len), Some(1));
    let none = api.get("/v1/handoffs?state=rejected").await.ok();
    assert_eq!(none["handoffs"], json!([]));
    let wrong = api.get("/v1/handoffs?state=gone").await;
    assert_eq!(wrong.problem().2.as_deref(), Some("state"));
    let wrong = api.get("/v1/handoffs?limit=100000").await;
    assert_eq!(wrong.problem().2.as_deref(), Some("limit"));
}

#[tokio::test]
async fn who_is_away_is_not_offered_anything() {
    let api = Api::new();
    for person in ["ana", "ben", "cho"] {
        let path = format!("/v1/people/{person}/availability");
        let away = json!({ "availability": "away" }).to_string();
        api.send(Method::PUT, &path, &[], away).await.ok();
    }
    api.mql("L-1").await;
    let queues = api.get("/v1/queues").await.ok();
    let queue = queues.as_array().expect("queues").iter();
    let fair = queue.clone().find(|queue| queue["id"] == "fair_queue");
    let fair = fair.expect("the queue");
    assert_eq!(fair["waiting"].as_array().map(Vec::len), Some(1));
    assert_eq!(fair["members"][0]["availability"], "away");
    let nobody = json!({ "member": null, "says": "ana: away; ben: away; cho: away" });
    assert_eq!(fair["next"], nobody);
    let people = api.get("/v1/people").await.ok();
    let ana = people
        .as_array()
        .expect("people")
        .iter()
        .find(|it| it["id"] == "ana");
    assert_eq!(ana.expect("ana")["availability"], "away");
}

/// The queue's `next`, as the API tells it.
async fn next_in(api: &Api, id: &str) -> Json {
    let queues = api.get("/v1/queues").await.ok();
    let mut queues = queues.as_array().expect("queues").iter();
    let queue = queues.find(|queue| queue["id"] == id);
    queue.expect("the queue")["next"].clone()
}

#[tokio::test]
async fn a_queue_says_whose_turn_it_is_and_that_is_who_gets_the_next_handoff() {
    let api = Api::new();
    let mut chosen = Vec::new();
    // Each member may hold one.
    for number in 0..3 {
        let next = next_in(&api, "fair_queue").await;
        let again = next_in(&api, "fair_queue").await;
        assert_eq!(next, again, "looking changes nothing");
        let handoff = api.mql(&format!("L-{number}")).await;
        let handoff = api.get(&format!("/v1/handoffs/{handoff}")).await.ok();
        assert_eq!(handoff["owner"], next["member"], "{next}");
        let says = next["says"].as_str().expect("words");
        let member = next["member"].as_str().expect("a member").to_owned();
        assert!(
            says.contains(&format!("{member} is next at level")),
            "{says}"
        );
        chosen.push(member);
    }
    chosen.sort();
    assert_eq!(chosen, ["ana", "ben", "cho"]);
    let full = "ana: at capacity; ben: at capacity; cho: at capacity";
    let expect = json!({ "member": null, "says": full });
    assert_eq!(next_in(&api, "fair_queue").await, expect);
    let pulled = json!({ "member": null, "says": "members pull from this queue" });
    assert_eq!(next_in(&api, "pull_queue").await, pulled);
}

#[tokio::test]
async fn whose_turn_it_is_depends_on_the_hour() {
    let api = Api::new();
    let first = json!({ "member": "eve", "says": "eve is first in order" });
    assert_eq!(next_in(&api, "office_queue").await, first);
    // From Monday at ten, New York's time, to the evening.
    api.clock.pass_minutes(10 * 60);
    let closed = json!({ "member": null, "says": "eve: off hours; fay: off hours" });
    assert_eq!(next_in(&api, "office_queue").await, closed);
}

/// One enforcement point: asked, passed, moved around, waived.
#[tokio::test]
async fn a_gate_answers_the_same_however_it_is_met() {
    let api = Api::new();
    let deal = |fields: Json| json!({ "kind": "opportunity", "id": "O-1", "fields": fields });
    api.post("/v1/records", deal(json!({ "stage": "open" })))
        .await
        .ok();
    let into = json!({ "kind": "opportunity", "record": "O-1", "into": "proposal" });
    let asked = api.post("/v1/gates/ask", into.clone()).await.ok();
    assert_eq!(
        (&asked["allowed"], asked["blocked_by"][0].as_str()),
        (&json!(false), Some("amount"))
    );
    let moved = api.post("/v1/gates/change_stage", into.clone()).await;
    assert_eq!(moved.problem().1, "gate_closed");
    // The CRM is the master and moved it all the same.
    let done = api
        .post("/v1/records", deal(json!({ "stage": "proposal" })))
        .await
        .ok();
    let opened = done["events"].to_string();
    assert!(
        opened.contains("\"violates\":\"opportunity_stages\""),
        "{opened}"
    );
    let open = api.get("/v1/violations").await.ok();
    assert_eq!(open[0]["rules"], json!(["amount"]));
    // Repair closes it.
    api.post("/v1/records", deal(json!({ "amount": "1200.50" })))
        .await
        .ok();
    assert_eq!(api.get("/v1/violations").await.ok(), json!([]));
    let closed = api.get("/v1/violations?closed=true").await.ok();
    assert_eq!(closed[0]["closed_by"], "repaired");
    // The next stage wants a date; the manager makes an exception.
    let into = json!({ "kind": "opportunity", "record": "O-1", "into": "won" });
    assert_eq!(
        api.post("/v1/gates/ask", into.clone()).await.ok()["allowed"],
        json!(false)
    );
    for (who, waivable) in [("dana", json!(["opportunity_stages"])), ("ana", json!([]))] {
        let asked = api.post_as(who, "/v1/gates/ask", into.clone()).await.ok();
        assert_eq!(asked["waivable"], waivable, "{who}");
    }
    let waiver = json!({ "kind": "opportunity", "record": "O-1", "gate": "opportunity_stages", "why": "signed on paper" });
    api.post_as("dana", "/v1/waivers", waiver).await.ok();
    assert_eq!(
        api.post("/v1/gates/ask", into.clone()).await.ok()["allowed"],
        json!(true)
    );
    api.post("/v1/gates/change_stage", into).await.ok();
    assert_eq!(api.get("/v1/waivers").await.ok()[0]["by"], "dana");
}

#[tokio::test]
async fn a_story_and_the_figures_are_there() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    let story = api.get(&format!("/v1/handoffs/{handoff}/story")).await.ok();
    let told = story["events"].as_array().expect("events");
    assert!(
        told.iter().any(|event| event["what"] == "handoff_routed"),
        "{story}"
    );
    let journey = api.get("/v1/records/lead/L-1/story").await.ok();
    assert_eq!(journey["handoffs"][0]["id"], json!(handoff));
    let matrix = api.get("/v1/reports/matrix").await.ok();
    assert_eq!(matrix["points"].as_array().map(Vec::len), Some(3));
    let point = api
        .get("/v1/reports/points/mql_to_sdr?from=2026-03-01&to=2026-03-31")
        .await;
    assert_eq!(point.ok()["point"], "mql_to_sdr");
    let failures = api.get("/v1/failures?mode=unworked").await.ok();
    assert!(failures["modes"].is_array());
    assert_eq!(api.get("/v1/reports/points/nowhere").await.status, 404);
    let backwards = api
        .get("/v1/reports/matrix?from=2026-03-31&to=2026-03-01")
        .await;
    assert_eq!(backwards.problem().2.as_deref(), Some("to"));
}

#[tokio::test]
async fn a_story_is_told_by_the_clock_of_the_zone_that_is_asked_for() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    let path = format!("/v1/handoffs/{handoff}/story");
    let tokyo = api.get(&format!("{path}?zone=Asia/Tokyo")).await.ok();
    assert_eq!(tokyo["zone"], "Asia/Tokyo");
    // It is Monday, three in the afternoon, in UTC.
    assert_eq!(tokyo["events"][0]["at_local"], "Tue 2026-03-03 00:00");
    let journey = "/v1/records/lead/L-1/story?zone=UTC";
    let journey = api.get(journey).await.ok();
    assert_eq!(journey["events"][0]["at_local"], "Mon 2026-03-02 15:00");
    let wrong = api.get(&format!("{path}?zone=Mars/Olympus")).await;
    let (status, _, field) = wrong.problem();
    assert_eq!((status, field.as_deref()), (422, Some("zone")));
}
