//! Figures week by week.

use serde_json::{Value as Json, json};

use super::calling::Api;

async fn two_weeks() -> Api {
    let api = Api::new();
    let first = api.mql("L-1").await;
    api.post(&format!("/v1/handoffs/{first}/accept"), json!({}))
        .await
        .ok();
    api.clock.pass_minutes(7 * 24 * 60);
    api.mql("L-2").await;
    api.mql("L-3").await;
    api
}

/// First day, last day, how many were offered, and the acceptance rate of each week.
fn weeks(report: &Json) -> Vec<Json> {
    let weeks = report["trend"].as_array().expect("weeks").iter();
    weeks
        .map(|it| json!([it["from"], it["to"], it["offered"], it["acceptance"]]))
        .collect()
}

#[tokio::test]
async fn a_trend_has_a_bucket_a_week_up_to_today() {
    let api = two_weeks().await;
    let expected = vec![
        json!(["2026-02-17", "2026-02-23", 0, null]),
        json!(["2026-02-24", "2026-03-02", 1, 1.0]),
        json!(["2026-03-03", "2026-03-09", 2, 0.0]),
    ];
    let report = api.get("/v1/reports/points/mql_to_sdr?trend=3").await.ok();
    assert_eq!(weeks(&report), expected);
    let matrix = api.get("/v1/reports/matrix?trend=3").await.ok();
    let mut points = matrix["points"].as_array().expect("points").iter();
    let row = points
        .find(|row| row["point"] == "mql_to_sdr")
        .expect("the point");
    assert_eq!(row["trend"], report["trend"]);
}

#[tokio::test]
async fn a_trend_ends_with_the_period_and_a_week_is_the_report_on_it() {
    let api = two_weeks().await;
    let path = "/v1/reports/points/mql_to_sdr?to=2026-03-02&trend=1";
    let report = api.get(path).await.ok();
    let expected = vec![json!(["2026-02-24", "2026-03-02", 1, 1.0])];
    assert_eq!(weeks(&report), expected);
    let path = "/v1/reports/points/mql_to_sdr?from=2026-02-24&to=2026-03-02";
    let week = api.get(path).await.ok();
    assert_eq!(report["trend"][0]["value"], week["figures"][0]["value"]);
    assert_eq!(week.get("trend"), None, "nobody asked for it");
    let wrong = api.get("/v1/reports/matrix?trend=54").await;
    assert_eq!(wrong.problem().2.as_deref(), Some("trend"));
}
