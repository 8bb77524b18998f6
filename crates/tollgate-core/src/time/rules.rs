//! A calendar as the policy declares it: inert data, before it is prepared for one time zone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::days::DaySet;
use super::hours::{DayHours, HourSpan};

/// When a calendar opens and closes, in local time.
///
/// A span of hours belongs to the day on which it begins, with the part that runs over midnight: a
/// holiday or an override replaces the spans that begin on that day, and leaves alone what began the
/// evening before. A break cuts by its own day, whichever day the span that it cuts began on.
///
/// Source: POLICY.md, "Meaning, where it matters".
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CalendarRules {
    /// Whose local time the hours are in.
    pub zone: CalendarZone,
    /// The hours of each weekday, Monday first.
    pub hours: [DayHours; 7],
    /// Spans that cut the hours, by weekday, Monday first.
    pub breaks: [DayHours; 7],
    /// Days whose hours are replaced; no span means closed.
    pub hours_on: BTreeMap<Date, DayHours>,
    /// Days on which nothing begins, whatever else is said of them.
    pub holidays: BTreeSet<Date>,
    /// Where a budget falls due that is used up exactly at closing.
    pub at_boundary: Closing,
}

/// Whose local time a calendar's hours are in.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum CalendarZone {
    /// The zone of whoever is responsible; the calendar is prepared once for each zone in use.
    #[default]
    Owner,
    /// One zone for everybody, by its IANA name.
    Fixed(String),
}

/// Where a budget falls due that is used up exactly at closing (`due_at_boundary`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Closing {
    /// At the closing instant.
    #[default]
    AtClosing,
    /// When the calendar opens again.
    NextOpening,
}

impl CalendarRules {
    /// Open all day, every day: working time is wall time.
    pub fn always() -> Self {
        let mut rules = Self::default();
        rules.open(DaySet::DAILY, &DayHours(vec![HourSpan::WHOLE_DAY]));
        rules
    }

    /// Whether nothing ever closes.
    pub(super) fn is_always(&self) -> bool {
        let whole = |day: &DayHours| day.0.contains(&HourSpan::WHOLE_DAY);
        let exceptions = !self.hours_on.is_empty() || !self.holidays.is_empty();
        !exceptions
            && self.hours.iter().all(whole)
            && self.breaks.iter().all(|day| day.0.is_empty())
    }

    /// Adds `hours` to each of `days`.
    pub fn open(&mut self, days: DaySet, hours: &DayHours) {
        add(&mut self.hours, days, hours);
    }

    /// Adds `breaks` to each of `days`.
    pub fn cut(&mut self, days: DaySet, breaks: &DayHours) {
        add(&mut self.breaks, days, breaks);
    }

    /// The same week without its dated exceptions.
    pub(super) fn plain(&self) -> Self {
        Self {
            hours_on: BTreeMap::new(),
            holidays: BTreeSet::new(),
            ..self.clone()
        }
    }
}

fn add(week: &mut [DayHours; 7], days: DaySet, hours: &DayHours) {
    for day in days.indices() {
        week[day].0.extend_from_slice(&hours.0);
    }
}
