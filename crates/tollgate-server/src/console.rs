//! The web console: files that the binary carries, and the one page in which they come together.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::handlers::operator::nowhere;
use crate::headers::CONTENT_POLICY;

/// What `cargo xtask console` made; nothing where nobody has.
#[derive(RustEmbed)]
#[folder = "../../console/dist"]
#[allow_missing = true]
struct Files;

/// The page where nobody has: it says how to.
const UNBUILT: &str = include_str!("unbuilt.html");

/// What stands in the page, as Vite made it, where each answer has a word of its own.
const NONCE: &str = "CSP_NONCE";

/// Files whose names change with what is in them.
const ASSETS: &str = "assets/";

/// Answers what no route fits: with a file of the console, or, to whoever reads pages, with its page, whatever the path:
/// the console finds its way by it.
pub(crate) async fn console(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if !matches!(method, Method::GET | Method::HEAD) || path.starts_with("v1/") {
        return nowhere().await.into_response();
    }
    if let Some(file) = file(path, &headers) {
        return file;
    }
    if path.starts_with(ASSETS) || !reads_pages(&headers) {
        return nowhere().await.into_response();
    }
    page()
}

fn reads_pages(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The file at `path`, compressed where the caller takes that.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || path == "index.html" {
        return None;
    }
    let plain = Files::get(path)?;
    let packed = takes_brotli(headers).then(|| Files::get(&format!("{path}.br")));
    let kept = match path.starts_with(ASSETS) {
        true => "public, max-age=31536000, immutable",
        false => "public, max-age=3600",
    };
    let about = [
        (CONTENT_TYPE, kind(path)),
        (CACHE_CONTROL, kept),
        (VARY, "accept-encoding"),
    ];
    Some(match packed.flatten() {
        Some(packed) => (about, [(CONTENT_ENCODING, "br")], bytes(packed)).into_response(),
        None => (about, bytes(plain)).into_response(),
    })
}

/// What is in the file, which is not copied where the binary carries it.
fn bytes(file: EmbeddedFile) -> Bytes {
    match file.data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.split(',').any(|coding| coding.trim() == "br"))
}

/// The form of a file of the console, by its name.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The page, with a word that lets in the styles which the console itself makes, and no others.
fn page() -> Response {
    let Some(index) = Files::get("index.html") else {
        return Html(UNBUILT).into_response();
    };
    let nonce = nonce();
    let text = String::from_utf8_lossy(&index.data).replace(NONCE, &nonce);
    let styles = format!("style-src 'self' 'nonce-{nonce}'");
    let policy = CONTENT_POLICY.replace("style-src 'self'", &styles);
    let about = [
        (CONTENT_SECURITY_POLICY, policy.as_str()),
        (CACHE_CONTROL, "no-cache"),
    ];
    (about, Html(text)).into_response()
}

/// A word that nobody can guess: 128 bits at random.
fn nonce() -> String {
    let mut random = [0_u8; 16];
    // Without randomness the page comes without its own styles, rather than with a word that can be guessed.
    if getrandom::fill(&mut random).is_err() {
        return String::new();
    }
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}
