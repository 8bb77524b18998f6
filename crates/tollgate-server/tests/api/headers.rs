//! What every answer tells a browser.

use super::calling::Api;

const ALWAYS: [&str; 7] = [
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "cross-origin-embedder-policy",
];

#[tokio::test]
async fn every_answer_says_how_far_it_is_to_be_trusted() {
    let api = Api::new();
    let paths = [
        "/healthz",
        "/docs",
        "/docs.js",
        "/openapi.json",
        "/v1/queues",
        "/v1/nothing",
    ];
    for path in paths {
        let answer = api.get(path).await;
        for name in ALWAYS {
            assert!(answer.headers.contains_key(name), "{path}: {name}");
        }
        let policy = answer.headers["content-security-policy"].to_str();
        let policy = policy.expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        // Who comes in the clear is promised nothing about TLS.
        assert!(!answer.headers.contains_key("strict-transport-security"));
    }
}

#[tokio::test]
async fn what_is_told_under_v1_is_kept_by_nobody_on_the_way() {
    let api = Api::new();
    for path in ["/v1/queues", "/v1/nothing", "/v1/records/lead/L-1"] {
        assert_eq!(api.get(path).await.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn the_page_that_is_served_needs_nothing_that_it_forbids() {
    let api = Api::new();
    let page = api.get("/docs").await.text;
    for inline in ["<style", " style=", " onclick=", "<script>"] {
        assert!(!page.contains(inline), "{inline}");
    }
}
