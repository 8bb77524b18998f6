//! `person: ana@acme.example`: somebody whose name or zone matters.

use jiff::tz::TimeZone;
use smol_str::SmolStr;

use super::shape::{At, shape};

shape! {
    /// A person whose name or time zone matters; everybody else is known by the address alone.
    PersonDocument {
        /// The e-mail address, or the name that the CRM uses.
        person: At<SmolStr>,
        /// The name on screen.
        name: Option<At<SmolStr>>,
        /// The zone in which the person works; the workspace's where it is not said.
        timezone: Option<At<TimeZone>>,
    }
}
