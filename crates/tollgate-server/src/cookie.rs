//! Cookies: the one with a session's secret, and the one that ties a sign-in at a provider to a browser.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::origin::Origin;
use crate::problem::Problem;

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The secret of a session. It is sent from pages of ours alone, also when somebody follows a link to us.
    Session,
    /// The state of a sign-in at a provider. Coming back from there is following a link, so it goes along with that.
    Federated,
}

impl Cookie {
    /// Its name. A browser takes one that begins with `__Host-` over TLS alone, and from this very host.
    fn name(self, origin: &Origin) -> String {
        let name = match self {
            Self::Session => "tollgate",
            Self::Federated => "tollgate-oidc",
        };
        let prefix = if origin.is_secure() { "__Host-" } else { "" };
        format!("{prefix}{name}")
    }

    const fn same_site(self) -> &'static str {
        match self {
            Self::Session => "Strict",
            Self::Federated => "Lax",
        }
    }

    /// What it holds; `None` where it was not sent.
    pub(crate) fn of<'h>(self, origin: &Origin, headers: &'h HeaderMap) -> Option<&'h str> {
        let name = self.name(origin);
        let all = headers.get_all(COOKIE).iter();
        let mut pairs = all
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.find_map(|(found, value)| (found == name).then_some(value))
    }

    /// The header that has a browser keep it: until it is closed, so that a shared machine forgets it.
    pub(crate) fn set(self, origin: &Origin, value: &str) -> Result<HeaderValue, Problem> {
        self.header(origin, value, "")
    }

    /// The header that has a browser forget it.
    pub(crate) fn clear(self, origin: &Origin) -> Result<HeaderValue, Problem> {
        self.header(origin, "", "; Max-Age=0")
    }

    fn header(self, origin: &Origin, value: &str, more: &str) -> Result<HeaderValue, Problem> {
        let (name, same_site) = (self.name(origin), self.same_site());
        let secure = if origin.is_secure() { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}{more}");
        HeaderValue::from_str(&text).map_err(|_| Problem::internal())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

    use super::Cookie;
    use crate::origin::Origin;

    #[test]
    fn over_tls_it_is_for_this_host_and_for_tls_alone() {
        let secure = Origin::at("https://tollgate.example").expect("an origin");
        let set = |origin: &Origin| {
            let header = Cookie::Session.set(origin, "s").expect("a header");
            header.to_str().expect("text").to_owned()
        };
        assert_eq!(
            set(&secure),
            "__Host-tollgate=s; Path=/; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            set(&Origin::default()),
            "tollgate=s; Path=/; HttpOnly; SameSite=Strict"
        );
    }

    #[test]
    fn it_is_found_among_others() {
        let mut headers = HeaderMap::new();
        let sent = "a=1; xtollgate=2; tollgate-oidc=3; tollgate=4";
        headers.insert(COOKIE, HeaderValue::from_static(sent));
        let origin = Origin::default();
        assert_eq!(Cookie::Session.of(&origin, &headers), Some("4"));
        assert_eq!(Cookie::Federated.of(&origin, &headers), Some("3"));
        assert_eq!(Cookie::Session.of(&origin.secure(), &headers), None);
    }
}
