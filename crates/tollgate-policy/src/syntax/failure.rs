//! Failure modes to watch: by name, `{ unworked: { after: 2d } }`, or `{ mode: unworked, after: 2d }`.

use schemars::{Schema, SchemaGenerator, json_schema};
use tollgate_core::policy::FailureMode;
use tollgate_core::time::Budget;

use super::shape::{At, Shape, shape};
use super::word::OneOf;
use crate::diagnostic::Problems;
use crate::yaml::{Body, Node};

/// A failure mode to watch, with its threshold where given.
#[derive(Clone, Debug)]
pub(crate) struct FailureShape {
    /// The mode.
    pub(crate) mode: At<OneOf<FailureMode>>,
    /// When it counts.
    pub(crate) threshold: Option<ThresholdShape>,
}

impl Shape for FailureShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Body::Map(entries) = &node.body else {
            return At::read(node, problems).map(|mode| Self {
                mode,
                threshold: None,
            });
        };
        if entries.iter().any(|(key, _)| key.text() == Some("mode")) {
            let with: WithThreshold = Shape::read(node, problems)?;
            let threshold = ThresholdShape {
                place: with.place,
                after: with.after,
                more_than: with.more_than,
            };
            return Some(Self {
                mode: with.mode,
                threshold: Some(threshold),
            });
        }
        let [(mode, threshold)] = entries.as_slice() else {
            problems
                .error(
                    "wrong-type",
                    node.place,
                    "one failure mode is expected here",
                )
                .help("start each with `- `");
            return None;
        };
        Some(Self {
            mode: At::read(mode, problems)?,
            threshold: Option::read(threshold, problems)?,
        })
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = FailureMode::ALL.iter().map(|mode| mode.as_str()).collect();
        let threshold = generator.subschema_for::<ThresholdShape>();
        let long = generator.subschema_for::<WithThreshold>();
        let with: serde_json::Map<_, _> = words
            .iter()
            .map(|word| {
                (
                    (*word).to_owned(),
                    serde_json::Value::from(threshold.clone()),
                )
            })
            .collect();
        json_schema!({ "anyOf": [
            { "enum": words },
            { "type": "object", "properties": with, "additionalProperties": false, "maxProperties": 1 },
            long,
        ] })
    }
}

shape! {
    /// The threshold of a failure mode.
    ThresholdShape {
        /// How long something may last before it counts.
        after: Option<At<Budget>>,
        /// How often something may happen before it counts.
        more_than: Option<At<u32>>,
    }

    /// A failure mode with its threshold.
    WithThreshold {
        /// The mode.
        mode: At<OneOf<FailureMode>>,
        /// How long something may last before it counts.
        after: Option<At<Budget>>,
        /// How often something may happen before it counts.
        more_than: Option<At<u32>>,
    }
}
