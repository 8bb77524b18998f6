//! Rows of JSON: one object a line, cells by path.

use std::borrow::Cow;
use std::io;

use serde_json::Value;
use smol_str::SmolStr;

use super::lines::Lines;
use super::{Raw, text_of};
use crate::import::plan::Encoding;
use crate::import::row::Reject;

/// A way into an object: `properties.email`, where the name itself does not hold the dots.
#[derive(Debug)]
pub(super) struct Path {
    whole: SmolStr,
    steps: Vec<SmolStr>,
}

impl Path {
    /// The path written as `text`.
    pub(super) fn new(text: &str) -> Self {
        Self {
            whole: text.into(),
            steps: text.split('.').map(SmolStr::from).collect(),
        }
    }

    /// What stands there, as text; empty where nothing does. Lists and objects are given as JSON.
    pub(super) fn text<'v>(&self, object: &'v Value) -> Cow<'v, str> {
        let found = object.get(self.whole.as_str()).or_else(|| {
            self.steps
                .iter()
                .try_fold(object, |at, step| match step.parse::<usize>() {
                    Ok(place) if at.is_array() => at.get(place),
                    _ => at.get(step.as_str()),
                })
        });
        match found {
            None | Some(Value::Null) => Cow::Borrowed(""),
            Some(Value::String(text)) => Cow::Borrowed(text),
            Some(other) => Cow::Owned(other.to_string()),
        }
    }
}

/// The object on the next line that is not blank; `None` at the end.
pub(super) fn next(lines: &mut Lines, encoding: Encoding) -> io::Result<Option<Raw<Value>>> {
    while let Some(line) = lines.next()? {
        let text = text_of(&line.bytes, encoding).map(Cow::into_owned);
        let row = text
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|text| object(text));
        let text = text.unwrap_or_else(|_| String::from_utf8_lossy(&line.bytes).into_owned());
        if !text.trim().is_empty() {
            return Ok(Some(Raw {
                line: line.number,
                text: text.trim_end().to_owned(),
                row,
            }));
        }
    }
    Ok(None)
}

fn object(text: &str) -> Result<Value, Reject> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(Value::Object(object)),
        Ok(_) => Err(Reject::new("the line is not a JSON object")),
        Err(error) => Err(Reject::of("the line is not JSON", &error.to_string())),
    }
}
