//! Reports as tables for a spreadsheet.

use super::calling::Api;

#[tokio::test]
async fn a_report_comes_as_a_table_too() {
    let api = Api::new();
    let matrix = api.get("/v1/reports/matrix?format=csv").await;
    assert_eq!(matrix.status, 200, "{matrix:?}");
    assert_eq!(
        matrix.headers["content-type"],
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(
        matrix.headers["content-disposition"],
        "attachment; filename=\"matrix_ever_to_now_as_of_2026-03-02.csv\""
    );
    let mut lines = matrix.text.lines();
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("point,title,record,"))
    );
    assert!(
        lines
            .clone()
            .all(|line| line.ends_with(",2026-03-02T15:00:00Z"))
    );
    let json = api.get("/v1/reports/matrix").await.ok();
    let points = json["points"].as_array().map(Vec::len);
    assert_eq!(Some(lines.count()), points);
    let point = json["points"][0]["point"].as_str().expect("a point");
    let point = api
        .get(&format!("/v1/reports/points/{point}?format=csv"))
        .await;
    assert!(point.text.starts_with("by,value,offered,"), "{point:?}");
}

#[tokio::test]
async fn a_form_that_there_is_not_is_refused() {
    let answer = Api::new().get("/v1/reports/matrix?format=xls").await;
    assert_eq!(answer.problem().1, "invalid");
}
