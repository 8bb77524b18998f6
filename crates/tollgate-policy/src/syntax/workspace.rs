//! `workspace: acme`: the company, its zone and its money.

use jiff::tz::TimeZone;
use schemars::{Schema, json_schema};
use smol_str::SmolStr;

use super::scalar::{Name, Scalar};
use super::shape::{At, shape};
use super::word::{OneOf, Word, words};

shape! {
    /// The workspace: one company's handoffs. A policy has exactly one.
    WorkspaceDocument {
        /// The short name.
        workspace: At<Name>,
        /// The name on screen; the short name where it is not said.
        title: Option<At<SmolStr>>,
        /// The zone in which `today` changes, such as `America/New_York`.
        timezone: At<TimeZone>,
        /// The ISO 4217 code of all amounts, such as `USD`.
        currency: Option<At<Currency>>,
        /// The month in which the fiscal year starts, such as `february`; january where it is not said.
        fiscal_year_starts: Option<At<OneOf<Month>>>,
        /// Types of activity beside the standard ones.
        activities: Vec<At<Name>>,
        /// How a policy comes into force.
        publishing: Option<PublishingShape>,
    }

    /// How a policy comes into force.
    PublishingShape {
        /// Whether a second person has to approve: `none` or `required`.
        approval: At<OneOf<Approval>>,
    }
}

/// Whether a second person has to approve a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Approval {
    /// Whoever publishes does so alone.
    None,
    /// Nothing comes into force before somebody else agrees.
    Required,
}

words! {
    Approval: {
        "none" => Self::None,
        "required" => Self::Required,
    }
}

/// An ISO 4217 code: three capital letters.
#[derive(Clone, Debug)]
pub(crate) struct Currency(pub(crate) SmolStr);

impl Scalar for Currency {
    const WHAT: &'static str = "a currency";

    fn parse(text: &str) -> Result<Self, String> {
        let fits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(format!(
                "`{text}` is not a currency: write its ISO 4217 code, such as `USD`"
            ))
        }
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$" })
    }
}

/// A month, 1 to 12.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Month(pub(crate) u8);

impl Word for Month {
    fn words() -> Vec<(&'static str, Self)> {
        const NAMES: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        NAMES.into_iter().zip((1u8..).map(Self)).collect()
    }
}
