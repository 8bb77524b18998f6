//! What happens when a criterion is not met: `hold`, `return`, `warn`, `recycle: reason`, `reject: reason`.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::scalar::Name;
use super::shape::{At, Keys, Shape};
use crate::diagnostic::{Place, Problems};
use crate::suggest;
use crate::yaml::{Body, Node};

/// What happens when a criterion is not met.
#[derive(Clone, Debug)]
pub(crate) enum UnmetShape {
    /// Wait for the data.
    Hold(Place),
    /// Back to the sender, for this reason where one is said.
    Return(Option<At<Name>>),
    /// Go on, with the gap named.
    Warn,
    /// End it as recycled for this reason.
    Recycle(At<Name>),
    /// End it as rejected for this reason.
    Reject(At<Name>),
}

impl Shape for UnmetShape {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        const WORDS: [&str; 3] = ["hold", "return", "warn"];
        match (&node.body, node.text()) {
            (Body::Map(_), _) => Self::disposition(node, problems),
            (_, Some("hold")) => Some(Self::Hold(node.place)),
            (_, Some("return")) => Some(Self::Return(None)),
            (_, Some("warn")) => Some(Self::Warn),
            (_, text) => {
                let text = text.unwrap_or_default();
                let near = suggest::nearest(text, &WORDS)
                    .map_or(String::new(), |near| format!("did you mean `{near}`? "));
                let help = format!(
                    "{near}write `hold`, `return`, `warn`, `return: reason`, `recycle: reason` or `reject: reason`"
                );
                problems
                    .error(
                        "wrong-value",
                        node.place,
                        format!("`{text}` is not what can follow"),
                    )
                    .help(help);
                None
            }
        }
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        let reason = json_schema!({ "type": "string" });
        let only = |key: &str| json_schema!({ "type": "object", "properties": { key: reason.clone() }, "required": [key], "additionalProperties": false });
        json_schema!({ "anyOf": [{ "enum": ["hold", "return", "warn"] }, only("return"), only("recycle"), only("reject"), only("returned"), only("recycled"), only("rejected")] })
    }
}

impl UnmetShape {
    /// `recycle: reason`, or in the word of the dispositions `recycled: reason`.
    fn disposition(node: &Node, problems: &mut Problems) -> Option<Self> {
        let known = [
            "return", "recycle", "reject", "returned", "recycled", "rejected",
        ];
        let keys = Keys::of(node, &known, problems)?;
        let mut reason = |key: &str| keys.take::<Option<At<Name>>>(key, problems).flatten();
        let back = reason("return").or_else(|| reason("returned"));
        let recycle = reason("recycle").or_else(|| reason("recycled"));
        let reject = reason("reject").or_else(|| reason("rejected"));
        match (back, recycle, reject) {
            (Some(reason), None, None) => Some(Self::Return(Some(reason))),
            (None, Some(reason), None) => Some(Self::Recycle(reason)),
            (None, None, Some(reason)) => Some(Self::Reject(reason)),
            _ => {
                problems.error(
                    "wrong-value",
                    node.place,
                    "one of `return: reason`, `recycle: reason` or `reject: reason` is expected here",
                );
                None
            }
        }
    }
}
