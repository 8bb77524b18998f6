//! Slack, by incoming webhooks.

mod payload;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use tollgate_core::time::Timestamp;
use tollgate_service::ports::carrier::{Message, Outcome};

pub use payload::{escape, payload};

use crate::http::Http;
use crate::words::{Form, Words};

/// Posts `message` to the channel behind `url`.
pub(crate) async fn send(
    http: &Http,
    words: &Words,
    url: &str,
    message: &Message<'_>,
    now: Timestamp,
) -> Outcome {
    let told = match words.tell(message, Form::Slack) {
        Ok(told) => told,
        Err(why) => return Outcome::Undeliverable { why },
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let body = payload(&told, message.id).to_string();
    http.post(url, headers, body.into_bytes(), now).await
}
