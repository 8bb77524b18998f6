//! The whole mapping: its defaults, its tables, its files.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde_saphyr::Spanned;
use smol_str::SmolStr;
use tollgate_core::command::Actor;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;

use super::text::{EmptyMeans, EncodingText, FileText, FormatText, LookupText, MapText};
use crate::import::dates::{self, DateForms};
use crate::import::plan::{Encoding, FilePlan, Format, LookupPlan, MapSource, Plan, Reader};
use crate::import::problem::{Place, Problems};

/// What the whole mapping says, for its files to build on.
pub(super) struct Defaults<'a> {
    pub(super) policy: &'a Policy,
    pub(super) dates: DateForms,
    pub(super) as_of: Option<Timestamp>,
    pub(super) clears: bool,
    pub(super) lookups: Vec<String>,
}

/// The columns of one file, gathered while its targets are compiled.
#[derive(Default)]
pub(super) struct Columns(Vec<(SmolStr, Place)>);

impl Columns {
    /// The place of the column `name` among the cells of a row.
    pub(super) fn index(&mut self, name: &str, place: Place) -> usize {
        if let Some(known) = self.0.iter().position(|(known, _)| known == name) {
            return known;
        }
        self.0.push((name.into(), place));
        self.0.len() - 1
    }
}

/// The plan that `map` describes. `None` when nothing can be planned at all; then a problem says why.
pub(super) fn plan(
    map: MapText,
    source: &MapSource,
    policy: &Policy,
    problems: &mut Problems,
) -> Option<Plan> {
    let dates = date_forms(&map, policy, problems);
    let as_of = map
        .as_of
        .as_ref()
        .and_then(|text| as_of(text, &dates, problems));
    let clears = map.empty.means == EmptyMeans::Cleared;
    let lookups = map.lookups.keys().cloned().collect();
    let defaults = Defaults {
        policy,
        dates,
        as_of,
        clears,
        lookups,
    };
    if map.import.value.trim().is_empty() {
        problems.add(
            map.import.referenced.into(),
            "map-name",
            "the mapping has no name",
            "write a short name, such as `import: crm`",
        );
    }
    if map.files.value.is_empty() {
        problems.add(
            map.files.referenced.into(),
            "map-empty",
            "the mapping names no file",
            "list at least one `- file:` with what its rows are",
        );
    }
    let files = map
        .files
        .value
        .into_iter()
        .map(|file| file_plan(file, &defaults, problems))
        .collect();
    let lookups = map
        .lookups
        .into_values()
        .map(|lookup| lookup_plan(&lookup))
        .collect();
    Some(Plan {
        name: map.import.value.as_str().into(),
        actor: Actor::System(map.source.unwrap_or_else(|| "import".to_owned()).into()),
        empty: map
            .empty
            .cells
            .iter()
            .map(|cell| cell.trim().into())
            .collect(),
        lookups,
        files,
        text: source.clone(),
    })
}

fn date_forms(map: &MapText, policy: &Policy, problems: &mut Problems) -> DateForms {
    let zone = match &map.timezone {
        None => policy.workspace.zone.clone(),
        Some(name) => zone(name, problems).unwrap_or(TimeZone::UTC),
    };
    let forms = map
        .dates
        .iter()
        .filter_map(|form| checked_form(form, problems))
        .collect();
    DateForms {
        forms,
        zone,
        time: Time::midnight(),
    }
}

fn zone(name: &Spanned<String>, problems: &mut Problems) -> Option<TimeZone> {
    let found = TimeZone::get(&name.value).ok();
    if found.is_none() {
        let message = format!("there is no time zone `{}`", name.value);
        problems.add(
            name.referenced.into(),
            "map-timezone",
            message,
            "write a name of the IANA database, such as `Europe/Berlin` or `UTC`",
        );
    }
    found
}

/// The form as it is, where it names a date.
pub(super) fn checked_form(form: &Spanned<String>, problems: &mut Problems) -> Option<String> {
    let Some(fault) = dates::fault_of(&form.value) else {
        return Some(form.value.clone());
    };
    let message = format!("`{}` is not the form of a date: {fault}", form.value);
    problems.add(
        form.referenced.into(),
        "map-date-form",
        message,
        "write it as `strptime` does, such as `%d.%m.%Y %H:%M`",
    );
    None
}

fn as_of(text: &Spanned<String>, dates: &DateForms, problems: &mut Problems) -> Option<Timestamp> {
    let iso = DateForms {
        forms: std::sync::Arc::default(),
        ..dates.clone()
    };
    let at = dates
        .instant(&text.value)
        .or_else(|| iso.instant(&text.value));
    if at.is_none() {
        let message = format!("`{}` is not an instant", text.value);
        problems.add(
            text.referenced.into(),
            "map-instant",
            message,
            "write it in one of the mapping's `dates` forms, or as `2024-06-21 15:31`",
        );
    }
    at
}

fn lookup_plan(lookup: &LookupText) -> LookupPlan {
    let mut columns = Columns::default();
    let key = columns.index(&lookup.key.value, lookup.key.referenced.into());
    let value = columns.index(&lookup.value.value, lookup.value.referenced.into());
    let reader = Reader {
        format: None,
        delimiter: None,
        encoding: Encoding::Utf8,
        columns: columns.0,
    };
    LookupPlan {
        pattern: lookup.file.value.clone(),
        place: lookup.file.referenced.into(),
        reader,
        key,
        value,
    }
}

fn file_plan(file: FileText, defaults: &Defaults<'_>, problems: &mut Problems) -> FilePlan {
    let mut columns = Columns::default();
    let delimiter = file
        .delimiter
        .as_ref()
        .and_then(|text| delimiter(text, problems));
    let place: Place = file.file.referenced.into();
    let (pattern, format, encoding) = (file.file.value.clone(), file.format, file.encoding);
    if file.says_nothing() {
        let message = format!("nothing is said of the rows of `{pattern}`");
        let help =
            "add `records`, `history`, `activities`, `accepts`, `next_steps` or `dispositions`";
        problems.add(place, "map-no-target", message, help);
    }
    let targets = super::targets::of(file, defaults, &mut columns, problems);
    let format = format.map(|format| match format {
        FormatText::Csv => Format::Csv,
        FormatText::Ndjson => Format::Ndjson,
    });
    let encoding = match encoding {
        EncodingText::Utf8 => Encoding::Utf8,
        EncodingText::Latin1 => Encoding::Latin1,
    };
    FilePlan {
        pattern,
        reader: Reader {
            format,
            delimiter,
            encoding,
            columns: columns.0,
        },
        targets,
    }
}

fn delimiter(text: &Spanned<String>, problems: &mut Problems) -> Option<u8> {
    match text.value.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'"' => Some(*byte),
        _ => {
            let message = format!("`{}` cannot separate cells", text.value);
            problems.add(
                text.referenced.into(),
                "map-delimiter",
                message,
                "write one character, such as `\";\"` or `\"\\t\"`",
            );
            None
        }
    }
}
