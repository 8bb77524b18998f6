//! Tables that cells are looked up in; they are read whole before anything else, and kept in memory.

use std::collections::BTreeMap;

use smol_str::SmolStr;

/// The tables, by their place in the mapping.
#[derive(Debug, Default)]
pub(crate) struct Lookups {
    tables: Vec<BTreeMap<SmolStr, SmolStr>>,
}

impl Lookups {
    /// Adds a table of key and value pairs; of a key that comes twice, the last value counts.
    pub(crate) fn push(&mut self, pairs: impl IntoIterator<Item = (SmolStr, SmolStr)>) {
        self.tables.push(pairs.into_iter().collect());
    }

    /// What `table` holds for `key`; `None` where it has no such key, or nothing stands there.
    pub(crate) fn get(&self, table: usize, key: &str) -> Option<&str> {
        let value = self.tables.get(table)?.get(key)?;
        (!value.is_empty()).then_some(value.as_str())
    }
}
