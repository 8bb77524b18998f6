//! An event as a test sees it: its name, and its details by name. `--json` prints the same names that tests expect.

mod details;

use tollgate_core::event::Event;
use tollgate_core::reason::Reason;
use tollgate_core::state::Situation;
use tollgate_core::time::{Budget, Timestamp};

/// An event as a test sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// When.
    pub at: Timestamp,
    /// Who brought it about: a person, a system, or `tollgate`.
    pub actor: String,
    /// What happened: `handoff_offered`, `clock_stopped`.
    pub event: &'static str,
    /// Its details by name, in the order of the event.
    pub details: Vec<(&'static str, Detail)>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A detail of an event. What is not known is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// A name, a code, a sentence.
    Text(String),
    /// A person, by address.
    Person(String),
    /// A count.
    Count(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A length of time in microseconds.
    Micros(i64),
    /// An instant.
    Instant(Timestamp),
    /// Several names or people.
    Texts(Vec<String>),
    /// Fields with their values.
    Fields(Vec<(String, String)>),
}

impl Outcome {
    /// The event as a test sees it. `situation` holds the rows after the event, so that its handoff can be named.
    pub fn of(event: &Event, situation: &Situation<'_>) -> Self {
        let (name, details) = details::of(&event.what, situation);
        Self {
            at: event.at,
            actor: event.actor.name().to_owned(),
            event: name,
            details,
            reasons: event.reasons.clone(),
        }
    }

    /// The detail called `name`.
    pub fn detail(&self, name: &str) -> Option<&Detail> {
        self.details
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, detail)| detail)
    }
}

/// As a person reads it.
impl std::fmt::Display for Detail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Person(text) => f.write_str(text),
            Self::Count(count) => count.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Flag(yes) => yes.fmt(f),
            Self::Micros(micros) => Budget::Time(*micros).fmt(f),
            Self::Instant(at) => at.fmt(f),
            Self::Texts(texts) => write!(f, "[{}]", texts.join(", ")),
            Self::Fields(fields) => {
                let fields: Vec<_> = fields
                    .iter()
                    .map(|(name, value)| format!("{name} {value}"))
                    .collect();
                write!(f, "{{{}}}", fields.join(", "))
            }
        }
    }
}
