//! What every answer tells a browser about how far to trust it.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::listen::Peer;

/// Where what a page is made of may come from.
pub(crate) const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Nothing is run but what the service itself serves as a file, nobody frames it, and no answer is taken for what it is not.
const ALWAYS: [(&str, &str); 8] = [
    ("content-security-policy", CONTENT_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// For a year: whoever came over TLS once comes in the clear no more.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers to each answer; what a handler said itself stays.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let over_tls = request
        .extensions()
        .get::<Peer>()
        .is_some_and(|peer| peer.over_tls);
    let is_data = request.uri().path().starts_with("/v1/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        let name = HeaderName::from_static(name);
        let value = HeaderValue::from_static(value);
        headers.entry(name).or_insert(value);
    }
    if is_data {
        let value = HeaderValue::from_static("no-store");
        headers.entry(CACHE_CONTROL).or_insert(value);
    }
    if over_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    response
}
