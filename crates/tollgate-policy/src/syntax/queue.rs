//! `queue: inbound_amer`: where offered handoffs wait, and how they are shared out.

use schemars::{Schema, SchemaGenerator, json_schema};
use smol_str::SmolStr;
use tollgate_core::policy::{Pick, SkipWhen};
use tollgate_core::time::Budget;

use super::scalar::Name;
use super::shape::{At, Entries, Keys, Shape, shape};
use super::word::OneOf;
use crate::diagnostic::{Place, Problems};
use crate::yaml::{Body, Node};

shape! {
    /// Where offered handoffs wait, and how they are shared out.
    QueueDocument {
        /// The queue's name.
        queue: At<Name>,
        /// The team whose members serve it.
        team: At<Name>,
        /// How the next member is picked; `fair` where it is not said.
        pick: Option<At<OneOf<Pick>>>,
        /// Shares of members: `{ ana@acme.example: 2 }`; 1 where it is not said.
        weights: Entries<SmolStr, At<f64>>,
        /// How many open handoffs a member may hold; no limit where it is not said.
        capacity: Option<At<u32>>,
        /// Who is left out.
        skip: Vec<At<OneOf<SkipWhen>>>,
        /// What to do while nobody is eligible: `wait`, or `{ queue: other_queue }`.
        when_nobody: Option<WhenNobodyShape>,
        /// Where a handoff goes that waited too long: `{ after: 30m, to: { queue: inbound_global } }`.
        overflow: Option<OverflowShape>,
        /// The working hours that `off_hours` and waiting are counted in.
        calendar: Option<At<Name>>,
    }

    /// Where a handoff goes that waited too long.
    OverflowShape {
        /// How long it waits first.
        after: At<Budget>,
        /// The queue that it goes to: `{ queue: inbound_global }`.
        to: Option<QueueRef>,
        /// The queue that it goes to, instead of `to`.
        queue: Option<At<Name>>,
    }
}

/// A queue's name, plain or as `{ queue: name }`.
#[derive(Clone, Debug)]
pub(crate) struct QueueRef(pub(crate) At<Name>);

impl Shape for QueueRef {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.body {
            Body::Map(_) => Keys::of(node, &["queue"], problems)?
                .take("queue", problems)
                .map(Self),
            _ => At::<Name>::read(&without_prefix(node), problems).map(Self),
        }
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["object", "string"], "properties": { "queue": { "type": "string" } } })
    }
}

/// `queue:name` is the same as `name`.
fn without_prefix(node: &Node) -> Node {
    match node.text().and_then(|text| text.strip_prefix("queue:")) {
        Some(rest) => Node {
            place: Place {
                start: node.place.start + "queue:".len(),
                ..node.place
            },
            body: Body::Scalar {
                text: rest.trim().to_owned(),
                quoted: false,
            },
        },
        None => node.clone(),
    }
}

/// What to do while nobody is eligible.
#[derive(Clone, Debug)]
pub(crate) enum WhenNobodyShape {
    /// Wait.
    Wait,
    /// Try another queue.
    Queue(At<Name>),
}

impl Shape for WhenNobodyShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        if node.text() == Some("wait") {
            return Some(Self::Wait);
        }
        QueueRef::read(node, problems).map(|queue| Self::Queue(queue.0))
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let queue = QueueRef::schema(generator);
        json_schema!({ "anyOf": [{ "const": "wait" }, queue] })
    }
}
