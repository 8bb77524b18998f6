//! `playbook: onboarding`: a template of tasks.

use schemars::{Schema, SchemaGenerator, json_schema};
use smol_str::SmolStr;
use tollgate_core::time::Budget;

use super::scalar::{Expression, Name};
use super::shape::{At, Shape, shape};
use crate::diagnostic::Problems;
use crate::yaml::{Body, Node};

shape! {
    /// A template of tasks, started by a handoff or a date.
    PlaybookDocument {
        /// The playbook's name.
        playbook: At<Name>,
        /// The kind of record that it is about.
        record: At<Name>,
        /// What starts it: `closed_won_to_cs.accepted`, or `{ before: renewal_on, by: 120d }`.
        starts: StartsShape,
        /// The calendar that working days are counted in.
        calendar: Option<At<Name>>,
        /// Its tasks.
        tasks: Vec<TaskShape>,
    }

    /// A task of a playbook.
    TaskShape {
        /// The task's name.
        task: At<Name>,
        /// The name on screen.
        title: Option<At<SmolStr>>,
        /// Who does it: `owner`, `manager`, `queue:implementation`, or a person's address.
        assign: AssignShape,
        /// When it is due, from the playbook's start.
        due: At<Budget>,
        /// It is done when this holds.
        completes: Option<Expression>,
        /// Tasks that come first.
        after: Vec<At<Name>>,
    }

    /// A start so long before a date.
    StartsBefore {
        /// The date field.
        before: At<SmolStr>,
        /// How long before.
        by: At<Budget>,
    }
}

/// What starts a playbook.
#[derive(Clone, Debug)]
pub(crate) enum StartsShape {
    /// A handoff that reached something: `closed_won_to_cs.accepted`.
    Handoff(At<SmolStr>),
    /// So long before a date.
    Before(StartsBefore),
}

impl Shape for StartsShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.body {
            Body::Map(_) => StartsBefore::read(node, problems).map(Self::Before),
            _ => At::<SmolStr>::read(node, problems).map(Self::Handoff),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let before = generator.subschema_for::<StartsBefore>();
        json_schema!({ "anyOf": [{ "type": "string" }, before] })
    }
}

/// Who does a task: a word, a person, or `queue:name` (also as `{ queue: name }`).
#[derive(Clone, Debug)]
pub(crate) struct AssignShape(pub(crate) At<SmolStr>);

impl Shape for AssignShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Body::Map(_) = &node.body else {
            return At::read(node, problems).map(Self);
        };
        let queue: QueueOnly = QueueOnly::read(node, problems)?;
        Some(Self(queue.queue.with(
            format!("queue:{}", queue.queue.value.as_str()).into(),
        )))
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let queue = generator.subschema_for::<QueueOnly>();
        json_schema!({ "anyOf": [{ "type": "string" }, queue] })
    }
}

shape! {
    /// A queue, by its name.
    QueueOnly {
        /// The queue's name.
        queue: At<Name>,
    }
}
