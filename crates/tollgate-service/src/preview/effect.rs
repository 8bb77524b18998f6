//! The ways in which a publication changes an open handoff.

/// A way in which a handoff changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It would be withdrawn.
    Withdrawn,
    /// It would be sent back.
    Returned,
    /// It would be rejected or recycled.
    Disposed,
    /// It would wait for data.
    Held,
    /// It would be offered.
    Offered,
    /// It would be accepted.
    Accepted,
    /// It would be complete.
    Completed,
    /// Somebody else would have it, or another queue.
    Rerouted,
    /// A promise would be broken at once.
    Breached,
    /// A promise would fall due earlier.
    Earlier,
    /// A promise would fall due later.
    Later,
    /// A promise would be made that was not.
    Promised,
    /// A promise would be made no more.
    Released,
}

impl Effect {
    /// Each of them, the gravest first.
    pub const ALL: [Self; 13] = [
        Self::Withdrawn,
        Self::Returned,
        Self::Disposed,
        Self::Held,
        Self::Offered,
        Self::Accepted,
        Self::Completed,
        Self::Rerouted,
        Self::Breached,
        Self::Earlier,
        Self::Later,
        Self::Promised,
        Self::Released,
    ];

    /// As programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Returned => "returned",
            Self::Disposed => "disposed",
            Self::Held => "held",
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Completed => "completed",
            Self::Rerouted => "rerouted",
            Self::Breached => "breached",
            Self::Earlier => "due_earlier",
            Self::Later => "due_later",
            Self::Promised => "promised",
            Self::Released => "no_longer_promised",
        }
    }

    /// As people read it, after a number of handoffs.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Withdrawn => "would be withdrawn",
            Self::Returned => "would be returned",
            Self::Disposed => "would be rejected or recycled",
            Self::Held => "would be held",
            Self::Offered => "would be offered",
            Self::Accepted => "would be accepted",
            Self::Completed => "would be completed",
            Self::Rerouted => "would go to somebody else",
            Self::Breached => "would breach at once",
            Self::Earlier => "would fall due earlier",
            Self::Later => "would fall due later",
            Self::Promised => "would get a new promise",
            Self::Released => "would lose a promise",
        }
    }
}
