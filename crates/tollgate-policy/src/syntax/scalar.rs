//! Single values: names, texts, numbers, durations, dates, zones, expressions.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::{Schema, SchemaGenerator, json_schema};
use smol_str::SmolStr;
use tollgate_core::time::{Budget, DayHours, DaySet, zone};

use super::shape::{At, Shape};
use crate::diagnostic::Problems;
use crate::yaml::{Body, Node};

/// A value that is written as one text.
pub(crate) trait Scalar: Sized {
    /// What is expected, with its article.
    const WHAT: &'static str;

    /// Reads it; the error says what is wrong and, after a colon, what to write.
    fn parse(text: &str) -> Result<Self, String>;

    /// What an editor may know of it.
    fn schema() -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl<T: Scalar> Shape for At<T> {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Body::Scalar { text, .. } = &node.body else {
            let message = format!("{} is expected here, not {}", T::WHAT, node.what());
            problems.error("wrong-type", node.place, message);
            return None;
        };
        match T::parse(text.trim()) {
            Ok(value) => Some(Self {
                place: node.place,
                value,
            }),
            Err(wrong) => {
                let (message, help) = wrong.rsplit_once(": ").unwrap_or((&wrong, ""));
                let help = (!help.is_empty()).then(|| help.to_owned());
                problems
                    .error("wrong-value", node.place, message)
                    .maybe_help(help);
                None
            }
        }
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        T::schema()
    }
}

/// A name that other documents and conditions may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(pub(crate) SmolStr);

impl Name {
    /// The name as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Scalar for Name {
    const WHAT: &'static str = "a name";

    fn parse(text: &str) -> Result<Self, String> {
        let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if !text.is_empty() && text.chars().all(fits) && text.len() <= 100 {
            return Ok(Self(text.into()));
        }
        Err(format!(
            "`{text}` is not a name: write letters, digits, `_` and `-` only, such as `inbound_amer`"
        ))
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[\p{L}\p{N}_-]+$" })
    }
}

/// A text for people, or a name that another system chose: a stage, a person.
impl Scalar for SmolStr {
    const WHAT: &'static str = "a text";

    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            Err("the text is empty: write one, or leave the key out".to_owned())
        } else {
            Ok(text.into())
        }
    }

    fn schema() -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}

/// A condition or another expression in CEL, not yet checked.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    /// The text after quotes, escapes and folding.
    pub(crate) text: String,
    /// Where it is written, for the place of each character.
    pub(crate) node: Node,
}

impl Shape for Expression {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.body {
            Body::Scalar { text, .. } => Some(Self {
                text: text.clone(),
                node: node.clone(),
            }),
            _ => {
                let message = format!("a condition is expected here, not {}", node.what());
                let help = "put a condition that holds `[`, `{` or `: ` in quotes";
                problems.error("wrong-type", node.place, message).help(help);
                None
            }
        }
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "boolean", "number"] })
    }
}

impl Scalar for bool {
    const WHAT: &'static str = "`true` or `false`";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|_| format!("`{text}` is neither true nor false: write `true` or `false`"))
    }

    fn schema() -> Schema {
        json_schema!({ "type": "boolean" })
    }
}

impl Scalar for u32 {
    const WHAT: &'static str = "a whole number";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|_| format!("`{text}` is not a whole number: write digits only, such as `40`"))
    }

    fn schema() -> Schema {
        json_schema!({ "type": "integer", "minimum": 0 })
    }
}

impl Scalar for f64 {
    const WHAT: &'static str = "a number";

    fn parse(text: &str) -> Result<Self, String> {
        let number: Option<f64> = text.parse().ok();
        let finite = number.filter(|number| number.is_finite());
        finite.ok_or_else(|| format!("`{text}` is not a number: write one such as `0.7` or `40`"))
    }

    fn schema() -> Schema {
        json_schema!({ "type": "number" })
    }
}

impl Scalar for Budget {
    const WHAT: &'static str = "a duration";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|error: tollgate_core::time::BudgetError| error.to_string())
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": "^([0-9]+(h|m|s|ms|us))+$|^[0-9]+(wd|d|w)$" })
    }
}

impl Scalar for Date {
    const WHAT: &'static str = "a date";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| {
            format!(
                "`{text}` is not a date that exists: write year-month-day, such as `2026-12-24`"
            )
        })
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

impl Scalar for TimeZone {
    const WHAT: &'static str = "a time zone";

    fn parse(text: &str) -> Result<Self, String> {
        zone(text).map_err(|error| error.to_string())
    }
}

impl Scalar for DaySet {
    const WHAT: &'static str = "days of the week";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|error: tollgate_core::time::DaySetError| error.to_string())
    }
}

impl Scalar for DayHours {
    const WHAT: &'static str = "hours";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|error: tollgate_core::time::HoursError| error.to_string())
    }
}
