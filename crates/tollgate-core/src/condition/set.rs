//! A constant set of values of one type, with membership by binary search.

use std::sync::Arc;

use super::compare::order;
use crate::value::Value;

/// Values of one type, sorted; cloning copies nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Set(Arc<[Value]>);

impl Set {
    /// The set of `values`, which must all compare with one another.
    pub fn new(mut values: Vec<Value>) -> Self {
        values.sort_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal));
        values.dedup_by(|a, b| order(a, b) == Some(std::cmp::Ordering::Equal));
        Self(values.into())
    }

    /// Whether `value` is in it; a number is in it whatever its kind.
    pub fn contains(&self, value: &Value) -> bool {
        match value {
            Value::Text(text) => self.contains_text(text),
            _ => self
                .0
                .binary_search_by(|item| order(item, value).unwrap_or(std::cmp::Ordering::Less))
                .is_ok(),
        }
    }

    /// Whether `text` is in it.
    pub fn contains_text(&self, text: &str) -> bool {
        let is_text = |item: &Value| matches!(item, Value::Text(other) if other == text);
        if self.0.len() <= FEW {
            return self.0.iter().any(is_text);
        }
        let place = self
            .0
            .partition_point(|item| item.as_text().is_some_and(|other| other.as_str() < text));
        self.0.get(place).is_some_and(is_text)
    }

    /// The values in their order.
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}

/// Up to this many texts a scan, which mostly compares lengths, beats a search.
const FEW: usize = 8;
