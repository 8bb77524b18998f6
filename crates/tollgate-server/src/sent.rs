//! What a caller sent: the body, checked field by field, and the key that makes the delivery recognisable.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use tollgate_core::command::Actor;
use tollgate_core::ids::SourceKey;
use tollgate_service::access::Caller;
use tollgate_service::ledger::Digest;
use tollgate_service::writer::Delivery;

use crate::app::App;
use crate::problem::Problem;

/// The header with which a write is made recognisable.
const KEY: &str = "idempotency-key";
/// A key longer than this is something else.
const KEY_MAX: usize = 200;

/// Whose keys a request's key is one of. What one caller sends is no other's, whatever they call it: nobody takes the keys that
/// somebody else is about to use.
#[derive(Clone, Debug)]
pub(crate) struct KeysOf(String);

impl KeysOf {
    pub(crate) fn new(caller: &Caller) -> Self {
        let kind = match &caller.who {
            Actor::Person(_) => "person",
            Actor::System(_) => "system",
            Actor::Tollgate => "self",
        };
        Self(format!("api {kind} {}", caller.who.name()))
    }

    /// What the delivery that the caller calls `key` is recognised by. No header has a line's end in it.
    pub(crate) fn key(&self, key: &str) -> SourceKey {
        format!("{}\n{key}", self.0).as_str().into()
    }
}

/// A body, and the caller's key for it. An empty body is an empty object.
#[derive(Clone, Debug)]
pub(crate) struct Sent<T> {
    pub(crate) body: T,
    pub(crate) delivery: Option<Delivery>,
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let limit = app.limits().body_bytes;
        let bytes = to_bytes(body, limit).await;
        let bytes = bytes.map_err(|fault| broken_off(&fault, limit))?;
        let path = format!("{} {}\n", parts.method, parts.uri.path());
        let delivery = match parts.extensions.get::<KeysOf>() {
            Some(keys) => delivery(keys, &parts.headers, &path, &bytes)?,
            // Who is not known yet gives no command.
            None => None,
        };
        Ok(Self {
            body: parse(&bytes)?,
            delivery,
        })
    }
}

/// `bytes` as JSON of this form.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let text = if bytes.trim_ascii().is_empty() {
        b"{}"
    } else {
        bytes
    };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|fault| {
        let place = fault.path().to_string();
        let field = match place.as_str() {
            "." | "?" => "body",
            place => place.trim_end_matches(".?"),
        };
        Problem::invalid(field, without_text(&fault.inner().to_string()))
    })?;
    reader
        .end()
        .map_err(|_| Problem::invalid("body", "send one JSON value and nothing after it"))?;
    Ok(value)
}

/// What is wrong with a value, without the value where that is a text: it may be a secret that came to the wrong place.
fn without_text(says: &str) -> String {
    let begin = says.find(": string \"").map(|at| at + ": string".len());
    let end = says.rfind("\", expected").map(|at| at + 1);
    match begin.zip(end).filter(|(begin, end)| begin < end) {
        Some((begin, end)) => format!("{}{}", &says[..begin], &says[end..]),
        None => says.to_owned(),
    }
}

/// Why a body did not come as a whole.
fn broken_off(fault: &axum::Error, limit: usize) -> Problem {
    let is_too_large = std::error::Error::source(fault)
        .is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
    match is_too_large {
        true => too_large(limit),
        false => Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "body_broken_off",
            "the body did not come as a whole, or paused for too long (limit `body_within`): send it again",
        ),
    }
}

fn delivery(
    keys: &KeysOf,
    headers: &HeaderMap,
    path: &str,
    body: &Bytes,
) -> Result<Option<Delivery>, Problem> {
    let Some(header) = headers.get(KEY) else {
        return Ok(None);
    };
    let key = header.to_str().ok().map(str::trim);
    let key = key
        .filter(|key| !key.is_empty() && key.len() <= KEY_MAX)
        .ok_or_else(|| {
            Problem::invalid(
                KEY,
                format!("send up to {KEY_MAX} visible ASCII characters"),
            )
        })?;
    Ok(Some(Delivery {
        key: keys.key(key),
        body: Some(Digest::of(&[path.as_bytes(), body].concat())),
    }))
}

pub(crate) fn too_large(limit: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        format!("a body may have {limit} bytes at most (limit `body_bytes`): send less at once"),
    )
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_text_in_the_wrong_place_is_not_repeated() {
        let wrong = parse::<Vec<u32>>(br#""hush \" hush, expected""#).expect_err("no list");
        let says = format!("{wrong:?}");
        assert!(!says.contains("hush"), "{says}");
        assert!(
            says.contains("invalid type: string, expected a sequence"),
            "{says}"
        );
    }
}
