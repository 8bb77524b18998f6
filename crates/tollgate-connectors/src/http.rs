//! Posts a body to somebody else's address: in bounded time, to allowed addresses only, reading no more than it needs.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, Url, redirect};
use tollgate_core::time::Timestamp;
use tollgate_service::ports::carrier::Outcome;

use crate::guard::{Denied, Guard, Resolver};

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 3;
/// Bytes of an answer that are read.
const ANSWER_MAX: usize = 8 * 1024;
/// Characters of an answer that are told.
const EXCERPT_MAX: usize = 200;
/// How long an answer that says yes may take to end, so that its connection can be used again.
const DRAIN: Duration = Duration::from_millis(250);

/// A client for addresses that somebody typed in.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: Client,
    guard: Arc<Guard>,
}

impl Http {
    /// A client that connects within `connect`, and only where `guard` lets it.
    pub(crate) fn new(guard: Guard, connect: Duration) -> Result<Self, reqwest::Error> {
        let guard = Arc::new(guard);
        let resolver = Resolver {
            guard: Arc::clone(&guard),
        };
        // No proxy: it would be the proxy's address that is checked. No redirects: each target is checked here.
        let client = Client::builder()
            .user_agent(concat!("tollgate/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(connect)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .dns_resolver(resolver)
            .build()?;
        Ok(Self { client, guard })
    }

    /// Posts `body` to `url`, and says what came of it. `now` tells how far away an instant is that the receiver names.
    pub(crate) async fn post(
        &self,
        url: &str,
        headers: HeaderMap,
        body: Vec<u8>,
        now: Timestamp,
    ) -> Outcome {
        match self.follow(url, &headers, &body).await {
            Ok(response) => outcome(response, now).await,
            Err(why) => Outcome::Failed { why },
        }
    }

    /// The first answer that is not a redirect.
    async fn follow(
        &self,
        url: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Response, String> {
        let mut url: Url = url
            .parse()
            .map_err(|_| "the endpoint's address is not one: correct it".to_owned())?;
        for _ in 0..=REDIRECTS_MAX {
            self.guard.check_url(&url).map_err(|why| why.to_string())?;
            let request = self.client.post(url.clone());
            let request = request.headers(headers.clone()).body(body.to_vec());
            let response = request.send().await.map_err(|fault| told(&fault))?;
            match redirected(&url, &response)? {
                Some(target) => url = target,
                None => return Ok(response),
            }
        }
        Err(format!(
            "it redirected more than {REDIRECTS_MAX} times: give the endpoint its final address"
        ))
    }
}

/// Where `response` sends the request on to; `None` when it does not.
///
/// Only answers that keep the method are followed: after the others a request would arrive that nobody meant.
fn redirected(url: &Url, response: &Response) -> Result<Option<Url>, String> {
    let status = response.status();
    let keeps_method = matches!(
        status,
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
    );
    if !keeps_method {
        return Ok(None);
    }
    let location = response.headers().get(LOCATION);
    let target = location
        .and_then(|location| location.to_str().ok())
        .and_then(|location| url.join(location).ok())
        .ok_or_else(|| format!("it answered {status} without saying where to go"))?;
    if url.scheme() == "https" && target.scheme() != "https" {
        return Err("it redirected to an address that is not encrypted".to_owned());
    }
    Ok(Some(target))
}

async fn outcome(response: Response, now: Timestamp) -> Outcome {
    let status = response.status();
    let wait = wait(response.headers(), now);
    if status.is_success() {
        // It said yes; how its answer ends no longer matters.
        let _ = tokio::time::timeout(DRAIN, excerpt(response)).await;
        return Outcome::Delivered;
    }
    if status.is_redirection() {
        return Outcome::Failed {
            why: format!("it answered {status}: give the endpoint its final address"),
        };
    }
    let said = excerpt(response).await;
    let said = if said.is_empty() {
        said
    } else {
        format!(": {said}")
    };
    let why = format!("it answered {status}{said}");
    match status {
        StatusCode::GONE => Outcome::Gone { why },
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Outcome::Busy { why, wait }
        }
        _ => Outcome::Failed { why },
    }
}

/// The beginning of an answer in one line; empty where it is not text.
async fn excerpt(mut response: Response) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_MAX {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    let Ok(text) = str::from_utf8(&bytes[..bytes.len().min(ANSWER_MAX)]) else {
        return String::new();
    };
    let words: Vec<_> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(EXCERPT_MAX).collect()
}

/// How long the receiver asks to be left alone, in microseconds: `Retry-After` in seconds or as a date.
fn wait(headers: &HeaderMap, now: Timestamp) -> Option<i64> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(i64::from(seconds) * 1_000_000);
    }
    let date = jiff::fmt::rfc2822::parse(text).ok()?;
    let wait = Timestamp::from_jiff(date.timestamp()).since(now);
    Some(wait.max(0))
}

/// What went wrong, without the address, which may be a secret.
fn told(fault: &reqwest::Error) -> String {
    let mut cause: Option<&(dyn Error + 'static)> = fault.source();
    let mut deepest = None;
    while let Some(error) = cause {
        if let Some(denied) = error.downcast_ref::<Denied>() {
            return denied.to_string();
        }
        deepest = Some(error.to_string());
        cause = error.source();
    }
    let what = match fault {
        _ if fault.is_timeout() => return "it did not answer in time".to_owned(),
        _ if fault.is_connect() => "it cannot be connected to",
        _ => "its answer cannot be understood",
    };
    deepest.map_or(what.to_owned(), |deepest| format!("{what}: {deepest}"))
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use tollgate_core::time::Timestamp;

    use super::wait;

    fn check(retry_after: &'static str, expected: Option<i64>) {
        let now = Timestamp::parse("2015-10-21T07:28:00Z").expect("an instant");
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
        let seconds = wait(&headers, now).map(|micros| micros / 1_000_000);
        assert_eq!(seconds, expected, "{retry_after}");
    }

    #[test]
    fn patience_is_asked_for_in_seconds_or_by_a_date() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Wed, 21 Oct 2015 07:29:30 GMT", Some(90));
        check("Wed, 21 Oct 2015 07:00:00 GMT", Some(0));
        check("soon", None);
        check("-5", None);
        check("99999999999", None);
    }
}
