//! Rows of one type by their key: found in one step, and gone through in the order of their keys.

use indexmap::map::Entry;

use crate::keyed::Keyed;

/// Rows by key. They are large, so they stay where they are while the map grows.
#[derive(Clone, Debug)]
pub(super) struct Rows<K, R>(Keyed<K, Box<R>>);

impl<K, R> Default for Rows<K, R> {
    fn default() -> Self {
        Self(Keyed::default())
    }
}

impl<K: Ord + std::hash::Hash, R> Rows<K, R> {
    pub(super) fn get(&self, key: &K) -> Option<&R> {
        self.0.get(key).map(Box::as_ref)
    }

    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut R> {
        self.0.get_mut(key).map(Box::as_mut)
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    pub(super) fn put(&mut self, key: K, row: R) {
        self.0.insert(key, Box::new(row));
    }

    /// Adds the row where there is none with this key; gives it when it was added.
    pub(super) fn learn(&mut self, key: K, row: R) -> Option<&R> {
        match self.0.entry(key) {
            Entry::Occupied(_) => None,
            Entry::Vacant(place) => Some(place.insert(Box::new(row))),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// All rows, in the order of their keys.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &R> {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        rows.into_iter().map(|(_, row)| row.as_ref())
    }
}
