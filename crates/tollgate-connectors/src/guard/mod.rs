//! Where requests may go: not into private networks, whatever a name resolves to.

mod cidr;
mod resolver;
mod special;

use std::net::IpAddr;

pub use cidr::{Cidr, CidrError};
pub(crate) use resolver::Resolver;
pub use special::purpose;

use reqwest::Url;

/// Which addresses requests may be sent to. By default: every public one, by https.
///
/// Addresses are checked when a connection is made, so a name that resolves to another address later gains nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// Networks that are allowed though they are not public.
    pub networks: Vec<Cidr>,
    /// Host names, in lower case, that are allowed whatever they resolve to.
    pub hosts: Vec<String>,
}

/// Why a request is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// It is not an address for HTTP.
    #[error("`{url}` is not an address for requests: it starts with https://")]
    NotHttp {
        /// The address.
        url: String,
    },
    /// It would not be encrypted.
    #[error("`{host}` would be sent to in the clear: use https, or allow the host")]
    InTheClear {
        /// The host.
        host: String,
    },
    /// It carries a user name or a password, which would be logged and sent on.
    #[error("`{host}` must not come with a user name or password in the address")]
    Credentials {
        /// The host.
        host: String,
    },
    /// The host is, or resolves to, an address that is not public.
    #[error(
        "`{host}` is {address}, a {purpose} address: allow its host or network if that is meant"
    )]
    NotPublic {
        /// The host.
        host: String,
        /// The address.
        address: IpAddr,
        /// What such addresses are for.
        purpose: &'static str,
    },
    /// The host resolves to nothing.
    #[error("`{host}` has no address: check its spelling")]
    Unknown {
        /// The host.
        host: String,
    },
}

impl Guard {
    /// Whether a request may be made to `url`; names are checked again when they are resolved.
    ///
    /// # Errors
    /// What stands against it, and what to do.
    pub fn check_url(&self, url: &Url) -> Result<(), Denied> {
        let host = host_of(url).ok_or_else(|| Denied::NotHttp {
            url: url.scheme().to_owned() + ":",
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Denied::Credentials { host: host.clone() });
        }
        let literal: Option<IpAddr> = host.parse().ok();
        if let Some(address) = literal {
            self.check_address(&host, address)?;
        }
        let is_allowed = match literal {
            Some(address) => self.allows_network(address) || self.allows_host(&host),
            None => self.allows_host(&host),
        };
        match url.scheme() {
            "http" if !is_allowed => Err(Denied::InTheClear { host }),
            _ => Ok(()),
        }
    }

    /// Whether a connection may be made to `address`, which `host` is or resolved to.
    ///
    /// # Errors
    /// It is not public, and nobody allowed it.
    pub fn check_address(&self, host: &str, address: IpAddr) -> Result<(), Denied> {
        let Some(purpose) = purpose(address) else {
            return Ok(());
        };
        if self.allows_network(address) || self.allows_host(host) {
            return Ok(());
        }
        Err(Denied::NotPublic {
            host: host.to_owned(),
            address,
            purpose,
        })
    }

    fn allows_network(&self, address: IpAddr) -> bool {
        self.networks
            .iter()
            .any(|network| network.contains(address))
    }

    fn allows_host(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.');
        self.hosts
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host))
    }
}

/// The host of an address for HTTP, an IPv6 address without its brackets.
fn host_of(url: &Url) -> Option<String> {
    let is_http = matches!(url.scheme(), "http" | "https");
    let host = url.host_str().filter(|_| is_http)?;
    Some(host.trim_matches(['[', ']']).to_owned())
}

#[cfg(test)]
mod tests;
