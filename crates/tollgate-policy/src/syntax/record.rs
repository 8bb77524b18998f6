//! `record: lead`: a kind of record with its fields and stages.

use smol_str::SmolStr;
use tollgate_core::time::Budget;

use super::scalar::Name;
use super::shape::{At, Entries, shape};
use super::word::{OneOf, words};

shape! {
    /// A kind of record: a lead, an opportunity, a customer.
    RecordDocument {
        /// The kind's name, as conditions write it before a field: `lead.country`.
        record: At<Name>,
        /// The field that identifies a record beside its id; two open records that share it are twins.
        key: Option<At<Name>>,
        /// The fields that name a record on screen, where its id says little: `[name, company]`. Those that are empty, or that
        /// the reader may not see, are left out.
        called: Vec<At<Name>>,
        /// The stages, first to last; skipped and backward moves are seen by this order.
        stages: Vec<At<SmolStr>>,
        /// The fields, beside `owner` and `stage`, which every kind has.
        fields: Entries<Name, FieldShape>,
        /// The stages in which a record is no longer worked.
        closed: Vec<At<SmolStr>>,
        /// How records of this kind add up to a forecast.
        forecast: Option<ForecastShape>,
        /// How records of this kind carry recurring revenue.
        recurring: Option<RecurringShape>,
        /// For how many days personal fields are kept once nothing is heard of a record any more: `730d`.
        keep: Option<At<Budget>>,
    }

    /// A field of a record.
    FieldShape {
        /// What it may hold.
        r#type: At<OneOf<FieldWord>>,
        /// The texts that a `choice` may be.
        of: Vec<At<SmolStr>>,
        /// The kind of record that a `link` points at.
        to: Option<At<Name>>,
        /// The journey goes on in the linked record: a lead that became an opportunity.
        journey: Option<At<bool>>,
        /// Activities on the linked record count as done on this one.
        activities: Option<At<bool>>,
        /// It tells about a person, and is masked and erasable.
        personal: Option<At<bool>>,
        /// For how many days a value is kept from when it was last said: `180d`.
        keep: Option<At<Budget>>,
        /// For whoever reads the policy.
        note: Option<At<SmolStr>>,
    }

    /// How records of a kind make a forecast.
    ForecastShape {
        /// The money field.
        amount: At<Name>,
        /// The date field on which the amount is expected.
        close: At<Name>,
        /// The assumed probability of winning from each stage, 0 to 1.
        probability: Entries<SmolStr, At<f64>>,
        /// The stage that means won.
        won: At<SmolStr>,
        /// The stage that means lost.
        lost: At<SmolStr>,
    }

    /// How records of a kind carry recurring revenue.
    RecurringShape {
        /// The money field: annual recurring revenue.
        amount: At<Name>,
        /// The stage in which the revenue has ended.
        churned: At<SmolStr>,
    }
}

/// The word for a field's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldWord {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A country.
    Country,
    /// A person.
    Person,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// An amount.
    Money,
    /// True or false.
    Boolean,
    /// A date.
    Date,
    /// An instant.
    Instant,
    /// One of a few texts.
    Choice,
    /// Another record.
    Link,
}

words! {
    FieldWord: {
        "text" => Self::Text,
        "email" => Self::Email,
        "phone" => Self::Phone,
        "country" => Self::Country,
        "person" => Self::Person,
        "integer" => Self::Integer,
        "number" => Self::Number,
        "money" => Self::Money,
        "boolean" => Self::Boolean,
        "date" => Self::Date,
        "instant" => Self::Instant,
        "choice" => Self::Choice,
        "link" => Self::Link,
    }
}
