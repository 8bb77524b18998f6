//! A document of any kind: its first key says which.

use super::{
    CalendarDocument, EscalationDocument, GateDocument, HandoffDocument, HealthDocument,
    ListDocument, PersonDocument, PlaybookDocument, QueueDocument, RecordDocument, ReviewDocument,
    Shape, TeamDocument, WorkspaceDocument,
};
use crate::diagnostic::{Place, Problems};
use crate::suggest;
use crate::yaml::{Body, Node};

/// The kinds of document, in the order in which a policy is read best.
pub(crate) const KINDS: [&str; 14] = [
    "workspace",
    "record",
    "person",
    "team",
    "calendar",
    "list",
    "queue",
    "escalation",
    "handoff",
    "gate",
    "playbook",
    "health",
    "review",
    "test",
];

/// A document of a policy, read.
#[derive(Clone, Debug)]
pub(crate) enum Document {
    /// `workspace: …`
    Workspace(WorkspaceDocument),
    /// `record: …`
    Record(RecordDocument),
    /// `person: …`
    Person(PersonDocument),
    /// `team: …`
    Team(TeamDocument),
    /// `calendar: …`
    Calendar(CalendarDocument),
    /// `list: …`
    List(ListDocument),
    /// `queue: …`
    Queue(QueueDocument),
    /// `escalation: …`
    Escalation(EscalationDocument),
    /// `handoff: …`
    Handoff(Box<HandoffDocument>),
    /// `gate: …`
    Gate(GateDocument),
    /// `playbook: …`
    Playbook(PlaybookDocument),
    /// `health: …`
    Health(HealthDocument),
    /// `review: …`
    Review(ReviewDocument),
}

/// The kind of a document and its name, as its first key says; what is wrong with that is told.
///
/// `None` also for a document in which nothing is written.
pub(crate) fn kind_of(
    node: &Node,
    problems: &mut Problems,
) -> Option<(&'static str, String, Place)> {
    if node.is_null() {
        return None;
    }
    let Body::Map(entries) = &node.body else {
        let message = format!(
            "a document starts with what it is, not with {}",
            node.what()
        );
        problems
            .error("unknown-document", node.place, message)
            .help("write it as in `queue: inbound_amer`");
        return None;
    };
    let (key, value) = entries.first()?;
    let word = key.text().unwrap_or_default();
    let Some(kind) = KINDS.iter().find(|kind| **kind == word) else {
        let first = entries
            .iter()
            .find_map(|(key, _)| KINDS.iter().find(|kind| key.text() == Some(**kind)));
        let help = match first {
            Some(kind) if suggest::nearest(word, &KINDS).is_none() => format!("put `{kind}` first"),
            _ => suggest::suggest(word, KINDS)
                .unwrap_or_else(|| format!("start it with one of {}", suggest::listed(&KINDS))),
        };
        problems
            .error(
                "unknown-document",
                key.place,
                format!("`{word}` is no kind of document"),
            )
            .help(help);
        return None;
    };
    Some((
        kind,
        value.text().unwrap_or_default().trim().to_owned(),
        value.place,
    ))
}

impl Document {
    /// Reads a document of `kind`; `None` where nothing of it can be used, and for tests.
    pub(crate) fn read(kind: &str, node: &Node, problems: &mut Problems) -> Option<Self> {
        match kind {
            "workspace" => Shape::read(node, problems).map(Self::Workspace),
            "record" => Shape::read(node, problems).map(Self::Record),
            "person" => Shape::read(node, problems).map(Self::Person),
            "team" => Shape::read(node, problems).map(Self::Team),
            "calendar" => Shape::read(node, problems).map(Self::Calendar),
            "list" => Shape::read(node, problems).map(Self::List),
            "queue" => Shape::read(node, problems).map(Self::Queue),
            "escalation" => Shape::read(node, problems).map(Self::Escalation),
            "handoff" => Shape::read(node, problems).map(Box::new).map(Self::Handoff),
            "gate" => Shape::read(node, problems).map(Self::Gate),
            "playbook" => Shape::read(node, problems).map(Self::Playbook),
            "health" => Shape::read(node, problems).map(Self::Health),
            "review" => Shape::read(node, problems).map(Self::Review),
            _ => None,
        }
    }
}
