//! Addresses that are not public, and what they are for.
//!
//! Source: the registries of special-purpose addresses (RFC 6890 and its successors).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What `address` is for, where it is not a public one; `None` where it is.
///
/// An IPv6 address that stands for an IPv4 address (mapped, compatible, translated, 6to4) is what that one is; so is one
/// that tunnels to it.
pub fn purpose(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => of_v4(address),
        IpAddr::V6(address) => of_v6(address),
    }
}

fn of_v4(address: Ipv4Addr) -> Option<&'static str> {
    // The clouds' metadata service lies in the link-local network; a name of its own helps whoever reads the message.
    let purpose = match address.octets() {
        [0, ..] => "unspecified",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "private",
        [100, 64..=127, ..] => "carrier's private",
        [127, ..] => "loopback",
        [169, 254, 169, 254] => "cloud metadata",
        [169, 254, ..] => "link-local",
        [192, 0, 0, _] => "protocol",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "documentation",
        [192, 31, 196, _] | [192, 52, 193, _] | [192, 88, 99, _] | [192, 175, 48, _] => "relay",
        [198, 18..=19, ..] => "benchmark",
        [224..=239, ..] => "multicast",
        [240..=255, ..] => "reserved",
        _ => return None,
    };
    Some(purpose)
}

fn of_v6(address: Ipv6Addr) -> Option<&'static str> {
    let purpose = match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "unspecified",
        [0, 0, 0, 0, 0, 0, 0, 1] => "loopback",
        // Mapped, translated by a stateless translator, and compatible.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0, 0, 0, 0, 0, 0, high, low] => return of_v4(joined(high, low)),
        // Translated by NAT64, in the network that everybody uses.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => return of_v4(joined(high, low)),
        [0x64, 0xff9b, 1, ..] => "private",
        [0x100, 0, 0, 0..=1, ..] => "discard",
        // 6to4 carries the IPv4 address; Teredo hides it.
        [0x2002, high, low, ..] => return of_v4(joined(high, low)),
        [0x2001, 0x0, ..] => "tunnel",
        [0x2001, 0x1..=0x1ff, ..] => "protocol",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => "documentation",
        [0xfc00..=0xfdff, ..] => unique_local(address),
        [0xfe80..=0xfebf, ..] => "link-local",
        [0xfec0..=0xfeff, ..] => "site-local",
        [0xff00..=0xffff, ..] => "multicast",
        // Nothing else has been given out.
        [0x2000..=0x3fff, ..] => return None,
        _ => "reserved",
    };
    Some(purpose)
}

fn unique_local(address: Ipv6Addr) -> &'static str {
    const METADATA: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
    if address == METADATA {
        "cloud metadata"
    } else {
        "unique local"
    }
}

fn joined(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))
}
