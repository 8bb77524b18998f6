//! `gate: opportunity_stages`: what must be true before a record enters a stage.

use smol_str::SmolStr;
use tollgate_core::policy::{Backward, Mode};
use tollgate_core::time::Budget;

use super::scalar::{Expression, Name};
use super::shape::{At, Entries, shape};
use super::word::{OneOf, words};

shape! {
    /// What must be true before a record enters a stage.
    GateDocument {
        /// The gate's name.
        gate: At<Name>,
        /// The kind of record whose stages it guards.
        record: At<Name>,
        /// May a record jump over a stage? `allowed` where it is not said.
        skip: Option<At<OneOf<Skip>>>,
        /// May a record move back? `allowed` where it is not said.
        backward: Option<At<OneOf<Backward>>>,
        /// What each stage asks for.
        into: Entries<SmolStr, StageGateShape>,
        /// What is asked whatever the stage.
        always: Vec<GateCheckShape>,
        /// Who may make an exception, and for how long.
        waivers: Option<WaiversShape>,
    }

    /// What a stage asks for.
    StageGateShape {
        /// The fields that must be filled.
        require: Vec<At<Name>>,
        /// Conditions that must hold.
        check: Vec<GateCheckShape>,
    }

    /// A condition of a gate.
    GateCheckShape {
        /// The rule's name.
        rule: At<Name>,
        /// What must hold; unknown counts as failed.
        when: Expression,
        /// What to tell when it does not.
        says: Option<At<SmolStr>>,
        /// What follows when it does not; `block` where it is not said.
        mode: Option<At<OneOf<Mode>>>,
    }

    /// Who may make an exception, and for how long.
    WaiversShape {
        /// Whose signature counts: `manager`, or a person's address.
        by: Vec<At<SmolStr>>,
        /// How long a waiver holds.
        r#for: At<Budget>,
    }
}

/// May a record jump over a stage?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Skip {
    /// Yes.
    Allowed,
    /// No.
    Forbidden,
}

words! {
    Skip: {
        "allowed" => Self::Allowed,
        "forbidden" => Self::Forbidden,
    }
}
