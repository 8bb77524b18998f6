//! `escalation: speed_to_lead`: a ladder that is climbed as a clock runs out.

use smol_str::SmolStr;
use tollgate_core::policy::RungAction;
use tollgate_core::time::Budget;

use schemars::{Schema, json_schema};

use super::scalar::{Name, Scalar};
use super::shape::{At, shape};
use super::word::OneOf;

shape! {
    /// A ladder of steps that is climbed as a clock runs out.
    EscalationDocument {
        /// The escalation's name.
        escalation: At<Name>,
        /// Its steps, in the order in which they are reached.
        steps: Vec<RungShape>,
    }

    /// A step of an escalation.
    RungShape {
        /// The share of the target at which it is reached: `75%`; `100%` is the breach.
        at: Option<At<Percent>>,
        /// How long after the breach it is reached, in the clock's own working time.
        after: Option<At<Budget>>,
        /// Who is told: `owner`, `queue`, `manager`, `sender`, `sponsor`, or a person's address.
        notify: Vec<At<SmolStr>>,
        /// What is done beside telling people.
        r#do: Option<At<OneOf<RungAction>>>,
        /// Told again: `{ every: 1h, times: 3 }`.
        repeat: Option<RepeatShape>,
    }

    /// How often a step is told again.
    RepeatShape {
        /// How long after the last time.
        every: At<Budget>,
        /// How many times.
        times: At<u32>,
    }
}

/// A share in whole per cent: `75%`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Percent(pub(crate) u32);

impl Scalar for Percent {
    const WHAT: &'static str = "a share in per cent";

    fn parse(text: &str) -> Result<Self, String> {
        let number = text
            .strip_suffix('%')
            .and_then(|number| number.trim().parse().ok());
        let share = number.filter(|share| (1..=1000).contains(share));
        share.map(Self).ok_or_else(|| {
            format!("`{text}` is not a share of the target: write whole per cent, such as `75%`")
        })
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]+%$" })
    }
}
