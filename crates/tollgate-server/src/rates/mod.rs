//! How often somebody may ask: by address, by token, and more tightly for who tries to sign in.
//!
//! A [`Rate`] is a bucket that fills steadily; a request takes one from it. Nobody who stays within the rate ever waits, and a
//! burst up to the bucket's size is served at once. Source: decision 0018.

mod limited;
mod limiter;

pub(crate) use limited::{Limiters, limited};

/// A bucket: its size, and how fast it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests at once; at least 1.
    pub burst: u32,
    /// Requests a minute in the long run; at least 1.
    pub per_minute: u32,
}

/// How often somebody may ask; `None` as often as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// From one address, other than this machine's own; a network of /64 is one in IPv6.
    pub address: Option<Rate>,
    /// With one token.
    pub token: Option<Rate>,
    /// Attempts to sign in, from one address or on one account.
    pub sign_in: Option<Rate>,
}

impl Default for Rates {
    fn default() -> Self {
        let rate = |burst, per_minute| Some(Rate { burst, per_minute });
        Self {
            address: rate(5_000, 60_000),
            token: rate(10_000, 120_000),
            sign_in: rate(30, 30),
        }
    }
}
