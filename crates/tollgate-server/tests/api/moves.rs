//! How records move from stage to stage, and who hands over to whom, in a period.

use serde_json::{Value as Json, json};

use super::calling::Api;

async fn lead(api: &Api, id: &str, fields: Json) {
    let lead = json!({ "kind": "lead", "id": id, "fields": fields });
    api.post("/v1/records", lead).await.ok();
}

/// From where, to where, how often, how long half had stood, how many opened a handoff, and what asks.
fn told(report: &Json) -> Vec<Json> {
    let moves = report["moves"].as_array().expect("moves").iter();
    let told = moves.map(|it| {
        let (from, to) = (&it["from"]["stage"], &it["to"]["stage"]);
        let minutes = it["stood"].as_i64().map(|stood| stood / 60_000_000);
        json!([
            from,
            to,
            it["count"],
            minutes,
            it["handed"],
            it["points"][0]["title"],
            it["gates"]
        ])
    });
    told.collect()
}

#[tokio::test]
async fn moves_say_what_opened_where_records_came_to_and_which_gate_asks() {
    let api = Api::new();
    lead(&api, "L-1", json!({ "stage": "inquiry" })).await;
    api.clock.pass_minutes(30);
    lead(&api, "L-1", json!({ "stage": "mql", "employees": 50 })).await;
    let deal = json!({ "kind": "opportunity", "id": "O-1", "fields": { "stage": "proposal" } });
    api.post("/v1/records", deal).await.ok();
    let expected = vec![
        json!([null, "inquiry", 1, null, 0, null, []]),
        json!([null, "proposal", 1, null, 0, null, ["opportunity_stages"]]),
        json!(["inquiry", "mql", 1, 30, 1, "Lead to SDR", []]),
    ];
    let report = api.get("/v1/reports/moves").await.ok();
    assert_eq!(told(&report), expected);
    let before = api.get("/v1/reports/moves?to=2026-01-31").await.ok();
    assert_eq!(told(&before), Vec::<Json>::new());
}

#[tokio::test]
async fn handovers_are_those_of_the_period() {
    let api = Api::new();
    lead(&api, "L-1", json!({ "stage": "inquiry", "owner": "eve" })).await;
    lead(&api, "L-1", json!({ "owner": "fay" })).await;
    let report = api.get("/v1/reports/handovers").await.ok();
    let pair = json!({ "from": "eve", "to": "fay", "count": 1, "governed": 0, "mean": 1.0 });
    assert_eq!(report["pairs"], json!([pair]));
    let before = api.get("/v1/reports/handovers?to=2026-01-31").await.ok();
    assert_eq!(
        (&before["pairs"], &before["journeys"]),
        (&json!([]), &json!(0))
    );
}
