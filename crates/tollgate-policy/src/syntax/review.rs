//! `review: monthly`: when the figures are looked at, and by whom.

use smol_str::SmolStr;

use super::scalar::Name;
use super::shape::{At, shape};

shape! {
    /// When the figures are looked at, and by whom.
    ReviewDocument {
        /// The review's name.
        review: At<Name>,
        /// When it takes place, in words: `first working day`.
        on: At<SmolStr>,
        /// Who takes part.
        with: Vec<At<SmolStr>>,
        /// Its agenda; `standard` where it is not said.
        agenda: Option<At<SmolStr>>,
    }
}
