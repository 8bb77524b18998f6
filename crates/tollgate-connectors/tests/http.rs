//! Webhooks and Slack against servers that behave, and servers that do not.

mod common;

use std::time::{Duration, Instant};

use common::{Answer, OLD_SECRET, Office, SECRET, Server, endpoint, settings, status, webhook};
use tollgate_connectors::guard::Guard;
use tollgate_connectors::webhook::{Key, Signed, verify};
use tollgate_service::loops::outbox::Target;
use tollgate_service::ports::carrier::Outcome;
use tollgate_service::seal::Secret;

fn key(text: &str) -> Key {
    text.parse().expect("a secret")
}

/// `outcome` in a line, which contains `expected`.
fn says(outcome: &Outcome, expected: &str) {
    let told = match outcome {
        Outcome::Delivered => "delivered".to_owned(),
        Outcome::Failed { why } => format!("failed: {why}"),
        Outcome::Busy { why, wait } => {
            let wait = wait.map(|wait| wait / 1_000_000);
            format!("busy for {wait:?}: {why}")
        }
        Outcome::Undeliverable { why } => format!("undeliverable: {why}"),
        Outcome::Gone { why } => format!("gone: {why}"),
    };
    assert!(
        told.contains(expected),
        "`{told}` does not say `{expected}`"
    );
}

/// What comes of an endpoint whose server answers each request by `answer`.
fn check(answer: impl Fn(usize) -> Answer + Send + Sync + 'static, expected: &str) -> Server {
    let server = Server::new(answer);
    let outcome = Office::new(&settings()).send(&webhook(&server.url()));
    says(&outcome, expected);
    server
}

#[test]
fn a_webhook_arrives_signed_by_every_secret() {
    let server = check(|_| status("200 OK", "", "thanks"), "delivered");
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert!(request.head.starts_with("POST /hook HTTP/1.1\r\n"));
    assert!(request.header("user-agent").starts_with("tollgate/"));
    let content = request.header("content-type");
    assert_eq!(content, "application/cloudevents+json; charset=utf-8");
    let signed = Signed {
        id: request.header("webhook-id"),
        timestamp: request.header("webhook-timestamp"),
        signature: request.header("webhook-signature"),
    };
    assert_eq!((signed.id, signed.timestamp), ("acme-1-0", "1772460960"));
    for secret in [SECRET, OLD_SECRET] {
        let found = verify(&[key(secret)], signed, &request.body, 1_772_461_000, 300);
        assert_eq!(found, Ok(()), "{secret}");
    }
}

#[test]
fn a_webhook_is_a_cloud_event_with_the_ledger_s_digests() {
    let server = check(|_| status("204 No Content", "", ""), "delivered");
    let body = server.requests()[0].body.clone();
    let json: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    insta::assert_json_snapshot!(json);
    let text = String::from_utf8(body).expect("text");
    let tidings = common::Tidings::new();
    assert!(
        text.contains(&tidings.entry.body),
        "the digest can be taken again"
    );
}

