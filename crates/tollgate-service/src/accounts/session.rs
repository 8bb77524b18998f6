//! Sessions: how long one is good, and when its secret is exchanged. Pure rules over the instant at hand.

use tollgate_core::time::Timestamp;

use crate::ledger::Digest;

/// How long a secret that was exchanged is still taken: requests that were on their way keep it so long.
pub const GRACE: i64 = 60 * SECOND;
/// How far the note of a session's last use may lag behind: each one is a transaction.
pub const NOTED_EVERY: i64 = 60 * SECOND;
const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;

/// What is kept of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the secret in the cookie.
    pub digest: Digest,
    /// Whose it is.
    pub account: String,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When this secret was handed out.
    pub issued_at: Timestamp,
    /// When it was used last, to the minute or so.
    pub used_at: Timestamp,
    /// The end, however much it is used.
    pub ends_at: Timestamp,
    /// What they signed in with, in the browser's words.
    pub agent: String,
}

/// How long sessions last, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without being used.
    pub idle: i64,
    /// In all, from signing in on.
    pub absolute: i64,
    /// One secret, before it is exchanged for another.
    pub secret: i64,
}

/// Two hours without use, twelve in all, and a new secret every hour.
impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle: 2 * HOUR,
            absolute: 12 * HOUR,
            secret: HOUR,
        }
    }
}

impl Session {
    /// What its owner calls it by: the microsecond in which they signed in. It stays while secrets are exchanged, and opens
    /// nothing.
    pub fn id(&self) -> String {
        self.created_at.as_micros().to_string()
    }

    /// True while it opens the door.
    pub fn is_good(&self, limits: &SessionLimits, now: Timestamp) -> bool {
        now < self.ends_at && now < self.used_at.plus(limits.idle)
    }

    /// True when the note of its last use is out of date.
    pub fn wants_note(&self, now: Timestamp) -> bool {
        now.since(self.used_at) >= NOTED_EVERY
    }

    /// True when its secret has been out for long enough. One that was exchanged already ends soon and stays as it is.
    pub fn wants_exchange(&self, limits: &SessionLimits, now: Timestamp) -> bool {
        now.since(self.issued_at) >= limits.secret && self.ends_at.since(now) > GRACE
    }

    /// The session under another secret, and what becomes of the one before.
    pub fn exchanged(self, digest: Digest, now: Timestamp) -> (Self, Self) {
        let next = Self {
            digest,
            issued_at: now,
            used_at: now,
            ..self.clone()
        };
        let before = Self {
            ends_at: self.ends_at.min(now.plus(GRACE)),
            ..self
        };
        (next, before)
    }
}

#[cfg(test)]
mod tests {
    use tollgate_core::time::Timestamp;

    use super::{GRACE, HOUR, Session, SessionLimits};
    use crate::ledger::Digest;

    const LIMITS: SessionLimits = SessionLimits {
        idle: 2 * HOUR,
        absolute: 12 * HOUR,
        secret: HOUR,
    };

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_micros(hours * HOUR)
    }

    fn used(hours: i64) -> Session {
        Session {
            digest: Digest::of(b"secret"),
            account: "ana".to_owned(),
            created_at: at(0),
            issued_at: at(0),
            used_at: at(hours),
            ends_at: at(12),
            agent: String::new(),
        }
    }

    #[test]
    fn one_that_is_not_used_ends_before_its_time() {
        assert!(used(0).is_good(&LIMITS, at(2).plus(-1)));
        assert!(!used(0).is_good(&LIMITS, at(2)));
    }

    #[test]
    fn one_that_is_used_all_the_time_ends_all_the_same() {
        assert!(used(11).is_good(&LIMITS, at(12).plus(-1)));
        assert!(!used(11).is_good(&LIMITS, at(12)));
    }

    #[test]
    fn a_secret_is_exchanged_after_its_time_and_taken_a_moment_longer() {
        assert!(!used(0).wants_exchange(&LIMITS, at(1).plus(-1)));
        assert!(used(0).wants_exchange(&LIMITS, at(1)));
        let (next, before) = used(0).exchanged(Digest::of(b"next"), at(1));
        assert_eq!((next.created_at, next.ends_at), (at(0), at(12)));
        assert!(before.is_good(&LIMITS, at(1).plus(GRACE - 1)));
        assert!(!before.is_good(&LIMITS, at(1).plus(GRACE)));
        assert!(
            !before.wants_exchange(&LIMITS, at(1)),
            "once, not each time"
        );
    }
}
