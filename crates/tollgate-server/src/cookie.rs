//! Cookies: the one with a session's secret, and the one that ties a sign-in at a provider to a browser.
//!
//! Each carries the name of its workspace, so that one browser can be signed in to several.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::escaped::escaped;
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
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "tollgate",
            Self::Federated => "tollgate-oidc",
        }
    }

    const fn same_site(self) -> &'static str {
        match self {
            Self::Session => "Strict",
            Self::Federated => "Lax",
        }
    }
}

/// The cookies of one workspace.
#[derive(Clone, Debug)]
pub(crate) struct Jar {
    /// As a cookie's name may have it.
    workspace: String,
    is_secure: bool,
}

impl Jar {
    /// The cookies of `workspace`, which is reached at `origin`.
    pub(crate) fn new(workspace: &str, origin: &Origin) -> Self {
        Self {
            workspace: escaped(workspace),
            is_secure: origin.is_secure(),
        }
    }

    /// The name of `cookie`, such as `__Host-tollgate.acme`. A browser takes one that begins with `__Host-` over TLS alone, and
    /// from this very host. No workspace has a dot in its name, so none ends up with the cookie of another.
    fn name(&self, cookie: Cookie) -> String {
        let prefix = if self.is_secure { "__Host-" } else { "" };
        format!("{prefix}{}.{}", cookie.name(), self.workspace)
    }

    /// What `cookie` holds; `None` where it was not sent.
    pub(crate) fn find<'h>(&self, cookie: Cookie, headers: &'h HeaderMap) -> Option<&'h str> {
        let name = self.name(cookie);
        let all = headers.get_all(COOKIE).iter();
        let mut pairs = all
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.find_map(|(found, value)| (found == name).then_some(value))
    }

    /// The header that has a browser keep `cookie`: until it is closed, so that a shared machine forgets it.
    pub(crate) fn set(&self, cookie: Cookie, value: &str) -> Result<HeaderValue, Problem> {
        self.header(cookie, value, "")
    }

    /// The header that has a browser forget `cookie`.
    pub(crate) fn clear(&self, cookie: Cookie) -> Result<HeaderValue, Problem> {
        self.header(cookie, "", "; Max-Age=0")
    }

    fn header(&self, cookie: Cookie, value: &str, more: &str) -> Result<HeaderValue, Problem> {
        let (name, same_site) = (self.name(cookie), cookie.same_site());
        let secure = if self.is_secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}{more}");
        HeaderValue::from_str(&text).map_err(|_| Problem::internal())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

    use super::{Cookie, Jar};
    use crate::origin::Origin;

    #[test]
    fn over_tls_it_is_for_this_host_and_for_tls_alone() {
        let secure = Origin::at("https://tollgate.example").expect("an origin");
        let set = |workspace: &str, origin: &Origin| {
            let header = Jar::new(workspace, origin).set(Cookie::Session, "s");
            header.expect("a header").to_str().expect("text").to_owned()
        };
        assert_eq!(
            set("acme", &secure),
            "__Host-tollgate.acme=s; Path=/; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            set("größe", &Origin::default()),
            "tollgate.gr%C3%B6%C3%9Fe=s; Path=/; HttpOnly; SameSite=Strict"
        );
    }

    #[test]
    fn it_is_found_among_others() {
        let mut headers = HeaderMap::new();
        let sent = "tollgate=0; xtollgate.acme=2; tollgate-oidc.acme=3; tollgate.globex=5; tollgate.acme=4";
        headers.insert(COOKIE, HeaderValue::from_static(sent));
        let jar = Jar::new("acme", &Origin::default());
        assert_eq!(jar.find(Cookie::Session, &headers), Some("4"));
        assert_eq!(jar.find(Cookie::Federated, &headers), Some("3"));
        let secure = Jar::new("acme", &Origin::default().secure());
        assert_eq!(secure.find(Cookie::Session, &headers), None);
    }
}
