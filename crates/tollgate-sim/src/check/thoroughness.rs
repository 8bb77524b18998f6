//! Passing over conditions that read nothing that changed decides the same as evaluating everything.

use tollgate_core::decide::{Thoroughness, decide_with};
use tollgate_core::id_source::IdSource;

use super::Law;
use crate::Decision;

pub(super) struct Same;

impl Law for Same {
    fn decided(&mut self, decision: &Decision<'_>) -> Result<(), String> {
        let mut ids = IdSource::new(decision.sequence);
        let thorough = decide_with(
            decision.policy,
            decision.before,
            decision.request,
            decision.now,
            &mut ids,
            Thoroughness::Everything,
        );
        if thorough == decision.events {
            return Ok(());
        }
        let differs = thorough
            .iter()
            .zip(decision.events)
            .position(|(one, other)| one != other);
        let at = differs.unwrap_or(thorough.len().min(decision.events.len()));
        Err(format!(
            "{:?} at {}: event {at} is {:?}, and evaluating everything gives {:?}",
            decision.request,
            decision.now,
            decision.events.get(at),
            thorough.get(at)
        ))
    }
}
