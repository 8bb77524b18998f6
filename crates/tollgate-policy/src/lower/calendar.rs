//! `calendar`: working hours, holidays and exceptions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use smol_str::SmolStr;
use tollgate_core::ids::CalendarId;
use tollgate_core::time::{CalendarRules, CalendarZone};

use super::context::Context;
use crate::diagnostic::{Place, Problems};
use crate::ical;
use crate::source::Source;
use crate::suggest;
use crate::syntax::{At, CalendarDocument, Document, Holiday, ZoneRule};

/// The calendars, by name.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<CalendarId, CalendarRules> {
    let mut calendars = BTreeMap::new();
    for document in documents {
        if let Document::Calendar(calendar) = document {
            let path = context.path(calendar.place);
            let rules = rules(calendar, context.source, path, problems);
            calendars
                .entry(CalendarId::from(calendar.calendar.value.0.clone()))
                .or_insert(rules);
        }
    }
    calendars
}

/// The rules that the document in the file `path` says.
pub(crate) fn rules(
    calendar: &CalendarDocument,
    source: &Source,
    path: &str,
    problems: &mut Problems,
) -> CalendarRules {
    let mut rules = CalendarRules {
        zone: zone(calendar),
        ..CalendarRules::default()
    };
    for (days, hours) in &calendar.hours.0 {
        rules.open(days.value, &hours.0);
    }
    for (days, breaks) in &calendar.breaks.0 {
        rules.cut(days.value, &breaks.0);
    }
    rules.hours_on = calendar
        .hours_on
        .0
        .iter()
        .map(|(date, hours)| (date.value, hours.0.clone()))
        .collect();
    for holiday in &calendar.holidays {
        match &holiday.value {
            Holiday::On(date) => drop(rules.holidays.insert(*date)),
            Holiday::File(name) => {
                rules
                    .holidays
                    .extend(file(&holiday.with(name.clone()), source, path, problems))
            }
        }
    }
    rules.at_boundary = calendar
        .due_at_boundary
        .as_ref()
        .map(|closing| closing.value.0)
        .unwrap_or_default();
    rules
}

fn zone(calendar: &CalendarDocument) -> CalendarZone {
    match calendar.timezone.as_ref().map(|zone| &zone.value) {
        None | Some(ZoneRule::Owner) => CalendarZone::Owner,
        Some(ZoneRule::Fixed(zone)) => {
            CalendarZone::Fixed(zone.iana_name().unwrap_or("UTC").to_owned())
        }
    }
}

/// The days of an iCal file; that there is none, or that it cannot be read, is told.
fn file(
    name: &At<SmolStr>,
    source: &Source,
    path: &str,
    problems: &mut Problems,
) -> BTreeSet<Date> {
    let Some((path, text)) = source.named(&name.value, path) else {
        let known = source.paths().filter(|path| path.ends_with(".ics"));
        let help = suggest::suggest(&name.value, known);
        let message = format!("there is no file `{}`", name.value);
        problems
            .error("unknown-file", name.place, message)
            .maybe_help(help);
        return BTreeSet::new();
    };
    match ical::holidays(text) {
        Ok(holidays) => holidays.into_iter().map(|(date, _)| date).collect(),
        Err(error) => {
            problems.error(
                "wrong-holidays",
                line(source, path, text, error.line),
                error.problem,
            );
            BTreeSet::new()
        }
    }
}

/// The line of the file at `path`, counted from 1.
fn line(source: &Source, path: &str, text: &str, line: usize) -> Place {
    let file = source
        .paths()
        .position(|known| known == path)
        .unwrap_or_default();
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let length = text[before..].lines().next().map_or(0, str::len);
    Place {
        file,
        start: before,
        end: before + length,
    }
}
