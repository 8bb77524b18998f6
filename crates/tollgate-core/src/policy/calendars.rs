//! The policy's calendars, prepared for every zone that they are used in.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::ids::CalendarId;
use crate::time::{Calendar, CalendarRules, CalendarZone};

/// Prepared calendars, by name and zone.
#[derive(Clone, Debug)]
pub struct Calendars {
    by_zone: BTreeMap<(Option<CalendarId>, String), Calendar>,
    home: String,
}

impl Calendars {
    /// Prepares each calendar: a fixed one for its own zone, one that follows the owner for every zone in `zones`.
    ///
    /// `home` is the workspace's zone. Wall time, the calendar without a name, is prepared for every zone too,
    /// since calendar days begin and end there.
    pub fn prepare<'a>(
        rules: &BTreeMap<CalendarId, CalendarRules>,
        home: &TimeZone,
        zones: impl Iterator<Item = &'a TimeZone>,
    ) -> Self {
        let mut all: BTreeMap<String, TimeZone> =
            zones.map(|zone| (name(zone), zone.clone())).collect();
        all.insert(name(home), home.clone());
        let mut by_zone = BTreeMap::new();
        for (name, zone) in &all {
            by_zone.insert((None, name.clone()), Calendar::always(zone));
        }
        for (id, rules) in rules {
            let fixed = fixed_zone(rules).map(|zone| Calendar::prepare(rules, &zone));
            for (name, zone) in &all {
                let calendar = fixed
                    .clone()
                    .unwrap_or_else(|| Calendar::prepare(rules, zone));
                by_zone.insert((Some(id.clone()), name.clone()), calendar);
            }
        }
        Self {
            by_zone,
            home: name(home),
        }
    }

    /// The calendar named `id` as it is for somebody who lives in `zone`; wall time where `id` is `None`.
    ///
    /// A zone that was not prepared is answered with the workspace's own.
    pub fn get(&self, id: Option<&CalendarId>, zone: &TimeZone) -> &Calendar {
        let key = |zone: String| (id.cloned(), zone);
        self.by_zone
            .get(&key(name(zone)))
            .or_else(|| self.by_zone.get(&key(self.home.clone())))
            .expect("every calendar of the policy is prepared for the workspace's zone")
    }
}

/// A zone that the policy names has been found before; should it be gone, the calendar follows its owner.
fn fixed_zone(rules: &CalendarRules) -> Option<TimeZone> {
    match &rules.zone {
        CalendarZone::Owner => None,
        CalendarZone::Fixed(name) => crate::time::zone(name).ok(),
    }
}

fn name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}
