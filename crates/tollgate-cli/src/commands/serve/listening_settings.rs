//! What the settings say of connections: TLS, proxies, and how often somebody may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use miette::{IntoDiagnostic, WrapErr, miette};
use serde::Deserialize;
use tollgate_server::{Limits, Listening, Rate, Rates, Tls};

/// The section `connections` of the configuration file.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConnectionsSection {
    at_once: Option<NonZeroU32>,
    of_one_address: Option<NonZeroU32>,
    /// Seconds.
    head_within: Option<NonZeroU32>,
    /// Seconds.
    body_within: Option<NonZeroU32>,
}

impl ConnectionsSection {
    /// `usual` with what is said here, and no more connections than this process may have.
    pub(super) fn limits(self, usual: Limits) -> Limits {
        // The other half is for the database and for what goes out.
        let files = files_at_once().map_or(usize::MAX, |files| files / 2);
        let connections = count(self.at_once, usual.connections.min(files));
        let of_one_address = usual.connections_per_address.min(connections.div_ceil(2));
        Limits {
            connections,
            connections_per_address: count(self.of_one_address, of_one_address),
            head_within: seconds(self.head_within, usual.head_within),
            body_within: seconds(self.body_within, usual.body_within),
            ..usual
        }
    }
}

fn count(said: Option<NonZeroU32>, usual: usize) -> usize {
    said.map_or(usual, |said| {
        usize::try_from(said.get()).unwrap_or(usize::MAX)
    })
}

fn seconds(said: Option<NonZeroU32>, usual: Duration) -> Duration {
    said.map_or(usual, |said| Duration::from_secs(said.get().into()))
}

/// The section `rates` of the configuration file. What is not named stays as it is by default; `off` lifts a rate.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RatesSection {
    address: Option<RateText>,
    token: Option<RateText>,
    sign_in: Option<RateText>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateText {
    #[serde(default)]
    off: bool,
    #[serde(default = "one")]
    burst: NonZeroU32,
    #[serde(default = "one")]
    per_minute: NonZeroU32,
}

fn one() -> NonZeroU32 {
    NonZeroU32::MIN
}

impl RatesSection {
    /// The rates by default, with these.
    pub(super) fn rates(self) -> Rates {
        let usual = Rates::default();
        Rates {
            address: rate(self.address, usual.address),
            token: rate(self.token, usual.token),
            sign_in: rate(self.sign_in, usual.sign_in),
        }
    }
}

fn rate(text: Option<RateText>, usual: Option<Rate>) -> Option<Rate> {
    match text {
        None => usual,
        Some(text) if text.off => None,
        Some(text) => Some(Rate {
            burst: text.burst.get(),
            per_minute: text.per_minute.get(),
        }),
    }
}

/// How many files and connections this process may have open, where the system tells.
fn files_at_once() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// How connections are taken.
///
/// # Errors
/// A certificate without its key or the other way round, or either cannot be used; a proxy that is no address.
pub(super) fn listening(
    certificate: Option<&Path>,
    key: Option<&Path>,
    proxies: &[String],
) -> miette::Result<Listening> {
    let tls = match (certificate, key) {
        (None, None) => None,
        (Some(certificate), Some(key)) => {
            let tls = Tls::new(certificate, key).into_diagnostic();
            Some(Arc::new(tls.wrap_err("`tls_cert` and `tls_key`")?))
        }
        _ => {
            return Err(miette!(
                "`tls_cert` and `tls_key` go together: name the certificate and its key, or neither"
            ));
        }
    };
    let address = |text: &String| {
        text.parse::<IpAddr>().map_err(|_| {
            miette!("`proxies`: `{text}` is not an address: write them such as `10.0.0.7`")
        })
    };
    let proxies = proxies.iter().map(address).collect::<miette::Result<_>>()?;
    Ok(Listening { tls, proxies })
}

/// The path from a flag, or that of the file.
pub(super) fn either(flag: Option<&PathBuf>, file: Option<PathBuf>) -> Option<PathBuf> {
    flag.cloned().or(file)
}
