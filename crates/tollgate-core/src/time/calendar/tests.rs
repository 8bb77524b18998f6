//! What the calendar promises: the rules at the edges as cases, the arithmetic against a naive model.

mod cases;
mod days;
mod extremes;
mod model;
mod properties;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::time::{
    Budget, Calendar, CalendarRules, Closing, DayHours, DaySet, Pause, Timestamp, zone,
};

const OFFICE: &str = "America/New_York; open mon-thu 08:30-12:00,13:00-17:30; open fri 08:30-16:00";
const NIGHT: &str = "America/New_York; open mon-fri 22:00-06:00";

/// A calendar as one line of text, so that a case is read at a glance:
/// `America/New_York; open mon-thu 08:30-12:00,13:00-17:30; break daily 10:00-10:15; on 2026-12-31
/// 09:00-12:00; holiday 2026-12-25; at next_opening`.
struct Given {
    calendar: Calendar,
    zone: TimeZone,
}

fn given(text: &str) -> Given {
    let mut parts = text.split(';').map(str::trim);
    let zone = zone(parts.next().unwrap()).unwrap();
    let mut rules = CalendarRules::default();
    for part in parts {
        rule(&mut rules, &part.split(' ').collect::<Vec<_>>());
    }
    Given {
        calendar: Calendar::prepare(&rules, &zone),
        zone,
    }
}

fn rule(rules: &mut CalendarRules, words: &[&str]) {
    match words {
        ["open", days, hours] => rules.open(days.parse().unwrap(), &hours.parse().unwrap()),
        ["break", days, hours] => rules.cut(days.parse().unwrap(), &hours.parse().unwrap()),
        ["on", date, hours] => {
            rules
                .hours_on
                .insert(date.parse().unwrap(), hours.parse().unwrap());
        }
        ["holiday", date] => {
            rules.holidays.insert(date.parse().unwrap());
        }
        ["at", "next_opening"] => rules.at_boundary = Closing::NextOpening,
        other => panic!("no such rule: {other:?}"),
    }
}

impl Given {
    /// An instant: local time in the calendar's zone, or any time with an offset of its own.
    fn at(&self, text: &str) -> Timestamp {
        let text = text.trim().replace(' ', "T");
        Timestamp::parse(&text).unwrap_or_else(|| {
            let local: DateTime = text.parse().unwrap();
            Timestamp::from_jiff(
                self.zone
                    .to_ambiguous_zoned(local)
                    .unambiguous()
                    .unwrap()
                    .timestamp(),
            )
        })
    }

    /// `from .. to, from ..` as pauses.
    fn pauses(&self, text: &str) -> Vec<Pause> {
        let parts = text.split(',').filter(|part| !part.is_empty());
        let pause = |part: &str| {
            let (from, to) = part.split_once("..").unwrap();
            let to = (!to.trim().is_empty()).then(|| self.at(to));
            Pause {
                from: self.at(from),
                to,
            }
        };
        parts.map(pause).collect()
    }

    fn due(&self, start: &str, budget: &str, pauses: &str, expect: &str) {
        let due = self.calendar.due(
            self.at(start),
            budget.parse().unwrap(),
            &self.pauses(pauses),
        );
        self.same(
            due,
            expect,
            &format!("{budget} from {start} paused {pauses}"),
        );
    }

    fn back(&self, end: &str, budget: &str, pauses: &str, expect: &str) {
        let start = self
            .calendar
            .back(self.at(end), budget.parse().unwrap(), &self.pauses(pauses));
        self.same(
            start,
            expect,
            &format!("{budget} back from {end} paused {pauses}"),
        );
    }

    fn next(&self, at: &str, expect: &str) {
        self.same(self.calendar.next_opening(self.at(at)), expect, at);
    }

    fn open(&self, at: &str, expect: bool) {
        assert_eq!(self.calendar.is_open(self.at(at)), expect, "open at {at}");
    }

    /// `expect` is a budget of time, such as `8h30m`; a dash before it stands for less than nothing.
    fn elapsed(&self, from: &str, to: &str, pauses: &str, expect: &str) {
        let wanted = match expect.trim_start_matches('-').parse().unwrap() {
            Budget::Time(micros) if expect.starts_with('-') => -micros,
            Budget::Time(micros) => micros,
            other => panic!("{other} is not working time"),
        };
        let found = self
            .calendar
            .elapsed(self.at(from), self.at(to), &self.pauses(pauses));
        assert_eq!(
            found,
            wanted,
            "{from} to {to}, paused {pauses}: {}",
            Budget::Time(found)
        );
    }

    /// `never`, or the instant found.
    fn same(&self, found: Option<Timestamp>, expect: &str, context: &str) {
        let wanted = (expect != "never").then(|| self.at(expect));
        let local = found.map(|at| at.to_jiff().to_zoned(self.zone.clone()).to_string());
        assert_eq!(found, wanted, "{context}: {local:?}");
    }
}

/// A date and the hours that replace its own.
type Override = (Date, DayHours);
/// A set of days and their hours.
type Weekly = (DaySet, DayHours);
