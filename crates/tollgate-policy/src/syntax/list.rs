//! `list: served_countries`: values that conditions ask for by the list's name.

use schemars::{Schema, SchemaGenerator, json_schema};
use smol_str::SmolStr;

use super::scalar::Name;
use super::shape::{At, Shape, shape};
use crate::diagnostic::Problems;
use crate::yaml::{Body, Node};

shape! {
    /// Named values, for `list("served_countries")` in a condition.
    ListDocument {
        /// The list's name.
        list: At<Name>,
        /// The values.
        values: Vec<At<Item>>,
        /// A text file with one value a line, beside this file; `#` starts a comment.
        file: Option<At<SmolStr>>,
    }
}

/// A value of a list: text, unless it is written as a plain number.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The value as written.
    pub(crate) text: SmolStr,
    /// In quotes, so that it is text whatever it looks like.
    pub(crate) quoted: bool,
}

impl Shape for At<Item> {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Body::Scalar { text, quoted } = &node.body else {
            problems.error(
                "wrong-type",
                node.place,
                format!("a single value is expected here, not {}", node.what()),
            );
            return None;
        };
        Some(Self {
            place: node.place,
            value: Item {
                text: text.trim().into(),
                quoted: *quoted,
            },
        })
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}
