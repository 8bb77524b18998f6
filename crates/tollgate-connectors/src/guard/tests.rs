//! Which addresses are public, and what may be asked for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use reqwest::Url;

use super::{Cidr, Guard, purpose};

fn check(address: &str, expected: Option<&str>) {
    let parsed: IpAddr = address.parse().expect("an address");
    assert_eq!(purpose(parsed), expected, "{address}");
}

#[test]
fn public_addresses_are_public() {
    for address in [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ] {
        check(address, None);
    }
}

#[test]
fn every_other_address_is_for_something() {
    for (address, expected) in [
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("10.0.0.1", "private"),
        ("172.16.0.0", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.0", "carrier's private"),
        ("100.127.255.255", "carrier's private"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("169.254.0.1", "link-local"),
        ("169.254.169.254", "cloud metadata"),
        ("192.0.0.170", "protocol"),
        ("192.0.2.1", "documentation"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.1", "documentation"),
        ("192.88.99.1", "relay"),
        ("198.18.0.1", "benchmark"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.1.2.3", "private"),
        ("::ffff:169.254.169.254", "cloud metadata"),
        ("::ffff:0:192.168.0.1", "private"),
        ("::192.168.0.1", "private"),
        ("::2", "unspecified"),
        ("64:ff9b::a00:1", "private"),
        ("64:ff9b:1::1", "private"),
        ("100::1", "discard"),
        ("2001::1", "tunnel"),
        ("2001:10::1", "protocol"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("2002:a00:1::1", "private"),
        ("2002:7f00:1::", "loopback"),
        ("fc00::1", "unique local"),
        ("fd12:3456::1", "unique local"),
        ("fd00:ec2::254", "cloud metadata"),
        ("fe80::1", "link-local"),
        ("febf::1", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
        ("4000::1", "reserved"),
        ("5f00::1", "reserved"),
    ] {
        check(address, Some(expected));
    }
}

fn guard() -> Guard {
    Guard {
        networks: vec![
            "10.1.0.0/16".parse().expect("a network"),
            "fd00::/8".parse().expect("a network"),
        ],
        hosts: vec!["crm.internal".to_owned()],
    }
}

/// What `guard` says to a request for `url`: a part of its message, empty when it may be made.
fn asked(guard: &Guard, url: &str, expected: &str) {
    let parsed: Url = url.parse().expect("an address");
    let said = guard.check_url(&parsed).err();
    let said = said.map_or(String::new(), |why| why.to_string());
    let holds = if expected.is_empty() {
        said.is_empty()
    } else {
        said.contains(expected)
    };
    assert!(holds, "{url}: `{said}` does not say `{expected}`");
}

#[test]
fn what_is_not_public_is_not_asked() {
    for (url, expected) in [
        ("https://crm.example/hook", ""),
        ("https://8.8.8.8/", ""),
        ("https://[2606:4700::1111]:8443/", ""),
        ("http://crm.example/hook", "use https"),
        ("http://8.8.8.8/", "use https"),
        ("https://127.0.0.1/", "loopback"),
        ("https://2130706433/", "loopback"),
        ("https://0x7f.1/", "loopback"),
        ("https://0177.0.0.1/", "loopback"),
        ("https://[::1]/", "loopback"),
        ("https://[::ffff:7f00:1]/", "loopback"),
        ("https://[::ffff:169.254.169.254]/", "cloud metadata"),
        ("https://169.254.169.254/latest/meta-data", "cloud metadata"),
        ("https://user:pass@crm.example/", "user name or password"),
        ("https://user@8.8.8.8/", "user name or password"),
        ("ftp://crm.example/", "not an address for requests"),
        ("file:///etc/passwd", "not an address for requests"),
    ] {
        asked(&Guard::default(), url, expected);
    }
}

#[test]
fn what_is_allowed_is_asked_and_nothing_beside_it() {
    for (url, expected) in [
        ("http://10.1.2.3:8080/", ""),
        ("https://10.1.2.3/", ""),
        ("http://10.2.0.1/", "private"),
        ("http://[fd00::1]/", ""),
        ("http://crm.internal/", ""),
        ("http://CRM.internal/", ""),
        ("http://crm.internal./", ""),
        ("http://evil.crm.internal/", "use https"),
        ("http://crm.internal.example/", "use https"),
        ("https://[::ffff:10.1.2.3]/", ""),
    ] {
        asked(&guard(), url, expected);
    }
    let private = "10.9.9.9".parse().expect("an address");
    assert!(guard().check_address("crm.internal", private).is_ok());
    assert!(guard().check_address("crm.example", private).is_err());
}

#[test]
fn a_network_is_written_with_its_bits() {
    for text in [
        "",
        "10.0.0.0/33",
        "::/129",
        "10.0.0/8",
        "10.0.0.0/-1",
        "crm.example",
        "10.0.0.0/8/8",
    ] {
        assert!(text.parse::<Cidr>().is_err(), "{text}");
    }
    let contains = |network: &str, address: &str| {
        let network: Cidr = network.parse().expect("a network");
        network.contains(address.parse().expect("an address"))
    };
    assert!(contains("0.0.0.0/0", "255.1.2.3"));
    assert!(contains("::/0", "ff::1"));
    assert!(contains("10.0.0.7", "10.0.0.7"));
    assert!(!contains("10.0.0.7", "10.0.0.6"));
    assert!(contains("10.0.0.0/30", "10.0.0.3"));
    assert!(!contains("10.0.0.0/30", "10.0.0.4"));
    assert!(!contains("0.0.0.0/0", "ff::1"));
}

proptest! {
    /// The standard library names some of them too.
    #[test]
    fn what_the_standard_library_calls_special_is_not_public(bits in any::<u32>()) {
        let address = Ipv4Addr::from_bits(bits);
        let special = address.is_private() || address.is_loopback() || address.is_link_local()
            || address.is_multicast() || address.is_unspecified() || address.is_broadcast()
            || address.is_documentation();
        prop_assert!(!special || purpose(address.into()).is_some());
    }

    #[test]
    fn however_an_address_is_written_it_is_the_same(bits in any::<u32>()) {
        let address = Ipv4Addr::from_bits(bits);
        let expected = purpose(address.into());
        prop_assert_eq!(purpose(address.to_ipv6_mapped().into()), expected);
        let [a, b, c, d] = address.octets().map(u16::from);
        let (high, low) = (a << 8 | b, c << 8 | d);
        let nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low);
        prop_assert_eq!(purpose(nat64.into()), expected);
        prop_assert_eq!(purpose(Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1).into()), expected);
        let url: Url = format!("https://{}/", bits).parse().expect("an address");
        prop_assert_eq!(Guard::default().check_url(&url).is_ok(), expected.is_none());
    }

    #[test]
    fn a_public_ipv6_address_is_a_global_unicast_one(bits in any::<u128>()) {
        let address = Ipv6Addr::from_bits(bits);
        let is_local = address.is_unique_local() || address.is_unicast_link_local()
            || address.is_multicast() || address.is_loopback() || address.is_unspecified();
        prop_assert!(!is_local || purpose(address.into()).is_some());
    }

    #[test]
    fn a_network_holds_what_begins_like_it(bits in any::<u128>(), length in 0_u32..=128, flip in 0_u32..128) {
        let network: Cidr = format!("{}/{length}", Ipv6Addr::from_bits(bits)).parse().expect("a network");
        let other = Ipv6Addr::from_bits(bits ^ (1 << (127 - flip)));
        // An IPv4 address in disguise is not an IPv6 address.
        if IpAddr::V6(other).to_canonical().is_ipv6() {
            prop_assert_eq!(network.contains(other.into()), flip >= length);
        }
    }
}
