//! How long somebody who guesses has to wait: a pure function of failures and instants.
//!
//! Waiting ends by itself, so that nobody can lock another out for good by guessing in their name.

use tollgate_core::time::Timestamp;

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;
/// What the first failure beyond costs; each further one costs twice as much.
const FIRST: i64 = 30 * SECOND;
/// The longest that anybody waits.
const LONGEST: i64 = 15 * 60 * SECOND;
/// Failures as old as this no longer count.
const FORGOTTEN: i64 = 24 * 3_600 * SECOND;
const SECOND: i64 = 1_000_000;

/// Attempts that failed since the last that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lockout {
    /// How many.
    pub failures: u32,
    /// When the last one was.
    pub failed_at: Option<Timestamp>,
}

impl Lockout {
    /// Until when no attempt counts; `None` where the next one does.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        let failed_at = self.failed_at?;
        let beyond = self.failures.checked_sub(FREE)?;
        let wait = FIRST
            .saturating_mul(1_i64.checked_shl(beyond).unwrap_or(i64::MAX))
            .min(LONGEST);
        let until = failed_at.plus(wait);
        (now < until).then_some(until)
    }

    /// The same after one more failure at `now`.
    pub fn after_failure(self, now: Timestamp) -> Self {
        let is_old = self.failed_at.is_some_and(|at| now.since(at) > FORGOTTEN);
        let before = if is_old { 0 } else { self.failures };
        Self {
            failures: before.saturating_add(1),
            failed_at: Some(now),
        }
    }
}

#[cfg(test)]
mod tests {
    use tollgate_core::time::Timestamp;

    use super::{FORGOTTEN, Lockout, SECOND};

    const START: Timestamp = Timestamp::from_micros(0);

    fn failed(times: u32) -> Lockout {
        (0..times).fold(Lockout::default(), |lockout, _| {
            lockout.after_failure(START)
        })
    }

    fn check(failures: u32, seconds: Option<i64>) {
        let until = failed(failures).until(START);
        assert_eq!(
            until.map(|at| at.since(START) / SECOND),
            seconds,
            "{failures}"
        );
    }

    #[test]
    fn each_failure_beyond_the_fifth_waits_twice_as_long() {
        check(0, None);
        check(4, None);
        check(5, Some(30));
        check(6, Some(60));
        check(7, Some(120));
        check(10, Some(900));
        check(1_000, Some(900));
    }

    #[test]
    fn the_wait_ends_by_itself() {
        let lockout = failed(5);
        assert!(lockout.until(START.plus(29 * SECOND)).is_some());
        assert_eq!(lockout.until(START.plus(30 * SECOND)), None);
    }

    #[test]
    fn failures_of_yesterday_no_longer_count() {
        let later = failed(9).after_failure(START.plus(FORGOTTEN + 1));
        assert_eq!(later.failures, 1);
    }
}