#[test]
fn each_status_means_something() {
    for (line, headers, body, expected) in [
        ("200 OK", "", "", "delivered"),
        ("202 Accepted", "", "queued", "delivered"),
        ("299 Fine", "", "", "delivered"),
        (
            "301 Moved",
            "Location: /\r\n",
            "",
            "failed: it answered 301",
        ),
        ("302 Found", "Location: /\r\n", "", "final address"),
        ("304 Not Modified", "", "", "failed"),
        (
            "307 Temporary Redirect",
            "",
            "",
            "without saying where to go",
        ),
        (
            "400 Bad Request",
            "",
            "no\n such\tfield",
            "failed: it answered 400 Bad Request: no such field",
        ),
        (
            "401 Unauthorized",
            "",
            "",
            "failed: it answered 401 Unauthorized",
        ),
        ("404 Not Found", "", "", "failed"),
        ("410 Gone", "", "", "gone: it answered 410 Gone"),
        (
            "429 Slow",
            "Retry-After: 120\r\n",
            "",
            "busy for Some(120): it answered 429",
        ),
        ("429 Slow", "Retry-After: soon\r\n", "", "busy for None"),
        (
            "500 Oops",
            "",
            "stack trace",
            "failed: it answered 500 Internal Server Error: stack trace",
        ),
        ("502 Bad Gateway", "", "", "failed"),
        (
            "503 Busy",
            "Retry-After: Mon, 02 Mar 2026 14:17:00 GMT\r\n",
            "",
            "busy for Some(60)",
        ),
        ("503 Busy", "", "", "busy for None"),
    ] {
        check(move |_| status(line, headers, body), expected);
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let began = Instant::now();
    check(
        |_| Answer::Hang(""),
        "failed: it did not answer within 900ms",
    );
    check(
        |_| Answer::Hang("HTTP/1.1 200 OK\r\nX: "),
        "failed: it did not answer",
    );
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_server_that_says_yes_is_believed_however_it_goes_on() {
    const YES: &str = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n";
    check(|_| Answer::Hang(YES), "delivered");
    check(|_| Answer::Flood(YES), "delivered");
}

#[test]
fn a_server_that_does_not_stop_is_not_listened_to() {
    check(
        |_| Answer::Flood("HTTP/1.1 500 Oops\r\nContent-Length: 99999999999\r\n\r\n"),
        "failed: it answered 500 Internal Server Error: xxx",
    );
    check(|_| Answer::Flood("HTTP/1.1 500 Oops\r\nX: "), "failed");
}

#[test]
fn garbage_is_a_failure() {
    let garbage = |bytes: &'static [u8]| move |_| Answer::Bytes(bytes.to_vec());
    check(
        garbage(b"\x00\x01\x02 hello\r\n\r\n"),
        "cannot be understood",
    );
    check(garbage(b""), "failed");
    check(garbage(b"HTTP/1.1 99999 What\r\n\r\n"), "failed");
    check(garbage(b"220 mail.example ESMTP\r\n"), "failed");
    check(
        garbage(b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\n\xff\xfe\x00\x01"),
        "failed: it answered 500 Internal Server Error",
    );
}

#[test]
fn a_redirect_that_keeps_the_method_is_followed_with_everything() {
    for line in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let answer = move |before| match before {
            0 => status(line, "Location: /other?x=1\r\n", ""),
            _ => status("200 OK", "", ""),
        };
        let server = check(answer, "delivered");
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert!(requests[1].head.starts_with("POST /other?x=1 HTTP/1.1\r\n"));
        assert_eq!(requests[0].body, requests[1].body);
        let signature = |place: usize| requests[place].header("webhook-signature").to_owned();
        assert_eq!(signature(0), signature(1));
    }
}

#[test]
fn a_redirect_in_circles_ends() {
    let circle = |_| status("307 Temporary Redirect", "Location: /hook\r\n", "");
    let server = check(circle, "failed: it redirected more than 3 times");
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_redirect_into_a_private_network_is_not_followed() {
    let private = Server::at("127.0.0.2:0", |_| status("200 OK", "", ""));
    let port = private.address.port();
    for (target, expected) in [
        (format!("http://127.0.0.2:{port}/"), "a loopback address"),
        (format!("http://2130706434:{port}/"), "a loopback address"),
        (
            format!("http://[::ffff:127.0.0.2]:{port}/"),
            "a loopback address",
        ),
        (
            "http://169.254.169.254/latest/".to_owned(),
            "a cloud metadata address",
        ),
        (format!("http://crm.example:{port}/"), "use https"),
        (
            "file:///etc/passwd".to_owned(),
            "not an address for requests",
        ),
        (
            "gopher://127.0.0.1/".to_owned(),
            "not an address for requests",
        ),
    ] {
        let location = format!("Location: {target}\r\n");
        let server = check(
            move |_| status("307 Temporary Redirect", &location, ""),
            expected,
        );
        assert_eq!(server.requests().len(), 1, "{target}");
    }
    assert_eq!(private.requests().len(), 0, "nobody spoke to it");
}

#[test]
fn what_a_name_resolves_to_is_what_is_checked() {
    let server = Server::new(|_| status("200 OK", "", ""));
    let port = server.address.port();
    let mut settings = settings();
    settings.guard = Guard::default();
    let says = |settings: &_, url: &str, expected: &str| {
        says(&Office::new(settings).send(&webhook(url)), expected);
    };
    says(
        &settings,
        &server.url(),
        "`127.0.0.1` is 127.0.0.1, a loopback address",
    );
    says(
        &settings,
        &format!("https://localhost:{port}/"),
        "a loopback address",
    );
    says(&settings, &format!("http://localhost:{port}/"), "use https");
    assert_eq!(server.requests().len(), 0, "nobody spoke to it");
    settings.guard.hosts.push("localhost".to_owned());
    says(&settings, &format!("http://localhost:{port}/"), "delivered");
    says(&settings, &format!("https://localhost:{port}/"), "failed");
    assert_eq!(server.requests().len(), 1, "the other did not speak TLS");
}

#[test]
fn a_server_that_is_not_there_is_a_failure_that_keeps_the_secret() {
    let office = Office::new(&settings());
    let url = Secret::new("http://127.0.0.1:1/services/T0/B0/hush");
    let outcome = office.send(&endpoint(Target::Slack { url }));
    says(&outcome, "failed: it cannot be connected to");
    assert!(!format!("{outcome:?}").contains("hush"), "{outcome:?}");
    says(
        &office.send(&webhook("nonsense")),
        "failed: the endpoint's address is not one",
    );
}

#[test]
fn a_secret_that_cannot_sign_parks_the_message() {
    let target = Target::Webhook {
        url: "http://127.0.0.1:1/".to_owned(),
        secrets: vec![Secret::new("hush")],
    };
    let outcome = Office::new(&settings()).send(&endpoint(target));
    says(&outcome, "undeliverable: it cannot be written and signed");
}

#[test]
fn a_channel_is_told_in_blocks() {
    let server = Server::new(|_| status("200 OK", "", "ok"));
    let url = Secret::new(server.url());
    let outcome = Office::new(&settings()).send(&endpoint(Target::Slack { url }));
    says(&outcome, "delivered");
    let body = server.requests()[0].body.clone();
    let json: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    insta::assert_json_snapshot!(json);
}
