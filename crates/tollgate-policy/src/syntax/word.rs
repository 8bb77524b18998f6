//! Keywords: values of which there are only a few.

use schemars::{Schema, json_schema};
use tollgate_core::policy::{
    Backward, FailureMode, KpiName, Mode, NextKind, Pick, RungAction, SkipWhen, Then,
};
use tollgate_core::time::Closing;

use super::scalar::Scalar;
use crate::suggest;

/// A value that is one of a few words.
pub(crate) trait Word: Copy + 'static {
    /// Every word with its meaning, in the order in which they are listed to the user.
    fn words() -> Vec<(&'static str, Self)>;
}

/// A value that is written as one of a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OneOf<T>(pub(crate) T);

impl<T: Word> Scalar for OneOf<T> {
    const WHAT: &'static str = "a single word";

    fn parse(text: &str) -> Result<Self, String> {
        let words = T::words();
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Ok(Self(*value));
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let nearest = suggest::nearest(text, &known)
            .map_or(String::new(), |near| format!("did you mean `{near}`? "));
        Err(format!(
            "`{text}` is not known here: {nearest}write one of {}",
            suggest::listed(&known)
        ))
    }

    fn schema() -> Schema {
        let words: Vec<&str> = T::words().into_iter().map(|(word, _)| word).collect();
        json_schema!({ "enum": words })
    }
}

macro_rules! words {
    ($($of:ty: { $($word:literal => $value:expr,)* })*) => {$(
        impl $crate::syntax::word::Word for $of {
            fn words() -> Vec<(&'static str, Self)> {
                vec![$(($word, $value),)*]
            }
        }
    )*};
}
pub(super) use words;

words! {
    Pick: {
        "fair" => Self::Fair,
        "weighted" => Self::Weighted,
        "least_loaded" => Self::LeastLoaded,
        "in_order" => Self::InOrder,
        "claim" => Self::Claim,
    }
    SkipWhen: {
        "away" => Self::Away,
        "off_hours" => Self::OffHours,
        "at_capacity" => Self::AtCapacity,
    }
    RungAction: {
        "reroute" => Self::Reroute,
        "assign_manager" => Self::AssignManager,
    }
    Backward: {
        "allowed" => Self::Allowed,
        "needs_reason" => Self::NeedsReason,
        "forbidden" => Self::Forbidden,
    }
    Mode: {
        "block" => Self::Block,
        "warn" => Self::Warn,
        "observe" => Self::Observe,
    }
    Then: {
        "nothing" => Self::Nothing,
        "reopen" => Self::Reopen,
    }
    Closing: {
        "closing" => Self::AtClosing,
        "next_opening" => Self::NextOpening,
    }
}

impl Word for NextKind {
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL
            .iter()
            .map(|next| (next.as_str(), *next))
            .collect()
    }
}

impl Word for KpiName {
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.iter().map(|kpi| (kpi.as_str(), *kpi)).collect()
    }
}

impl Word for FailureMode {
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL
            .iter()
            .map(|mode| (mode.as_str(), *mode))
            .collect()
    }
}
