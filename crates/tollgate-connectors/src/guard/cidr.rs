//! A network: an address and how many of its first bits count.

use std::net::IpAddr;
use std::str::FromStr;

/// A network, such as `10.0.0.0/8`; an address alone is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    address: IpAddr,
    bits: u32,
}

/// A text is not a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a network: write an address, a slash and how many bits count, such as `10.1.0.0/16`"
)]
pub struct CidrError {
    text: String,
}

impl Cidr {
    /// True when `address` is in the network. An IPv4 address written as IPv6 is the IPv4 address.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let bits = u32::BITS - self.bits;
                (network.to_bits() ^ address.to_bits())
                    .checked_shr(bits)
                    .unwrap_or(0)
                    == 0
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let bits = u128::BITS - self.bits;
                (network.to_bits() ^ address.to_bits())
                    .checked_shr(bits)
                    .unwrap_or(0)
                    == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Self, CidrError> {
        let error = || CidrError {
            text: text.to_owned(),
        };
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| error())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse().map_err(|_| error()))?;
        if bits > most {
            return Err(error());
        }
        Ok(Self { address, bits })
    }
}
