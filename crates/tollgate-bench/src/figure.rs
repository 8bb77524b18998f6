//! One measured figure, and the line it is printed as.

use serde::Serialize;

/// A figure, what it is compared with, and whether it is as good as it has to be.
pub(crate) struct Figure {
    /// What was measured, such as `add, 10 minutes`.
    pub(crate) name: String,
    pub(crate) value: f64,
    /// What `value` counts, such as `1/s`.
    pub(crate) unit: &'static str,
    /// What the same run measured beside it, and its value in the same unit.
    pub(crate) against: Option<(&'static str, f64)>,
    /// The goal in words.
    pub(crate) goal: String,
    pub(crate) holds: bool,
}

impl Figure {
    /// One that has to stay under `goal`, in the same unit.
    pub(crate) fn under(name: String, (value, unit): (f64, &'static str), goal: f64) -> Self {
        Self {
            name,
            value,
            unit,
            against: None,
            goal: format!("under {goal} {unit}"),
            holds: value < goal,
        }
    }

    /// The figure as one line of JSON; `ratio` is the value over what it is measured against.
    pub(crate) fn to_json(&self, bench: &str) -> String {
        let line = Line {
            bench,
            figure: &self.name,
            value: rounded(self.value),
            unit: self.unit,
            against: self
                .against
                .map(|(name, value)| format!("{name}: {}", rounded(value))),
            ratio: self.against.map(|(_, value)| rounded(self.value / value)),
            goal: &self.goal,
            holds: self.holds,
        };
        serde_json::to_string(&line).expect("texts and numbers are always JSON")
    }
}

/// The printed form, in the order in which it is read.
#[derive(Serialize)]
struct Line<'a> {
    bench: &'a str,
    figure: &'a str,
    value: f64,
    unit: &'a str,
    against: Option<String>,
    ratio: Option<f64>,
    goal: &'a str,
    holds: bool,
}

/// Whole from a hundred on, two decimals below; more would be noise.
fn rounded(value: f64) -> f64 {
    if value.abs() >= 100.0 {
        value.round()
    } else {
        (value * 100.0).round() / 100.0
    }
}
