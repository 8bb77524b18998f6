//! Maps and sets in which a key is found in one step, and whose order is that in which the keys came: nothing depends on
//! how they are hashed.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

/// A map from keys to values.
pub type Keyed<K, V> = IndexMap<K, V, FxBuildHasher>;

/// A set of keys.
pub(crate) type KeySet<K> = IndexSet<K, FxBuildHasher>;
