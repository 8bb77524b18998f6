//! The ledger's time never goes back, and no alarm keeps it standing still.

use tollgate_core::command::Command;
use tollgate_core::time::Timestamp;

use super::Law;
use crate::Decision;
use crate::workspace::LOOKS_MAX;

#[derive(Debug)]
pub(super) struct TimePasses {
    last_at: Timestamp,
    looks: u32,
}

impl Default for TimePasses {
    fn default() -> Self {
        Self {
            last_at: Timestamp::MIN,
            looks: 0,
        }
    }
}

impl Law for TimePasses {
    fn decided(&mut self, decision: &Decision<'_>) -> Result<(), String> {
        let before = std::mem::replace(&mut self.last_at, decision.now);
        if let Some(event) = decision
            .events
            .iter()
            .find(|event| event.at != decision.now || event.at < before)
        {
            return Err(format!(
                "{:?} happened at {} after {before}",
                event.what, event.at
            ));
        }
        let stands_still = decision.request.command == Command::Tick
            && decision.now == before
            && !decision.events.is_empty();
        self.looks = if stands_still { self.looks + 1 } else { 0 };
        if self.looks >= LOOKS_MAX / 2 {
            return Err(format!(
                "{} was looked at again and again: {:?}",
                decision.now, decision.events
            ));
        }
        Ok(())
    }
}
