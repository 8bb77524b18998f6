//! The names of things, each with a type of its own, so that a queue is never passed where a team is meant.

use std::fmt;

use smol_str::SmolStr;
use uuid::Uuid;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// The name, as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// The name as shared text; cloning it copies nothing.
            pub fn as_text(&self) -> &SmolStr {
                &self.0
            }
        }

        impl<T: Into<SmolStr>> From<T> for $name {
            fn from(text: T) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// A kind of record: `lead`, `opportunity`, `customer`.
    RecordKind;
    /// A record's id in the system it comes from; always text, whatever it looks like.
    RecordId;
    /// A field of a record kind.
    FieldName;
    /// A stage of a record kind.
    StageName;
    /// A handoff point of the policy: `mql_to_sdr`.
    PointId;
    /// A queue where offered handoffs wait.
    QueueId;
    /// A team.
    TeamId;
    /// A working-time calendar.
    CalendarId;
    /// An escalation ladder.
    EscalationId;
    /// A gate on stage transitions.
    GateId;
    /// A playbook: a template of tasks.
    PlaybookId;
    /// A task within a playbook.
    TaskName;
    /// What an SLA measures: `first_touch`, `accept`.
    MilestoneId;
    /// An acceptance criterion.
    CriterionId;
    /// A rule of a route or a gate.
    RuleId;
    /// The reason of a disposition: `duplicate`, `bad_timing`.
    ReasonCode;
    /// A named list of values.
    ListName;
    /// A person, by e-mail address or by the name the source system uses.
    PersonId;
    /// A type of activity: `call`, `email`, `meeting_held`.
    ActivityType;
    /// The id of an activity in the system it comes from.
    ActivityId;
    /// What makes a delivery recognisable when it comes again.
    SourceKey;
}

/// A record: its kind and its id in the system it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// The kind, as the policy names it.
    pub kind: RecordKind,
    /// The id, unique within the kind.
    pub id: RecordId,
}

impl RecordRef {
    /// The record of `kind` with `id`.
    pub fn new(kind: impl Into<RecordKind>, id: impl Into<RecordId>) -> Self {
        Self {
            kind: kind.into(),
            id: id.into(),
        }
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

macro_rules! uuids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

uuids! {
    /// One instance of a handoff point.
    HandoffId;
    /// One task of a running playbook.
    TaskId;
    /// A recorded exception to a gate.
    WaiverId;
    /// A detected bypass of a gate.
    ViolationId;
}
