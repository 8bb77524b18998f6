//! How the mapping file says where a value comes from: a column's name, or a mapping with more to say.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_saphyr::Spanned;

/// Where a value comes from; a plain text is a column's name.
#[derive(Debug)]
pub(super) struct CellText(pub(super) Spanned<SourceText>);

/// A name of the policy (a type of activity, a direction, a reason); a plain text is the name itself.
#[derive(Debug)]
pub(super) struct NameText(pub(super) Spanned<SourceText>);

/// A cell, and what is done with it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceText {
    /// The column, or the path into a line's object.
    #[serde(default)]
    pub(super) column: Option<String>,
    /// The same for every row.
    #[serde(default)]
    pub(super) is: Option<String>,
    /// Only a part of the cell.
    #[serde(default)]
    pub(super) split: Option<SplitText>,
    /// What to take away at both ends, beside spaces.
    #[serde(default)]
    pub(super) strip: Option<String>,
    /// What to put in front, so that ids of two registers stay apart.
    #[serde(default)]
    pub(super) prefix: Option<String>,
    /// The table in which the cell is looked up.
    #[serde(default)]
    pub(super) lookup: Option<Spanned<String>>,
    /// What cells stand for.
    #[serde(default)]
    pub(super) values: BTreeMap<String, String>,
    /// What becomes of cells that `values` does not name.
    #[serde(default)]
    pub(super) others: OthersText,
    /// How numbers are written: an example, such as `1.234,56`.
    #[serde(default)]
    pub(super) number: Option<Spanned<String>>,
    /// The form of a date or time; the mapping's own where it is not said.
    #[serde(default)]
    pub(super) format: Option<Spanned<String>>,
    /// The time of day for dates without one.
    #[serde(default)]
    pub(super) time: Option<Spanned<String>>,
    /// An earlier instant becomes this one.
    #[serde(default)]
    pub(super) not_before: Option<Box<CellText>>,
    /// A later instant becomes this one.
    #[serde(default)]
    pub(super) not_after: Option<Box<CellText>>,
    /// What to take where this is empty.
    #[serde(default, rename = "else")]
    pub(super) otherwise: Option<Box<CellText>>,
}

/// Only a part of a cell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SplitText {
    /// What separates the parts.
    pub(super) by: String,
    /// Which part, counted from 1; from the end where it is negative.
    pub(super) take: i32,
}

/// What becomes of cells that `values` does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OthersText {
    /// They stay as they are.
    #[default]
    Keep,
    /// They count as empty.
    Empty,
    /// The row is rejected.
    Reject,
}

impl<'de> Deserialize<'de> for CellText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(
            Spanned::<Column>::deserialize(from)?.map_inner(|column| column.0),
        ))
    }
}

impl<'de> Deserialize<'de> for NameText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(
            Spanned::<Name>::deserialize(from)?.map_inner(|name| name.0),
        ))
    }
}

/// A plain text is a column.
struct Column(SourceText);
/// A plain text is the name itself.
struct Name(SourceText);

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(PlainOr(|text| SourceText {
            column: Some(text),
            ..SourceText::default()
        }))
        .map(Self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(PlainOr(|text| SourceText {
            is: Some(text),
            ..SourceText::default()
        }))
        .map(Self)
    }
}

/// Reads a mapping as it is, and a plain text as the function says.
struct PlainOr<F>(F);

impl<'de, F: Fn(String) -> SourceText> Visitor<'de> for PlainOr<F> {
    type Value = SourceText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a mapping such as `{ column: Stage, values: { Won: won } }`")
    }

    fn visit_str<E>(self, text: &str) -> Result<SourceText, E> {
        Ok((self.0)(text.to_owned()))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<SourceText, E> {
        Ok((self.0)(yes.to_string()))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<SourceText, E> {
        Ok((self.0)(whole.to_string()))
    }

    fn visit_u64<E>(self, whole: u64) -> Result<SourceText, E> {
        Ok((self.0)(whole.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SourceText, A::Error> {
        SourceText::deserialize(MapAccessDeserializer::new(map))
    }
}

/// Changes what a spanned value holds, keeping its place.
trait MapInner<T> {
    fn map_inner<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U>;
}

impl<T> MapInner<T> for Spanned<T> {
    fn map_inner<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: change(self.value),
            referenced: self.referenced,
            defined: self.defined,
        }
    }
}
