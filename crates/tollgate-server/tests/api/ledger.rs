//! The ledger by pages and live, and alarms that nobody asks for.

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt as _;
use serde_json::{Value as Json, json};

use tollgate_core::time::Timestamp;

use super::calling::Api;

#[tokio::test]
async fn the_chain_can_be_checked_from_the_pages_alone() {
    use sha2::{Digest as _, Sha256};
    let api = Api::new();
    for number in 0..4 {
        api.mql(&format!("L-{number}")).await;
    }
    let mut hash: Vec<u8> = Sha256::digest(b"tollgate ledger 1: acme").to_vec();
    let (mut after, mut count) = (0, 0);
    loop {
        let page = api.get(&format!("/v1/ledger?limit=7&after={after}")).await;
        // The event is given byte by byte: a parser that sorts keys would break its digest.
        for entry in page.text.split("{\"sequence\":").skip(1) {
            let (_, event) = entry.split_once("\"event\":").expect("an event");
            let (event, _) = event.split_once(",\"digest\":").expect("a digest");
            let digest = Sha256::digest(event.as_bytes());
            hash = Sha256::new()
                .chain_update(&hash)
                .chain_update(digest)
                .finalize()
                .to_vec();
            let text: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(entry.contains(&format!("\"hash\":\"{text}\"")), "{entry}");
            count += 1;
        }
        match page.ok()["next"].as_u64() {
            Some(next) => after = next,
            None => break,
        }
    }
    assert!(count > 20, "{count}");
}

#[tokio::test]
async fn an_export_carries_its_proof_and_is_in_the_ledger_itself() {
    let api = Api::new();
    for number in 0..4 {
        api.mql(&format!("L-{number}")).await;
    }
    let check = |text: &str| {
        let lines = text.lines().map(|line| Ok(line.to_owned()));
        tollgate_service::export::check(lines, None).expect("a good export")
    };
    let all = check(&api.get("/v1/ledger/export").await.text);
    assert!(all.entries > 20 && all.entries == all.end, "{all:?}");
    let one = check(&api.get("/v1/ledger/export?record=lead/L-1").await.text);
    assert!(0 < one.entries && one.entries < all.entries, "{one:?}");
    assert_eq!(one.end, all.end + 1, "the first export is an entry too");
    let ledger = api.get("/v1/ledger?limit=500").await.text;
    assert_eq!(ledger.matches("\"exported\"").count(), 2, "{ledger}");
}

#[tokio::test]
async fn the_chain_is_checked_stretch_by_stretch() {
    let api = Api::new();
    for number in 0..4 {
        api.mql(&format!("L-{number}")).await;
    }
    let (mut after, mut entries) = (0, 0);
    loop {
        let path = format!("/v1/ledger/check?limit=7&after={after}");
        let checked = api.get(&path).await.ok();
        assert_eq!(checked["broken"], Json::Null, "{checked}");
        entries += checked["entries"].as_u64().expect("a count");
        match checked["next"].as_u64() {
            Some(next) => after = next,
            None => {
                assert_eq!(checked["through"], checked["head"]);
                assert_eq!(checked["head"], json!(entries));
                break;
            }
        }
    }
    assert!(entries > 20, "{entries}");
    let beyond = api.get("/v1/ledger/check?after=100000").await;
    assert_eq!(beyond.problem().2.as_deref(), Some("after"));
}

#[tokio::test]
async fn entries_are_found_by_record_and_by_handoff() {
    let api = Api::new();
    let (first, _) = (api.mql("L-1").await, api.mql("L-2").await);
    let of_record = api.get("/v1/ledger?record=lead/L-1").await.ok();
    let rows = of_record["entries"].as_array().expect("entries");
    assert!(rows.iter().all(|entry| entry["record"] == "lead L-1"));
    let of_handoff = api.get(&format!("/v1/ledger?handoff={first}")).await.ok();
    let rows = of_handoff["entries"].as_array().expect("entries");
    assert!(!rows.is_empty() && rows.iter().all(|entry| entry["handoff"] == json!(first)));
    let both = api
        .get(&format!("/v1/ledger?handoff={first}&record=lead/L-1"))
        .await;
    assert_eq!(both.problem().2.as_deref(), Some("handoff"));
}

/// The places of the entries that `/v1/ledger?query` gives, and `next`.
async fn places(api: &Api, query: &str) -> (Vec<u64>, Option<u64>) {
    let page = api.get(&format!("/v1/ledger?{query}")).await.ok();
    let rows = page["entries"].as_array().expect("entries").iter();
    let places = rows.map(|entry| entry["sequence"].as_u64().expect("a place"));
    (places.collect(), page["next"].as_u64())
}

