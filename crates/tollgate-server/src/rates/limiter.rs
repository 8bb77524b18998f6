//! One bucket a key. The bucket is kept as the instant at which it is full again (GCRA), so a key costs a few bytes and
//! nothing needs to be filled.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::Rate;

/// Buckets that are kept. Those that are full again are forgotten first; keys beyond share one bucket.
const MOST: usize = 100_000;

/// A rate, and what each key has taken. Instants are since any beginning, the same for all calls, and never go back.
#[derive(Debug)]
pub(super) struct Limiter<K> {
    rate: Rate,
    /// How long one request takes to come back.
    each: Duration,
    /// When each key's bucket is full again.
    full_at: Mutex<HashMap<Option<K>, Duration>>,
    most: usize,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// It is within the rate.
    pub(super) allowed: bool,
    /// Requests that would be served at once.
    pub(super) remaining: u32,
    /// Until the bucket is full.
    pub(super) full_in: Duration,
    /// Until the next request is served; zero where it would be now.
    pub(super) wait: Duration,
}

impl<K: Eq + Hash> Limiter<K> {
    /// Buckets of `rate`.
    pub(super) fn new(rate: Rate) -> Self {
        Self::of(rate, MOST)
    }

    fn of(rate: Rate, most: usize) -> Self {
        Self {
            rate,
            each: Duration::from_secs(60) / rate.per_minute.max(1),
            full_at: Mutex::new(HashMap::new()),
            most,
        }
    }

    /// The rate.
    pub(super) const fn rate(&self) -> Rate {
        self.rate
    }

    /// Takes one from `key`'s bucket at `now`, where there is one.
    pub(super) fn take(&self, key: K, now: Duration) -> Taken {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = Some(key);
        if buckets.len() >= self.most && !buckets.contains_key(&key) {
            buckets.retain(|_, full_at| *full_at > now);
            key = key.filter(|_| buckets.len() < self.most);
        }
        let full_at = buckets.entry(key).or_insert(now);
        self.taken(full_at, now)
    }

    fn taken(&self, full_at: &mut Duration, now: Duration) -> Taken {
        let size = self.each * self.rate.burst.max(1);
        let after = (*full_at).max(now) + self.each;
        let allowed = after - now <= size;
        if allowed {
            *full_at = after;
        }
        let full_in = full_at.saturating_sub(now);
        let left = size.saturating_sub(full_in);
        let remaining = left.as_nanos() / self.each.as_nanos().max(1);
        Taken {
            allowed,
            remaining: u32::try_from(remaining).unwrap_or(u32::MAX),
            full_in,
            wait: (full_in + self.each).saturating_sub(size),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Limiter, Rate};

    const SLOW: Rate = Rate {
        burst: 3,
        per_minute: 60,
    };

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_burst_is_served_and_then_one_each_time_that_one_came_back() {
        let limiter = Limiter::new(SLOW);
        let remaining: Vec<_> = (0..3)
            .map(|_| limiter.take("ana", at(10)).remaining)
            .collect();
        assert_eq!(remaining, [2, 1, 0]);
        let refused = limiter.take("ana", at(10));
        assert!(!refused.allowed);
        assert_eq!((refused.wait, refused.full_in), (at(1), at(3)));
        assert!(limiter.take("ana", at(11)).allowed);
        assert!(!limiter.take("ana", at(11)).allowed);
    }

    #[test]
    fn whoever_is_refused_loses_nothing_by_asking() {
        let limiter = Limiter::new(SLOW);
        for _ in 0..100 {
            limiter.take("ana", at(0));
        }
        assert!(limiter.take("ana", at(1)).allowed);
    }

    #[test]
    fn one_does_not_take_from_another() {
        let limiter = Limiter::new(SLOW);
        for _ in 0..4 {
            limiter.take("ana", at(0));
        }
        assert_eq!(limiter.take("ben", at(0)).remaining, 2);
    }

    #[test]
    fn memory_is_bounded_and_those_beyond_share_a_bucket() {
        let limiter = Limiter::of(SLOW, 2);
        for key in 0..1_000 {
            limiter.take(key, at(0));
        }
        let kept = limiter.full_at.lock().expect("nobody panicked").len();
        assert_eq!(kept, 3, "two, and the one that is shared");
        assert!(!limiter.take(2_000, at(0)).allowed);
        assert!(
            limiter.take(0, at(0)).allowed,
            "who was there before is not held up"
        );
        assert!(
            limiter.take(2_000, at(100)).allowed,
            "what is full again is forgotten"
        );
    }
}
