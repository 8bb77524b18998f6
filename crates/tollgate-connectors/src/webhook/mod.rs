//! Webhooks: a CloudEvent of each ledger entry, signed as Standard Webhooks says.

mod envelope;
mod signature;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use tollgate_core::time::Timestamp;
use tollgate_service::ports::carrier::{Message, Outcome};
use tollgate_service::seal::Secret;

pub use envelope::envelope;
pub use signature::{Key, KeyError, Refused, Signed, sign, verify};

use crate::http::Http;

/// Posts `message` to `url`, signed with each of `secrets`.
pub(crate) async fn send(
    http: &Http,
    url: &str,
    secrets: &[Secret],
    message: &Message<'_>,
    now: Timestamp,
) -> Outcome {
    let keys: Result<Vec<Key>, KeyError> = secrets
        .iter()
        .map(|secret| secret.reveal().parse())
        .collect();
    let (Ok(keys), Some(body)) = (keys, envelope(message)) else {
        return Outcome::Undeliverable {
            why: "it cannot be written and signed: see that the endpoint's secrets are right"
                .to_owned(),
        };
    };
    let seconds = now.as_micros().div_euclid(1_000_000);
    match headers(&keys, message.id, seconds, &body) {
        Some(headers) => http.post(url, headers, body, now).await,
        None => Outcome::Undeliverable {
            why: "its id cannot be sent: name the workspace in letters and digits".to_owned(),
        },
    }
}

fn headers(keys: &[Key], id: &str, seconds: i64, body: &[u8]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    let content = HeaderValue::from_static("application/cloudevents+json; charset=utf-8");
    headers.insert(CONTENT_TYPE, content);
    let signature = sign(keys, id, seconds, body);
    headers.insert("webhook-id", id.parse().ok()?);
    headers.insert("webhook-timestamp", seconds.into());
    headers.insert("webhook-signature", signature.parse().ok()?);
    Some(headers)
}
