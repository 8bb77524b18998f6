//! `team: sdr_amer`: people, and the manager who answers for them.

use smol_str::SmolStr;

use super::scalar::Name;
use super::shape::{At, shape};

shape! {
    /// A team: people, and the manager who answers for them.
    TeamDocument {
        /// The team's name.
        team: At<Name>,
        /// Who answers for it.
        manager: Option<At<SmolStr>>,
        /// Its members.
        members: Vec<At<SmolStr>>,
    }
}
