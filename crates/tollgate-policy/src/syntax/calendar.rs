//! `calendar: sdr_hours`: working hours, holidays and exceptions.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::{Schema, SchemaGenerator, json_schema};
use smol_str::SmolStr;
use tollgate_core::time::{Closing, DayHours, DaySet};

use super::scalar::{Name, Scalar};
use super::shape::{At, Entries, Shape, shape};
use super::word::OneOf;
use crate::diagnostic::Problems;
use crate::yaml::Node;

shape! {
    /// Working hours. Clocks that name this calendar run only while it is open.
    CalendarDocument {
        /// The calendar's name.
        calendar: At<Name>,
        /// `owner`: each responsible person's own zone; or the name of a zone for everybody.
        timezone: Option<At<ZoneRule>>,
        /// The hours by days: `{ mon-thu: ["08:30-12:00", "13:00-17:30"], fri: "08:30-16:00" }`.
        hours: Entries<DaySet, Hours>,
        /// Breaks that cut the hours, by days.
        breaks: Entries<DaySet, Hours>,
        /// Days on which it stays closed: dates, and iCal files beside this file.
        holidays: Vec<At<Holiday>>,
        /// Hours of single days, instead of the usual ones: `{ 2026-12-31: "09:00-12:00" }`.
        hours_on: Entries<Date, Hours>,
        /// Where a budget falls due that is used up exactly at closing.
        due_at_boundary: Option<At<OneOf<Closing>>>,
    }
}

/// Whose zone the hours are in.
#[derive(Clone, Debug)]
pub(crate) enum ZoneRule {
    /// The responsible person's.
    Owner,
    /// One for everybody.
    Fixed(TimeZone),
}

impl Scalar for ZoneRule {
    const WHAT: &'static str = "`owner` or a time zone";

    fn parse(text: &str) -> Result<Self, String> {
        if text == "owner" {
            Ok(Self::Owner)
        } else {
            TimeZone::parse(text).map(Self::Fixed)
        }
    }
}

/// The hours of a day: one span, or several.
#[derive(Clone, Debug)]
pub(crate) struct Hours(pub(crate) DayHours);

impl Shape for Hours {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let spans = Vec::<At<DayHours>>::read(node, problems)?;
        Some(Self(DayHours(
            spans.into_iter().flat_map(|span| span.value.0).collect(),
        )))
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}

/// A day, or a file of days, on which a calendar stays closed.
#[derive(Clone, Debug)]
pub(crate) enum Holiday {
    /// One day.
    On(Date),
    /// An iCal file.
    File(SmolStr),
}

impl Scalar for Holiday {
    const WHAT: &'static str = "a date or the name of an `.ics` file";

    fn parse(text: &str) -> Result<Self, String> {
        if text.ends_with(".ics") {
            Ok(Self::File(text.into()))
        } else {
            Date::parse(text).map(Self::On)
        }
    }
}
