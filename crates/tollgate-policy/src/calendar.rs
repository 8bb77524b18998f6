//! One calendar by itself: a document given on its own, and the names of a calendar's holidays.

use std::collections::BTreeMap;

use jiff::civil::Date;
use smol_str::SmolStr;
use tollgate_core::ids::CalendarId;
use tollgate_core::time::CalendarRules;

use crate::diagnostic::{Diagnostic, Problems};
use crate::ical;
use crate::load;
use crate::lower;
use crate::source::Source;
use crate::syntax::{CalendarDocument, Document, Holiday, Shape};
use crate::yaml::{self, Body, Node};

/// The path under which the document's own text is known to its problems.
const OWN: &str = "calendar";

/// A holiday's name, and the file that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayName {
    /// What the day is called; empty where the file does not say.
    pub name: String,
    /// The file as the calendar names it.
    pub file: SmolStr,
}

/// The rules of the one calendar document in `text`: YAML, and so also JSON.
///
/// Its name, the key `calendar`, may be left out. Files of holidays are looked for among those of `beside`.
///
/// # Errors
/// Everything that is wrong with it, in the order of lines.
pub fn read(text: &str, beside: &Source) -> Result<CalendarRules, Vec<Diagnostic>> {
    let holidays = beside.paths().filter(|path| path.ends_with(".ics"));
    let files = holidays.filter_map(|path| Some((path, beside.text(path)?)));
    let source = Source::new(files.chain([(OWN, text)]));
    let mut problems = Problems::default();
    let rules = rules(&source, text, &mut problems);
    match rules {
        Some(rules) if !problems.has_errors() => Ok(rules),
        _ => Err(problems.into_diagnostics(&source)),
    }
}

/// The rules; `None` only with a problem told.
fn rules(source: &Source, text: &str, problems: &mut Problems) -> Option<CalendarRules> {
    let file = source.paths().position(|path| path == OWN)?;
    let mut documents = yaml::read(file, text, problems).into_iter();
    let (first, second) = (documents.next(), documents.next());
    if first.is_none() && !problems.has_errors() || second.is_some() {
        let place = second.map(|node| node.place).unwrap_or_default();
        problems
            .error("wrong-type", place, "one calendar is expected here")
            .help("write it as in `{\"hours\": {\"mon-fri\": \"09:00-17:00\"}}`");
        return None;
    }
    let document = CalendarDocument::read(&named(first?), problems)?;
    Some(lower::calendar_rules(&document, source, OWN, problems))
}

/// The document with a name, where it has none of its own.
fn named(mut document: Node) -> Node {
    if let Body::Map(entries) = &mut document.body
        && !entries.iter().any(|(key, _)| key.text() == Some(OWN))
    {
        let scalar = |text: &str| Node {
            place: document.place,
            body: Body::Scalar {
                text: text.to_owned(),
                quoted: true,
            },
        };
        entries.push((scalar(OWN), scalar("unnamed")));
    }
    document
}

/// The names of the holidays that the calendar `id` in `source` takes from files, by date.
///
/// Empty where there is no such calendar; dates that the document lists itself have no name.
pub fn holiday_names(source: &Source, id: &CalendarId) -> BTreeMap<Date, Vec<HolidayName>> {
    let (documents, _) = load::read(source, &mut Problems::default());
    let mut names: BTreeMap<Date, Vec<HolidayName>> = BTreeMap::new();
    for document in &documents {
        let Document::Calendar(calendar) = document else {
            continue;
        };
        if calendar.calendar.value.as_str() == id.as_str() {
            let path = source.paths().nth(calendar.place.file).unwrap_or_default();
            let files = calendar.holidays.iter().map(|holiday| &holiday.value);
            for (date, name) in files.flat_map(|holiday| of_file(source, holiday, path)) {
                names.entry(date).or_default().push(name);
            }
        }
    }
    names
}

fn of_file(source: &Source, holiday: &Holiday, path: &str) -> Vec<(Date, HolidayName)> {
    let Holiday::File(file) = holiday else {
        return Vec::new();
    };
    let text = source.named(file, path).map_or("", |(_, text)| text);
    let holidays = ical::holidays(text).unwrap_or_default();
    let named = |(date, name)| {
        let file = file.clone();
        (date, HolidayName { name, file })
    };
    holidays.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::{holiday_names, read};
    use crate::source::Source;

    const DAYS: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas Day\nEND:VEVENT\nEND:VCALENDAR\n";

    fn problems(text: &str) -> Vec<String> {
        let found = read(text, &Source::default()).unwrap_err();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_document_in_json_is_read_with_and_without_its_name() {
        let hours = r#""timezone":"Europe/Berlin","hours":{"mon-fri":["09:00-12:00","13:00-17:00"]},"holidays":["2026-12-25"]"#;
        let named = read(
            &format!("{{\"calendar\":\"x\",{hours}}}"),
            &Source::default(),
        );
        let unnamed = read(&format!("{{{hours}}}"), &Source::default());
        assert_eq!(named, unnamed);
        assert_eq!(named.unwrap().holidays.len(), 1);
    }

    #[test]
    fn holidays_may_come_from_files_beside_it() {
        let beside = Source::new([("days.ics", DAYS)]);
        let rules = read("hours: { mon: 9:00-17:00 }\nholidays: days.ics", &beside).unwrap();
        assert_eq!(rules.holidays.len(), 1);
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let found = problems(
            r#"{"hours":{"mon-fry":"9-17"},"holydays":[],"timezone":"Berlin","holidays":["2026-02-30"]}"#,
        );
        assert_eq!(found.len(), 5, "{found:#?}");
        for text in ["", "5", "[]", "a: b\n---\nc: d", "{\"hours\":", "null"] {
            assert!(!problems(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn holidays_from_files_have_names() {
        let text = "calendar: night\nholidays: [days.ics, 2026-12-24]\n---\ncalendar: day";
        let source = Source::new([("people/calendars.yaml", text), ("days.ics", DAYS)]);
        let names = holiday_names(&source, &"night".into());
        let shown: Vec<_> = names
            .values()
            .flatten()
            .map(|name| (name.name.as_str(), name.file.as_str()))
            .collect();
        assert_eq!(shown, [("Christmas Day", "days.ics")]);
        assert!(holiday_names(&source, &"day".into()).is_empty());
    }
}
