//! What a publication does to the handoffs that are open, and which revision a handoff goes by.

use super::{HandoffPoint, Policy};
use crate::state::Handoff;

/// What a publication does to the handoffs that are open.
///
/// Source: POLICY.md, "Publishing"; decision 0013.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum InFlight {
    /// They go on under the revision that they go by.
    #[default]
    Pin,
    /// They go by the new revision from the publication on; what their clocks have used stays used.
    Migrate,
    /// The same, and criteria and routing of those that nobody has accepted are looked at again.
    Reevaluate,
}

impl InFlight {
    /// Each of them, the most careful first.
    pub const ALL: [Self; 3] = [Self::Pin, Self::Migrate, Self::Reevaluate];

    /// As people write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Migrate => "migrate",
            Self::Reevaluate => "reevaluate",
        }
    }

    /// The one that is written `text`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|open| open.as_str() == text)
    }
}

impl Policy {
    /// The policy that `handoff` goes by: while it is open, the revision that it names; afterwards the one in force.
    ///
    /// A revision that is not among [`Policy::earlier`] is answered with the policy in force.
    pub fn terms_of(&self, handoff: &Handoff) -> &Self {
        // Nothing pinned is the usual case, and it costs nothing.
        if self.earlier.is_empty() || !handoff.state.is_open() {
            return self;
        }
        self.earlier
            .get(&handoff.revision)
            .map_or(self, |earlier| earlier)
    }

    /// The definition of `handoff`, in the policy that it goes by; `None` where that has no such point.
    pub fn point_of(&self, handoff: &Handoff) -> Option<&HandoffPoint> {
        self.terms_of(handoff).points.get(&handoff.point)
    }

    /// The policy in force, and the earlier revisions that open handoffs go by, the latest first.
    pub fn revisions(&self) -> impl Iterator<Item = &Self> {
        let earlier = self.earlier.values().rev();
        std::iter::once(self).chain(earlier.map(|policy| &**policy))
    }
}
