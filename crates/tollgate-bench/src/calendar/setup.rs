//! The same calendar for both libraries, from one line of text.

use jiff::civil::{Date, Time, Weekday, date};
use tollgate_core::time::{Calendar, CalendarRules, Closing, DayHours, DaySet, HourSpan, zone};
use workclock::{Break, Holidays, Schedule, ScheduleBuilder, WorkDay};

/// One calendar in each library.
pub(crate) struct Both {
    pub(crate) ours: Calendar,
    pub(crate) theirs: Schedule,
}

/// An office in New York with lunch breaks and 24 years of federal holidays.
pub(crate) fn office() -> Both {
    let hours = "America/New_York; open mon-thu 08:30-17:30; open fri 08:30-16:00; break mon-thu 12:00-13:00; break daily 10:00-10:15";
    let holidays = (2008..2032)
        .flat_map(federal_holidays)
        .map(|on| format!("; holiday {on}"));
    let text = format!("{hours}{}", holidays.collect::<String>());
    Both {
        ours: ours(&text),
        theirs: theirs(&text).expect("workclock has all of these rules"),
    }
}

/// `ZONE; open DAYS HOURS; break DAYS HOURS; holiday DATE; on DATE HOURS; at next_opening` for Tollgate.
pub(crate) fn ours(text: &str) -> Calendar {
    let (name, parts) = parts(text);
    let mut rules = CalendarRules::default();
    for part in &parts {
        match part[..] {
            ["open", days, hours] => rules.open(set(days), &day(hours)),
            ["break", days, hours] => rules.cut(set(days), &day(hours)),
            ["holiday", on] => {
                rules.holidays.insert(civil(on));
            }
            ["on", on, hours] => {
                rules.hours_on.insert(civil(on), day(hours));
            }
            _ => rules.at_boundary = Closing::NextOpening,
        }
    }
    Calendar::prepare(&rules, &zone(name).expect("a zone of the list"))
}

/// The same for workclock; `None` where it has no such rule.
pub(crate) fn theirs(text: &str) -> Option<Schedule> {
    let (name, parts) = parts(text);
    let mut schedule = Schedule::builder().time_zone(name);
    let mut holidays = Vec::new();
    for part in &parts {
        match part[..] {
            ["holiday", on] => holidays.push(civil(on)),
            [kind @ ("open" | "break"), days, hours] => {
                schedule = day(hours)
                    .0
                    .into_iter()
                    .fold(schedule, |schedule, span| add(schedule, kind, days, span));
            }
            _ => return None,
        }
    }
    schedule.rule(Holidays::new(holidays)).build().ok()
}

fn add(schedule: ScheduleBuilder, kind: &str, days: &str, span: HourSpan) -> ScheduleBuilder {
    let days = days_of_week()
        .filter(|day| set(days).contains(*day))
        .collect();
    let (opens, closes) = (time(span.opens()), time(span.closes()));
    match kind {
        "open" => schedule.rule(WorkDay::new(opens, closes, days)),
        _ => schedule.rule(Break::new(opens, closes, days)),
    }
}

fn parts(text: &str) -> (&str, Vec<Vec<&str>>) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    (name, parts.map(|part| part.split(' ').collect()).collect())
}

fn set(days: &str) -> DaySet {
    days.parse().expect("a set of days")
}

fn day(hours: &str) -> DayHours {
    hours.parse().expect("a day's hours")
}

fn civil(on: &str) -> Date {
    on.parse().expect("a date")
}

fn time(second: u32) -> Time {
    let minute = i64::from(second % 86_400 / 60);
    Time::midnight().saturating_add(jiff::Span::new().minutes(minute))
}

fn days_of_week() -> impl Iterator<Item = Weekday> {
    (0..7).map(|day| Weekday::from_monday_zero_offset(day).expect("a weekday is 0 to 6"))
}

fn federal_holidays(year: i16) -> Vec<Date> {
    let nth = |month, n, weekday| {
        date(year, month, 1)
            .nth_weekday_of_month(n, weekday)
            .expect("each month has four of each weekday")
    };
    vec![
        date(year, 1, 1),
        nth(1, 3, Weekday::Monday),
        nth(2, 3, Weekday::Monday),
        nth(5, -1, Weekday::Monday),
        date(year, 7, 4),
        nth(9, 1, Weekday::Monday),
        nth(10, 2, Weekday::Monday),
        date(year, 11, 11),
        nth(11, 4, Weekday::Thursday),
        date(year, 12, 25),
    ]
}
