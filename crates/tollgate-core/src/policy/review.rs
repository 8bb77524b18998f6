//! A review: when the figures are looked at, and by whom.

use smol_str::SmolStr;

use crate::ids::PersonId;

/// A recurring review.
#[derive(Clone, Debug)]
pub struct Review {
    /// The review.
    pub id: SmolStr,
    /// When it takes place, in words: `first working day`.
    pub on: SmolStr,
    /// Who takes part.
    pub with: Vec<PersonId>,
    /// Its agenda: `standard`.
    pub agenda: SmolStr,
}
