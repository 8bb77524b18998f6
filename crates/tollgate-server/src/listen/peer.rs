//! Who is at the other end.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;

use super::Listening;

/// Whose request it is: an extension of every request that came over a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer {
    /// The caller's address; that which a proxy names where one stands between.
    pub(crate) address: IpAddr,
    /// It came over TLS here.
    pub(crate) over_tls: bool,
}

impl Peer {
    /// The peer of a request with these `headers` over a connection from `from`.
    pub(super) fn of(from: IpAddr, headers: &HeaderMap, how: &Listening) -> Self {
        Self {
            address: behind(from, headers, &how.proxies),
            over_tls: how.tls.is_some(),
        }
    }
}

/// The last address of `X-Forwarded-For` that is no proxy's: what stands before it anybody could have written.
fn behind(from: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&from) {
        return from;
    }
    let all = headers.get_all("x-forwarded-for").into_iter();
    let texts: Vec<&str> = all.filter_map(|value| value.to_str().ok()).collect();
    let named = texts.iter().flat_map(|text| text.split(','));
    let named: Vec<Option<IpAddr>> = named.map(|text| text.trim().parse().ok()).collect();
    let mut named = named.into_iter().rev().map_while(|address| address);
    let last = named.find(|address| !proxies.contains(address));
    last.map_or(from, |address| address.to_canonical())
}

/// What counts as one place: an address, and in IPv6 the network of which one customer has all addresses.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::HeaderMap;

    use super::{behind, network};

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    /// Whose a request from `from` is that says `forwarded`, behind the proxies 10.0.0.1 and 10.0.0.2.
    fn check(from: &str, forwarded: &str, expected: &str) {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        let proxies = [address("10.0.0.1"), address("10.0.0.2")];
        let found = behind(address(from), &headers, &proxies);
        assert_eq!(found, address(expected), "{from} for {forwarded}");
    }

    #[test]
    fn only_a_proxy_is_believed_and_only_as_far_as_it_saw_itself() {
        check("192.0.2.7", "203.0.113.1", "192.0.2.7");
        check("10.0.0.1", "203.0.113.1", "203.0.113.1");
        check(
            "10.0.0.1",
            "127.0.0.1, 203.0.113.1, 10.0.0.2",
            "203.0.113.1",
        );
        check("10.0.0.1", "203.0.113.1, nonsense", "10.0.0.1");
        check("10.0.0.1", "", "10.0.0.1");
    }

    #[test]
    fn the_addresses_of_one_network_in_ipv6_are_one_place() {
        assert_eq!(
            network(address("2001:db8:1:2:3:4:5:6")),
            network(address("2001:db8:1:2::9"))
        );
        assert_ne!(
            network(address("2001:db8:1:2::")),
            network(address("2001:db8:1:3::"))
        );
        assert_eq!(network(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }
}
