//! Which entries of the ledger a list shows.

use std::str::FromStr;

use smol_str::SmolStr;
use tollgate_core::audit::AuditKind;
use tollgate_core::event::{Event, What};
use tollgate_core::measure::Period;

use crate::ledger::Entry;
use crate::stored::{EVENT_TAGS, EventTag};

/// Which entries; all of what is said has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// What happened.
    pub what: Option<Happened>,
    /// Who brought it about: a person, another system, or `tollgate`.
    pub actor: Option<SmolStr>,
    /// When it happened; found by where such entries begin and end, not entry by entry.
    pub at: Option<Period>,
}

/// What happened, as auditors ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// An event, by its name in the ledger: `handoff_accepted`, `audited`.
    Event(EventTag),
    /// One kind of what is done to the workspace, `signed_in`, among the events `audited`.
    Audited(AuditKind),
}

/// A name that nothing goes by which happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing that happens goes by that name")]
pub struct NotAnEvent;

impl Happened {
    /// Every name that can be asked for: events, then what is done to the workspace.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let audits = AuditKind::ALL.into_iter().map(AuditKind::as_str);
        EVENT_TAGS.iter().copied().chain(audits)
    }
}

impl FromStr for Happened {
    type Err = NotAnEvent;

    fn from_str(text: &str) -> Result<Self, NotAnEvent> {
        let event = EVENT_TAGS.iter().find(|tag| **tag == text);
        let audit = || {
            AuditKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == text)
        };
        let event = event.map(|tag| Self::Event(tag));
        event
            .or_else(|| audit().map(Self::Audited))
            .ok_or(NotAnEvent)
    }
}

impl EntryFilter {
    /// Whether `entry` fits, whenever it happened. What is stored is read only where its name does not tell.
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        match (self.what, &self.actor) {
            (None, None) => true,
            (Some(Happened::Event(tag)), None) => entry.tag == tag,
            (Some(Happened::Event(tag)), _) if entry.tag != tag => false,
            (Some(Happened::Audited(_)), _) if entry.tag != "audited" => false,
            // Nobody knows what a damaged entry tells.
            _ => entry.event().is_ok_and(|event| self.takes_event(&event)),
        }
    }

    fn takes_event(&self, event: &Event) -> bool {
        let is_meant = match (self.what, &event.what) {
            (Some(Happened::Audited(kind)), What::Audited(audit)) => audit.kind == kind,
            _ => true,
        };
        let is_by = |actor: &SmolStr| event.actor.name() == actor;
        is_meant && self.actor.as_ref().is_none_or(is_by)
    }
}
