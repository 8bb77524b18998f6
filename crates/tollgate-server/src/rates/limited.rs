//! Asks the buckets about each request, and tells who is near the end of one.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tollgate_service::ledger::Digest;

use super::limiter::{Limiter, Taken};
use super::{Rate, Rates};
use crate::app::App;
use crate::listen::{Peer, network};
use crate::problem::Problem;
use crate::watched::ROUTINE;

/// The buckets of a server.
#[derive(Debug)]
pub(crate) struct Limiters {
    began: Instant,
    address: Option<Limiter<IpAddr>>,
    token: Option<Limiter<Digest>>,
    sign_in: Option<Limiter<String>>,
}

/// What one bucket said.
struct Said {
    name: &'static str,
    rate: Rate,
    taken: Taken,
}

impl Limiters {
    pub(crate) fn new(rates: &Rates) -> Self {
        Self {
            began: Instant::now(),
            address: rates.address.map(Limiter::new),
            token: rates.token.map(Limiter::new),
            sign_in: rates.sign_in.map(Limiter::new),
        }
    }

    /// See [`App::may_sign_in`].
    pub(crate) fn sign_in(
        &self,
        account: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<(), Problem> {
        let Some(limiter) = &self.sign_in else {
            return Ok(());
        };
        let now = self.began.elapsed();
        let address = address.map(|address| format!("address {}", network(address)));
        let account = account.map(|account| format!("account {}", account.trim().to_lowercase()));
        // An address that has none left takes none of the account's either: it keeps nobody else out.
        for key in [address, account].into_iter().flatten() {
            let taken = limiter.take(key, now);
            if !taken.allowed {
                return Err(too_many("sign_in", taken.wait));
            }
        }
        Ok(())
    }

    /// What the buckets say of `request`.
    fn ask(&self, request: &Request) -> Vec<Said> {
        let now = self.began.elapsed();
        let peer = request.extensions().get::<Peer>();
        let address = peer.map(|peer| peer.address).filter(|at| !at.is_loopback());
        let address = self.address.as_ref().zip(address);
        let token = self.token.as_ref().zip(token(request));
        let address = address.map(|(limiter, at)| said("address", limiter, network(at), now));
        let token = token.map(|(limiter, digest)| said("token", limiter, digest, now));
        address.into_iter().chain(token).collect()
    }
}

fn said<K: Eq + std::hash::Hash>(
    name: &'static str,
    limiter: &Limiter<K>,
    key: K,
    now: Duration,
) -> Said {
    Said {
        name,
        rate: limiter.rate(),
        taken: limiter.take(key, now),
    }
}

fn token(request: &Request) -> Option<Digest> {
    let text = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let token = text.strip_prefix("Bearer ")?;
    Some(Digest::of(token.trim().as_bytes()))
}

/// Refuses what comes too often. Every answer says how much is left, by the IETF's `RateLimit` headers.
pub(crate) async fn limited(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    if route.is_some_and(|route| ROUTINE.contains(&route.as_str())) {
        return next.run(request).await;
    }
    let said = app.limiters().ask(&request);
    let refused = said.iter().find(|said| !said.taken.allowed);
    let mut response = match refused {
        Some(said) => too_many(said.name, said.taken.wait).into_response(),
        None => next.run(request).await,
    };
    tell(&mut response, &said);
    response
}

fn too_many(name: &str, wait: Duration) -> Problem {
    let seconds = whole_seconds(wait);
    let detail =
        format!("too many requests for the limit `rates.{name}`: try again in {seconds} s");
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail).again_in(seconds)
}

/// `RateLimit-Policy: "token";q=10000;w=5` and `RateLimit: "token";r=9999;t=1`.
fn tell(response: &mut Response, said: &[Said]) {
    let (mut policy, mut left) = (String::new(), String::new());
    for said in said {
        let comma = if policy.is_empty() { "" } else { ", " };
        let (name, rate, taken) = (said.name, said.rate, said.taken);
        let window = (u64::from(rate.burst) * 60).div_ceil(rate.per_minute.max(1).into());
        let reset = whole_seconds(taken.full_in);
        // Writing to a text does not fail.
        let _ = write!(policy, "{comma}\"{name}\";q={};w={window}", rate.burst);
        let _ = write!(left, "{comma}\"{name}\";r={};t={reset}", taken.remaining);
    }
    for (name, text) in [("ratelimit-policy", policy), ("ratelimit", left)] {
        if let Ok(value) = HeaderValue::try_from(text)
            && !value.is_empty()
        {
            let headers = response.headers_mut();
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::body::Body;
    use axum::extract::Request;

    use super::Limiters;
    use crate::listen::Peer;
    use crate::rates::{Rate, Rates};

    fn limiters() -> Limiters {
        let rate = Some(Rate {
            burst: 2,
            per_minute: 1,
        });
        Limiters::new(&Rates {
            address: rate,
            token: None,
            sign_in: rate,
        })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    /// Whether each of three requests from `from` is within the rate.
    fn check(from: &str, expected: &[bool]) {
        let limiters = limiters();
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(Peer {
            address: address(from),
            over_tls: false,
        });
        let said = (0..3).flat_map(|_| limiters.ask(&request));
        let allowed: Vec<_> = said.map(|said| said.taken.allowed).collect();
        assert_eq!(allowed, expected, "{from}");
    }

    #[test]
    fn an_address_has_a_bucket_and_this_machine_has_none() {
        check("192.0.2.1", &[true, true, false]);
        check("2001:db8::1", &[true, true, false]);
        check("127.0.0.1", &[]);
        check("::1", &[]);
    }

    #[test]
    fn attempts_to_sign_in_are_few_on_an_account_and_from_an_address() {
        let limiters = limiters();
        let (one, other) = (Some(address("192.0.2.1")), Some(address("192.0.2.2")));
        assert!(limiters.sign_in(Some("ana@acme.example"), one).is_ok());
        assert!(limiters.sign_in(Some("Ana@Acme.example"), None).is_ok());
        assert!(limiters.sign_in(Some("ana@acme.example"), other).is_err());
        assert!(limiters.sign_in(Some("ben@acme.example"), one).is_ok());
        assert!(limiters.sign_in(Some("cy@acme.example"), one).is_err());
        assert!(limiters.sign_in(Some("cy@acme.example"), None).is_ok());
    }

    /// As an intruder would: an address that has spent its own attempts goes on, to keep somebody out.
    #[test]
    fn an_address_without_attempts_takes_none_of_an_account() {
        let limiters = limiters();
        let spent = Some(address("192.0.2.1"));
        for name in ["x", "y", "ana", "ana", "ana"] {
            drop(limiters.sign_in(Some(name), spent));
        }
        let elsewhere = Some(address("192.0.2.2"));
        assert!(limiters.sign_in(Some("ana"), elsewhere).is_ok());
        assert!(limiters.sign_in(Some(" Ana "), elsewhere).is_ok());
        assert!(limiters.sign_in(Some("ana"), None).is_err());
    }
}
