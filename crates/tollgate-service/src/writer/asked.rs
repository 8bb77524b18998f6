//! Deliveries that were looked up ahead, many in one question.

use std::collections::BTreeMap;

use tollgate_core::ids::SourceKey;

use crate::ports::{Delivered, Read, StoreError};

/// What the store says of deliveries. It holds as long as nobody else writes, but for those that this writer carries out.
#[derive(Debug, Default)]
pub(super) struct Asked(BTreeMap<SourceKey, Option<Delivered>>);

impl Asked {
    /// Asks for `keys`, none of which is on its way into the store; what was asked before is forgotten.
    pub(super) fn ask(
        &mut self,
        store: &impl Read,
        keys: Vec<SourceKey>,
    ) -> Result<(), StoreError> {
        self.0.clear();
        if keys.is_empty() {
            return Ok(());
        }
        let seen = store.seen_among(&keys)?;
        self.0.extend(keys.into_iter().map(|key| (key, None)));
        let seen = seen.into_iter();
        self.0
            .extend(seen.map(|seen| (seen.key.clone(), Some(seen))));
        Ok(())
    }

    /// What the store said of `key`, where it was asked.
    pub(super) fn answer(&self, key: &SourceKey) -> Option<Option<&Delivered>> {
        self.0.get(key).map(Option::as_ref)
    }

    /// `key` is being carried out: what the store said does not hold any more.
    pub(super) fn forget(&mut self, key: &SourceKey) {
        self.0.remove(key);
    }
}
