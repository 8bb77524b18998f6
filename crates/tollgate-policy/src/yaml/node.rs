//! A node of a YAML tree, with its place in the file.

use crate::diagnostic::Place;

/// A node with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The stretch of the file that it was written in.
    pub(crate) place: Place,
    /// What it holds.
    pub(crate) body: Body,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A text.
    Scalar {
        /// The text, after quotes, escapes and folding.
        text: String,
        /// In quotes or in a block, so that it is text and nothing else.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping: key and value, in the order written, without repetition.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.body {
            Body::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// True where nothing is written, or `~` or `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.body, Body::Scalar { text, quoted: false } if ["", "~", "null"].contains(&text.as_str()))
    }

    /// What it is, with its article.
    pub(crate) fn what(&self) -> &'static str {
        match self.body {
            _ if self.is_null() => "nothing",
            Body::Scalar { .. } => "a single value",
            Body::List(_) => "a list",
            Body::Map(_) => "a mapping",
        }
    }

    /// How many nodes it is made of, itself included.
    pub(crate) fn size(&self) -> usize {
        match &self.body {
            Body::Scalar { .. } => 1,
            Body::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Body::Map(entries) => {
                1 + entries
                    .iter()
                    .map(|(_, value)| 1 + value.size())
                    .sum::<usize>()
            }
        }
    }

    /// How many levels it has, itself included.
    pub(crate) fn depth(&self) -> usize {
        let below = match &self.body {
            Body::Scalar { .. } => 0,
            Body::List(items) => items.iter().map(Self::depth).max().unwrap_or(0),
            Body::Map(entries) => entries
                .iter()
                .map(|(_, value)| value.depth())
                .max()
                .unwrap_or(0),
        };
        1 + below
    }
}
