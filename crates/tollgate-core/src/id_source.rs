//! Where new ids come from: the instant and the ledger's position, so that equal histories have equal ids.

use uuid::Uuid;

use crate::time::Timestamp;

/// A source of ids for one decision.
#[derive(Debug)]
pub struct IdSource {
    sequence: u64,
    given: u32,
}

impl IdSource {
    /// A source for the decision whose first event will have `sequence` in the workspace's ledger.
    pub const fn new(sequence: u64) -> Self {
        Self { sequence, given: 0 }
    }

    /// A new id: a UUID of version 7 whose random part is the ledger's position and a count, unique in the workspace.
    pub fn next(&mut self, now: Timestamp) -> Uuid {
        self.given += 1;
        let millis =
            u128::from(now.as_micros().div_euclid(1000).max(0).cast_unsigned()) & 0xffff_ffff_ffff;
        let fraction = u128::from(now.as_micros().rem_euclid(1000).cast_unsigned());
        let position = (u128::from(self.sequence) << 20 | u128::from(self.given)) & ((1 << 62) - 1);
        Uuid::from_u128(millis << 80 | 7 << 76 | fraction << 64 | 0b10 << 62 | position)
    }
}
