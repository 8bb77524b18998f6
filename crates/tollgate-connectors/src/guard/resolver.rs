//! Names are resolved here, so that the address that is checked is the one that is connected to.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{Denied, Guard};

/// Resolves names by the system, and gives out only addresses that the guard lets through.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    pub(crate) guard: Arc<Guard>,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.guard);
        Box::pin(async move {
            let host = name.as_str();
            let found = tokio::net::lookup_host((host, 0)).await?;
            let allowed = permitted(&guard, host, found)?;
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Those of `found` that may be connected to, in their order.
fn permitted(
    guard: &Guard,
    host: &str,
    found: impl Iterator<Item = SocketAddr>,
) -> Result<Vec<SocketAddr>, Denied> {
    let (mut allowed, mut denied) = (Vec::new(), None);
    for address in found {
        match guard.check_address(host, address.ip()) {
            Ok(()) => allowed.push(address),
            Err(why) => denied = denied.or(Some(why)),
        }
    }
    if allowed.is_empty() {
        let host = host.to_owned();
        return Err(denied.unwrap_or(Denied::Unknown { host }));
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::{Denied, Guard, permitted};

    fn check(found: &[&str], expected: &[&str]) {
        let guard = Guard::default();
        let sockets = found.iter().map(|text| text.parse().expect("an address"));
        let allowed = permitted(&guard, "crm.example", sockets).unwrap_or_default();
        let allowed: Vec<_> = allowed.iter().map(ToString::to_string).collect();
        assert_eq!(allowed, expected, "{found:?}");
    }

    #[test]
    fn only_public_addresses_are_left_of_an_answer() {
        check(&["8.8.8.8:0"], &["8.8.8.8:0"]);
        check(&["10.0.0.1:0", "8.8.8.8:0"], &["8.8.8.8:0"]);
        check(&["127.0.0.1:0", "[::1]:0"], &[]);
        check(&[], &[]);
    }

    #[test]
    fn a_name_without_an_address_says_so() {
        let denied = permitted(&Guard::default(), "crm.example", std::iter::empty());
        let host = "crm.example".to_owned();
        assert_eq!(denied, Err(Denied::Unknown { host }));
    }
}
