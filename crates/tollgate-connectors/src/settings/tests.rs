//! Settings in, problems out.

use tollgate_service::loops::outbox::Endpoint;
use tollgate_testkit::policy::policy;

use super::{EndpointText, Problem};
use crate::guard::Guard;

fn read(text: &str) -> Result<Endpoint, Vec<Problem>> {
    let text: EndpointText = serde_json::from_str(text).expect("an endpoint as it is written");
    text.check(&policy(), &Guard::default())
}

/// Every problem of `text`, as `field: what it says`.
fn check(text: &str, expected: &[&str]) {
    let problems = read(text).err().unwrap_or_default();
    let said: Vec<_> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.field, problem.says))
        .collect();
    assert_eq!(said, expected, "{text}");
}

const WEBHOOK: &str = r#"{"name": "crm", "kind": "webhook", "url": "https://crm.example/hook",
    "secrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "events": ["handoff_offered"], "points": ["mql_to_sdr"]}"#;
const EMAIL: &str = r#"{"name": "mail", "kind": "email", "to": ["ops@acme.example"],
    "addresses": {"ana": "ana@acme.example"}, "enabled": false}"#;
const SLACK: &str =
    r#"{"name": "chat", "kind": "slack", "url": "https://hooks.slack.com/services/T0/B0/x"}"#;

#[test]
fn what_is_right_is_taken() {
    assert!(read(WEBHOOK).expect("an endpoint").enabled);
    assert!(!read(EMAIL).expect("an endpoint").enabled);
    assert!(read(SLACK).expect("an endpoint").enabled);
}

#[test]
fn every_problem_is_said_at_once() {
    check(
        r#"{"name": "my crm", "kind": "webhook", "url": "http://crm.example", "secrets": ["hush"],
            "to": ["a@b.example"], "events": ["handof_offered", "everything"], "points": ["mql_to_srd"]}"#,
        &[
            "name: write 1 to 64 letters, digits, `-` and `_`",
            "to: leave it out: this kind of endpoint has no use for it",
            "secrets[0]: write `whsec_` and 24 to 64 random bytes in base64: `openssl rand -base64 32` makes some",
            "url: `crm.example` would be sent to in the clear: use https, or allow the host",
            "events[0]: there is no event `handof_offered`: did you mean `handoff_offered`?",
            &format!(
                "events[1]: there is no event `everything`: write one of {}",
                tollgate_service::stored::EVENT_TAGS.join(", ")
            ),
            "points[0]: there is no handoff point `mql_to_srd`: did you mean `mql_to_sdr`?",
        ],
    );
}

#[test]
fn a_webhook_needs_an_address_and_a_secret() {
    check(
        r#"{"name": "crm", "kind": "webhook"}"#,
        &[
            "secrets: write at least one, so that the receiver can tell who sent it: `whsec_` and what `openssl rand -base64 32` says",
            "url: write the address that takes the requests: https://…",
        ],
    );
    check(
        &WEBHOOK.replace("https://crm.example/hook", "crm.example"),
        &["url: write a whole address, such as https://crm.example/hook"],
    );
    check(
        &WEBHOOK.replace("crm.example", "169.254.169.254"),
        &[
            "url: `169.254.169.254` is 169.254.169.254, a cloud metadata address: allow its host or network if that is meant",
        ],
    );
}

#[test]
fn letters_need_addresses_that_are_ones() {
    check(
        r#"{"name": "mail", "kind": "email", "url": "https://x.example", "to": ["ops", "a@b.example\nBcc: c@d.example"],
            "addresses": {"ana": ""}}"#,
        &[
            "url: leave it out: this kind of endpoint has no use for it",
            "to[0]: write an address, such as ana@acme.example",
            "to[1]: write an address, such as ana@acme.example",
            "addresses.ana: write an address, such as ana@acme.example",
        ],
    );
}

#[test]
fn what_is_misspelt_is_not_passed_over() {
    let text = SLACK.replace("\"url\"", "\"uri\"");
    let error = serde_json::from_str::<EndpointText>(&text).expect_err("a field that there is not");
    assert!(error.to_string().contains("unknown field `uri`"), "{error}");
}

#[test]
fn secrets_are_shown_to_nobody() {
    let text: EndpointText = serde_json::from_str(WEBHOOK).expect("an endpoint as it is written");
    let shown = format!("{text:?} {:?}", read(WEBHOOK).expect("an endpoint"));
    assert!(!shown.contains("MfKQ9r8"), "{shown}");
}
