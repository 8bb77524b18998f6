//! Three-valued truth: unknown is not false.

use smol_str::SmolStr;

/// What a condition comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It cannot be told: the names of what is missing, or a reason such as `division by zero`, in the order they were
    /// met and without repetition.
    Unknown(Vec<SmolStr>),
}

impl Truth {
    /// True only when the condition is known to hold.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::True)
    }

    /// `None` when it cannot be told.
    pub fn known(&self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Unknown(_) => None,
        }
    }
}
