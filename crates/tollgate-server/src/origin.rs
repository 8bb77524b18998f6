//! Where a workspace is reached, and whether a browser's request comes from there.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};

use crate::problem::Problem;

/// The header that only a page of ours can send: another site's needs a leave that it does not get.
const OURS: &str = "tollgate-csrf";
const SITE: &str = "sec-fetch-site";

/// The address at which people reach a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Such as `https://tollgate.acme.example`; `None` where each request says so itself.
    address: Option<String>,
    /// What comes after it, such as `/w/globex`; empty at the root.
    path: String,
    is_secure: bool,
}

impl Origin {
    /// The origin at `address`, such as `https://tollgate.acme.example`; `None` where that is no origin.
    pub fn at(address: &str) -> Option<Self> {
        let address = address.trim_end_matches('/').to_lowercase();
        let (scheme, host) = address.split_once("://")?;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
        let fits = matches!(scheme, "http" | "https") && !host.is_empty();
        let is_secure = scheme == "https";
        (fits && host.chars().all(is_plain)).then_some(Self {
            address: Some(address),
            path: String::new(),
            is_secure,
        })
    }

    /// The same, below `path`, such as `/w/globex`.
    pub fn below(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// The same, reached over TLS whatever the address: cookies are for that alone.
    pub fn secure(mut self) -> Self {
        self.is_secure = true;
        self
    }

    /// What addresses of the workspace begin with; the service itself is at `here` where no address was set.
    pub fn base_from(&self, here: &str) -> String {
        let address = self.address.as_deref().unwrap_or(here);
        format!("{address}{}", self.path)
    }

    /// What comes before the paths of the workspace; empty at the root.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// True where people reach it over TLS.
    pub(crate) const fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// What addresses of the workspace begin with, as a request with these headers reached it.
    pub(crate) fn base(&self, headers: &HeaderMap) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        let host = text(headers, HOST.as_str()).unwrap_or("localhost");
        self.base_from(&format!("{scheme}://{host}"))
    }

    /// Refuses what a browser may have been made to send by a page of somebody else: a cookie goes along without the person's
    /// doing. The page has to be ours by what the browser says of it, and to send a header that another page cannot.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let told = headers.contains_key(SITE) || headers.contains_key(ORIGIN);
        let ours = headers.contains_key(OURS) && told && self.is_ours(headers);
        ours.then_some(()).ok_or_else(cross_site)
    }

    /// The same for a call without a cookie, which a program may make that is no browser and says nothing of pages.
    pub(crate) fn admits_program(
        &self,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<(), Problem> {
        match method.is_safe() || self.is_ours(headers) {
            true => Ok(()),
            false => Err(cross_site()),
        }
    }

    /// True unless the browser says that the page is somebody else's.
    fn is_ours(&self, headers: &HeaderMap) -> bool {
        let site = text(headers, SITE).is_none_or(|site| site == "same-origin");
        let page = headers.get(ORIGIN).is_none_or(|_| {
            let page = text(headers, ORIGIN.as_str()).unwrap_or_default();
            self.is_page(page, headers)
        });
        site && page
    }

    fn is_page(&self, page: &str, headers: &HeaderMap) -> bool {
        let page = page.to_lowercase();
        if let Some(address) = &self.address {
            return page == *address;
        }
        // Behind a proxy the scheme is not known here; the host is what the page was loaded from.
        let host = page.split_once("://").map(|(_, host)| host);
        host.is_some()
            && host
                == text(headers, HOST.as_str())
                    .map(str::to_lowercase)
                    .as_deref()
    }
}

/// True unless a request was sent to a name that may be anybody's.
pub(crate) fn names_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST) else {
        return true;
    };
    let host = host.to_str().unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_matches(['[', ']']);
    let address = name.parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn cross_site() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "this may come from a page of another site: send the header `tollgate-csrf` with any value, from a page of this \
         service, or use a token instead of a cookie",
    )
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::{Origin, names_this_machine};

    #[test]
    fn a_name_that_leads_here_is_not_this_machines() {
        let is_ours = |host| names_this_machine(&headers(&[("host", host)]));
        for ours in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:7901",
            "127.0.0.1",
            "[::1]:8080",
            "[::1]",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "evil.example:7901",
            "evil.example",
            "localhost.evil.example",
            "10.0.0.1:80",
            "127.0.0.1.nip.io",
            "",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        pairs.collect()
    }

    const HOST: (&str, &str) = ("host", "tollgate.example");
    const OURS: (&str, &str) = ("tollgate-csrf", "1");

    #[test]
    fn a_page_of_ours_is_admitted() {
        let origin = Origin::default();
        for said in [
            ("origin", "https://tollgate.example"),
            ("sec-fetch-site", "same-origin"),
        ] {
            assert!(origin.admits(&headers(&[HOST, OURS, said])).is_ok());
            assert!(origin.admits(&headers(&[HOST, said])).is_err(), "{said:?}");
        }
        assert!(origin.admits(&headers(&[HOST, OURS])).is_err());
    }

    #[test]
    fn a_page_of_somebody_else_is_not() {
        for said in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "https://tollgate.example.evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "none"),
        ] {
            let sent = headers(&[HOST, OURS, said]);
            assert!(Origin::default().admits(&sent).is_err(), "{said:?}");
            let program = Origin::default().admits_program(&Method::POST, &sent);
            assert!(program.is_err(), "{said:?}");
        }
    }

    #[test]
    fn a_program_that_is_no_browser_says_nothing_of_pages() {
        let origin = Origin::default();
        assert!(
            origin
                .admits_program(&Method::POST, &headers(&[HOST]))
                .is_ok()
        );
    }

    #[test]
    fn the_address_that_was_set_is_the_only_one() {
        let origin = Origin::at("https://Tollgate.example/").expect("an origin");
        assert!(origin.is_secure());
        let page = |page| origin.admits(&headers(&[HOST, OURS, ("origin", page)]));
        assert!(page("https://tollgate.example").is_ok());
        assert!(page("http://tollgate.example").is_err());
        assert_eq!(origin.base(&headers(&[HOST])), "https://tollgate.example");
        let below = origin.below("/w/globex");
        let base = below.base(&headers(&[HOST]));
        assert_eq!(base, "https://tollgate.example/w/globex");
        let page = [HOST, OURS, ("origin", "https://tollgate.example")];
        assert!(below.admits(&headers(&page)).is_ok());
        for text in [
            "tollgate.example",
            "ftp://x",
            "https://",
            "https://a/b",
            "https://a@b",
        ] {
            assert_eq!(Origin::at(text), None, "{text}");
        }
    }
}
