//! `list`: named values, written in the document or in a text file beside it.

use std::collections::BTreeMap;

use tollgate_core::ids::ListName;
use tollgate_core::value::Value;

use crate::diagnostic::Problems;
use crate::source::Source;
use crate::suggest;
use crate::syntax::{Document, ListDocument};

/// The lists, by name; all values of one list are of one type.
pub(super) fn lower(
    source: &Source,
    documents: &[Document],
    problems: &mut Problems,
) -> BTreeMap<ListName, Vec<Value>> {
    let mut lists = BTreeMap::new();
    for document in documents {
        if let Document::List(list) = document {
            let values = values(source, list, problems);
            lists
                .entry(ListName::from(list.list.value.0.clone()))
                .or_insert(values);
        }
    }
    lists
}

fn values(source: &Source, list: &ListDocument, problems: &mut Problems) -> Vec<Value> {
    let mut texts: Vec<(&str, bool)> = list
        .values
        .iter()
        .map(|item| (item.value.text.as_str(), item.value.quoted))
        .collect();
    texts.extend(lines(source, list, problems).map(|line| (line, true)));
    if texts.is_empty() {
        let name = list.list.value.as_str();
        problems
            .warning(
                "empty-list",
                list.place,
                format!("the list `{name}` holds nothing"),
            )
            .help("write `values: [a, b]`, or name a `file`");
    }
    numbers(&texts).unwrap_or_else(|| {
        texts
            .into_iter()
            .map(|(text, _)| Value::Text(text.into()))
            .collect()
    })
}

/// The values as numbers, where all are written as plain numbers without leading zeros.
fn numbers(texts: &[(&str, bool)]) -> Option<Vec<Value>> {
    let number = |(text, quoted): &(&str, bool)| {
        let digits = text.trim_start_matches('-');
        let padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
        let plain = digits.starts_with(|c: char| c.is_ascii_digit()) && !quoted && !padded;
        let whole = || text.parse().ok().map(Value::Int);
        let fraction = || {
            text.parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(Value::Num)
        };
        if plain {
            whole().or_else(fraction)
        } else {
            None
        }
    };
    texts.iter().map(number).collect()
}

/// The lines of the list's file, without comments; that there is no such file is told.
fn lines<'s>(
    source: &'s Source,
    list: &ListDocument,
    problems: &mut Problems,
) -> impl Iterator<Item = &'s str> {
    let text = list.file.as_ref().and_then(|file| {
        let from = source.paths().nth(file.place.file).unwrap_or_default();
        let found = source.named(&file.value, from);
        if found.is_none() {
            let help = suggest::suggest(
                &file.value,
                source.paths().filter(|path| path.ends_with(".txt")),
            );
            problems
                .error(
                    "unknown-file",
                    file.place,
                    format!("there is no file `{}`", file.value),
                )
                .maybe_help(help);
        }
        found.map(|(_, text)| text)
    });
    let without_comment = |line: &'s str| line.split('#').next().unwrap_or_default().trim();
    text.unwrap_or_default()
        .lines()
        .map(without_comment)
        .filter(|line| !line.is_empty())
}