#[tokio::test]
async fn entries_are_found_by_what_happened_by_whom_and_when() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    api.clock.pass_minutes(24 * 60);
    let path = format!("/v1/handoffs/{handoff}/accept");
    api.post_as("ben", &path, json!({})).await.ok();
    api.get("/v1/ledger/export").await;
    let (all, _) = places(&api, "limit=500").await;
    let (accepted, _) = places(&api, "what=handoff_accepted&actor=ben").await;
    assert_eq!(accepted.len(), 1);
    let page = api
        .get("/v1/ledger?what=handoff_accepted&actor=ben")
        .await
        .ok();
    assert_eq!(page["entries"][0]["actor"], "ben");
    let (by_another, _) = places(&api, "what=handoff_accepted&actor=ana").await;
    assert!(by_another.is_empty(), "{by_another:?}");
    let (exported, _) = places(&api, "what=exported").await;
    assert_eq!(exported.last(), all.last());
    // The day ends in New York, where the workspace is.
    let (before, _) = places(&api, "to=2026-03-02&limit=500").await;
    let (after, _) = places(&api, "from=2026-03-03T05:00:00Z&limit=500").await;
    assert!(!before.is_empty() && after.contains(&accepted[0]));
    assert_eq!([before, after].concat(), all);
}

#[tokio::test]
async fn the_ledger_is_read_from_its_end_back() {
    let api = Api::new();
    api.mql("L-1").await;
    let (mut all, _) = places(&api, "limit=500").await;
    all.reverse();
    let (mut found, mut next) = places(&api, "order=newest&limit=3").await;
    while let Some(after) = next {
        let query = format!("order=newest&limit=3&after={after}");
        let (more, further) = places(&api, &query).await;
        found.extend(more);
        next = further;
    }
    assert_eq!(found, all);
    let (of_record, _) = places(&api, "order=newest&record=lead/L-1&limit=500").await;
    assert!(of_record.len() > 3 && of_record.is_sorted_by(|one, next| one > next));
}

#[tokio::test]
async fn what_no_entry_can_be_found_by_is_refused() {
    let api = Api::new();
    for (query, field) in [
        ("what=accepted", "what"),
        ("from=yesterday", "from"),
        ("to=2026-03-02T09:00:00", "to"),
        ("from=2026-03-02&to=2026-03-01", "to"),
        ("order=sideways", "query"),
    ] {
        let (status, _, named) = api.get(&format!("/v1/ledger?{query}")).await.problem();
        assert_eq!((status, named.as_deref()), (422, Some(field)), "{query}");
    }
}

/// Reads events off the live stream until one is `what`; gives all of them.
async fn until(api: &Api, path: &str, what: &str) -> Vec<Json> {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let mut body = api.stream(request).await.into_data_stream();
    let (mut text, mut seen) = (String::new(), Vec::new());
    while let Some(Ok(chunk)) = body.next().await {
        text.push_str(std::str::from_utf8(&chunk).expect("text"));
        while let Some((event, rest)) = text.split_once("\n\n") {
            let data = event.lines().find_map(|line| line.strip_prefix("data: "));
            let data: Option<Json> = data.map(|data| serde_json::from_str(data).expect("JSON"));
            text = rest.to_owned();
            let Some(data) = data else { continue };
            let is_last = data["what"] == what;
            seen.push(data);
            if is_last {
                return seen;
            }
        }
    }
    panic!("the stream ended before {what}: {seen:?}");
}

#[tokio::test]
async fn what_is_due_fires_by_itself_in_order_and_once() {
    let api = Api::new();
    let handoff = api.mql("L-1").await;
    // The promise is an hour of working time; half of it is the warning.
    api.clock.pass_minutes(61);
    let seen = until(&api, "/v1/live?after=0", "clock_breached").await;
    let fired: Vec<&str> = (seen.iter())
        .filter_map(|entry| entry["what"].as_str())
        .filter(|what| matches!(*what, "rung_reached" | "clock_breached"))
        .collect();
    assert_eq!(fired, ["rung_reached", "clock_breached"]);
    let breach = seen.last().expect("the breach");
    assert_eq!(breach["handoff"], json!(handoff));
    // Its own instant, not the one at which the server looked; an act at the due instant would have been on time.
    let due = &api.get(&format!("/v1/handoffs/{handoff}")).await.ok()["clocks"][0]["due_at"];
    let instant = |json: &Json| Timestamp::parse(json.as_str().expect("text")).expect("an instant");
    assert_eq!(instant(&breach["at"]).since(instant(due)), 1, "microsecond");
    // Looking again brings nothing.
    api.mql("L-2").await;
    let ledger = api.get(&format!("/v1/ledger?handoff={handoff}")).await.text;
    assert_eq!(ledger.matches("\"what\":\"clock_breached\"").count(), 1);
}

#[tokio::test]
async fn a_listener_that_comes_back_misses_nothing() {
    let api = Api::new();
    api.mql("L-1").await;
    let seen = until(&api, "/v1/live?after=0", "handoff_opened").await;
    let last = seen
        .last()
        .and_then(|entry| entry["sequence"].as_u64())
        .expect("a place");
    api.mql("L-2").await;
    let request = Request::get("/v1/live").header("last-event-id", last.to_string());
    let mut body = api
        .stream(request.body(Body::empty()).expect("a request"))
        .await
        .into_data_stream();
    let chunk = body.next().await.expect("an event").expect("bytes");
    let text = String::from_utf8(chunk.into()).expect("text");
    assert!(
        text.starts_with(&format!("id: {}\n", last + 1))
            || text.contains(&format!("id: {}\n", last + 1)),
        "{text}"
    );
}
