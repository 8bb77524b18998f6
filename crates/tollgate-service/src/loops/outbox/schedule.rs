//! When a message is tried again, and when an endpoint is.

use tollgate_core::time::Timestamp;

use crate::ledger::Digest;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;

/// How patient the dispatcher is. All lengths are microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Between the first attempt and the second; each later pause is four times the one before.
    pub retry_first: i64,
    /// No pause between two attempts is longer, but for one that the receiver asks for.
    pub retry_max: i64,
    /// After so many attempts a message is parked.
    pub attempts_max: u32,
    /// After so many failures in a row the circuit opens.
    pub failures_max: u32,
    /// How long the circuit is open the first time; each further failure doubles it.
    pub open_first: i64,
    /// The circuit is never open for longer.
    pub open_max: i64,
    /// Nobody's wish for patience counts for longer.
    pub wait_max: i64,
}

/// Twelve attempts over three days; after five failures in a row, one probe at a time.
impl Default for Schedule {
    fn default() -> Self {
        Self {
            retry_first: 10 * SECOND,
            retry_max: 12 * HOUR,
            attempts_max: 12,
            failures_max: 5,
            open_first: 30 * SECOND,
            open_max: HOUR,
            wait_max: 24 * HOUR,
        }
    }
}

impl Schedule {
    /// When the message `id` is tried again after `attempts` attempts, the last at `now`; `None` when that was the last.
    pub fn retry_at(&self, id: &str, attempts: u32, now: Timestamp) -> Option<Timestamp> {
        let pause = grown(
            self.retry_first,
            4,
            attempts.saturating_sub(1),
            self.retry_max,
        );
        (attempts < self.attempts_max).then(|| now.plus(spread(pause, id, attempts)))
    }

    /// Until when the circuit of the endpoint `name` is open after so many failures in a row, the last at `now`; `None`
    /// when it is closed.
    pub fn open_until(&self, name: &str, failures: u32, now: Timestamp) -> Option<Timestamp> {
        let beyond = failures.checked_sub(self.failures_max)?;
        let pause = grown(self.open_first, 2, beyond, self.open_max);
        Some(now.plus(spread(pause, name, failures)))
    }
}

/// `first`, multiplied by `factor` so many times; at most `max`.
fn grown(first: i64, factor: i64, times: u32, max: i64) -> i64 {
    let factor = factor.checked_pow(times).unwrap_or(i64::MAX);
    first.saturating_mul(factor).min(max)
}

/// A length from three quarters of `pause` to five quarters, which `id` and `attempt` decide: many messages that fail
/// together do not come back together, and the same message always comes back at the same time.
fn spread(pause: i64, id: &str, attempt: u32) -> i64 {
    let digest = Digest::of(format!("{id} {attempt}").as_bytes());
    let [first, second, ..] = digest.as_bytes();
    let share = i64::from(u16::from_be_bytes([*first, *second]));
    let quarter = pause / 4;
    pause - quarter + 2 * quarter * share / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use tollgate_core::time::Timestamp;

    use super::{HOUR, SECOND, Schedule};

    #[test]
    fn pauses_grow_to_their_bound_and_then_end() {
        let (schedule, now) = (Schedule::default(), Timestamp::from_micros(0));
        let nominal = [10, 40, 160, 640, 2_560, 10_240, 40_960, 43_200, 43_200];
        for (attempts, seconds) in (1..).zip(nominal) {
            let at = schedule.retry_at("acme-7-0", attempts, now);
            let pause = at.expect("another attempt").since(now);
            let (least, most) = (seconds * SECOND * 3 / 4, seconds * SECOND * 5 / 4);
            assert!((least..=most).contains(&pause), "{attempts}: {pause}");
        }
        assert!(schedule.retry_at("acme-7-0", 11, now).is_some());
        assert_eq!(schedule.retry_at("acme-7-0", 12, now), None);
        assert_eq!(schedule.retry_at("acme-7-0", u32::MAX, now), None);
    }

    #[test]
    fn a_message_keeps_its_times_and_others_have_their_own() {
        let (schedule, now) = (Schedule::default(), Timestamp::from_micros(0));
        let at = |id| schedule.retry_at(id, 1, now);
        assert_eq!(at("acme-7-0"), at("acme-7-0"));
        assert_ne!(at("acme-7-0"), at("acme-8-0"));
    }

    #[test]
    fn a_circuit_opens_at_its_failure_and_stays_within_its_bound() {
        let (schedule, now) = (Schedule::default(), Timestamp::from_micros(0));
        assert_eq!(schedule.open_until("crm", 4, now), None);
        let open = |failures| {
            let until = schedule.open_until("crm", failures, now);
            until.expect("open").since(now)
        };
        assert!(open(5) <= 38 * SECOND);
        assert!(open(6) > open(5));
        assert!(open(u32::MAX) <= HOUR * 5 / 4);
    }
}
