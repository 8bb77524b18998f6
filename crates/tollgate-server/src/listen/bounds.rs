//! How many connections there are, and how many of one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::peer::network;

/// Bounds on connections.
#[derive(Debug)]
pub(super) struct Bounds {
    all: usize,
    of_one: usize,
    open: Arc<Mutex<Open>>,
}

#[derive(Debug, Default)]
struct Open {
    all: usize,
    of: HashMap<IpAddr, usize>,
}

/// A connection's place within the bounds, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    of: IpAddr,
    open: Arc<Mutex<Open>>,
}

impl Bounds {
    /// At most `all`, and of one address `of_one`.
    pub(super) fn new(all: usize, of_one: usize) -> Self {
        Self {
            all,
            of_one,
            open: Arc::default(),
        }
    }

    /// A place for a connection from `address`; `None` when there is none. A proxy, which stands for many, may take all.
    pub(super) fn enter(&self, address: IpAddr, is_proxy: bool) -> Option<Place> {
        let of = network(address);
        let most = if is_proxy { self.all } else { self.of_one };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let here = open.of.get(&of).copied().unwrap_or_default();
        if open.all >= self.all || here >= most {
            return None;
        }
        open.all += 1;
        open.of.insert(of, here + 1);
        Some(Place {
            of,
            open: Arc::clone(&self.open),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        let here = open.of.remove(&self.of).unwrap_or_default();
        if here > 1 {
            open.of.insert(self.of, here - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::Bounds;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_address_leaves_room_for_others_and_a_place_comes_back() {
        let bounds = Bounds::new(3, 2);
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        let mut held: Vec<_> = (0..2).map(|_| bounds.enter(one, false)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(bounds.enter(one, false).is_none());
        held.push(bounds.enter(other, false));
        assert!(held[2].is_some());
        assert!(bounds.enter(other, false).is_none(), "three are all");
        held.clear();
        assert!(bounds.enter(one, false).is_some());
        assert!(bounds.open.lock().expect("nobody panicked").of.is_empty());
    }

    #[test]
    fn a_proxy_stands_for_many() {
        let bounds = Bounds::new(3, 1);
        let proxy = address("192.0.2.1");
        let held: Vec<_> = (0..4).map(|_| bounds.enter(proxy, true)).collect();
        assert_eq!(held.iter().flatten().count(), 3);
    }
}
