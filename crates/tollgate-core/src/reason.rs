//! Why something was decided: the rule, what it came to, and the values it saw.

use smol_str::SmolStr;

use crate::value::Value;

/// One rule that was consulted.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The rule, by its place in the policy: `mql_to_sdr/route/americas`.
    pub rule: SmolStr,
    /// What it came to.
    pub verdict: Verdict,
    /// In words.
    pub says: SmolStr,
    /// The values that it saw.
    pub seen: Vec<(SmolStr, Value)>,
}

/// What a rule came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It held.
    Pass,
    /// It did not hold.
    Fail,
    /// It could not be known, something being missing.
    Unknown,
    /// It was passed over.
    Skipped,
}

impl Verdict {
    /// The verdict, as people read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }
}

impl Reason {
    /// A reason that saw no values.
    pub fn new(rule: impl Into<SmolStr>, verdict: Verdict, says: impl Into<SmolStr>) -> Self {
        Self {
            rule: rule.into(),
            verdict,
            says: says.into(),
            seen: Vec::new(),
        }
    }

    /// The same reason with the values it saw.
    pub fn seeing(mut self, seen: Vec<(SmolStr, Value)>) -> Self {
        self.seen = seen;
        self
    }
}
