//! When to look for what the policy no longer keeps: at once under another policy, and then when something ends.

use tollgate_core::policy::{Kind, Policy};
use tollgate_core::time::Timestamp;

use crate::erasure::{Forget, Swept, sweep};
use crate::ports::{Store, StoreError};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// Looks for what is no longer kept, each time through all records of the kinds that forget something. Several processes may: what
/// one has forgotten is not there for the next.
#[derive(Debug)]
pub struct Retention<S> {
    store: S,
    /// The revision that was gone by the last time, and when to look again.
    looked: Option<(u32, Timestamp)>,
}

impl<S: Store> Retention<S> {
    /// Looks in `store`.
    pub fn new(store: S) -> Self {
        Self {
            store,
            looked: None,
        }
    }

    /// True when it is time to look.
    pub fn is_due(&self, policy: &Policy, now: Timestamp) -> bool {
        let looked = self
            .looked
            .filter(|(revision, _)| *revision == policy.revision);
        policy.kinds.values().any(Kind::forgets) && looked.is_none_or(|(_, again)| again <= now)
    }

    /// Forgets what `policy`, the one in force, no longer keeps.
    ///
    /// # Errors
    /// The store did not answer. What was forgotten by then is; the rest comes with the next look, in an hour.
    pub fn look(&mut self, policy: &Policy, order: &Forget) -> Result<Swept, StoreError> {
        self.looked = Some((policy.revision, order.at.plus(HOUR)));
        let swept = sweep(&mut self.store, policy, order)?;
        self.looked = Some((policy.revision, again(order.at, swept.next)));
        Ok(swept)
    }
}

/// When to look again: an hour from now at the earliest, as each look reads every record, and a day from now at the latest, as
/// news may have come that was old when it came.
fn again(now: Timestamp, next: Option<Timestamp>) -> Timestamp {
    let latest = now.plus(DAY);
    next.unwrap_or(latest).clamp(now.plus(HOUR), latest)
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, again};
    use tollgate_core::time::Timestamp;

    #[test]
    fn the_next_look_is_when_something_ends_within_an_hour_and_a_day() {
        let now = Timestamp::from_micros(0);
        let after = |next: Option<i64>| again(now, next.map(Timestamp::from_micros)).as_micros();
        assert_eq!(after(Some(1)), HOUR);
        assert_eq!(after(Some(5 * HOUR)), 5 * HOUR);
        assert_eq!(after(Some(9 * DAY)), DAY);
        assert_eq!(after(None), DAY);
    }
}
