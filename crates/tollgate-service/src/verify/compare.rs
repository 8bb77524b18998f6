//! Two tables, row by row in the order of their keys.

use std::cmp::Ordering;
use std::collections::VecDeque;

use serde_json::Value as Json;
use tollgate_core::ids::RecordKind;
use tollgate_core::policy::Policy;

use super::Difference;
use crate::ports::{Cell, StoreError, Table, Tables};

/// Rows that are read at a time.
const PAGE: usize = 500;

/// How many rows of `table` are the same in `store` and `shadow`, up to the first that is not.
pub(super) fn compare(
    store: &impl Tables,
    shadow: &impl Tables,
    table: &'static Table,
    policy: &Policy,
) -> Result<(u64, Option<Difference>), StoreError> {
    let mut found = Rows {
        store,
        table,
        read: VecDeque::new(),
        after: Vec::new(),
        over: false,
    };
    let mut expected = Rows {
        store: shadow,
        table,
        read: VecDeque::new(),
        after: Vec::new(),
        over: false,
    };
    let mut same = 0;
    loop {
        match (found.first()?, expected.first()?) {
            (None, None) => return Ok((same, None)),
            (Some(extra), other)
                if is_undeclared(table, extra, policy) && is_before(table, extra, other) =>
            {
                found.read.pop_front();
                continue;
            }
            (found, expected) => {
                if let Some(difference) = differ(table, found, expected) {
                    return Ok((same, Some(difference)));
                }
                same += 1;
            }
        }
        found.read.pop_front();
        expected.read.pop_front();
    }
}

/// A table's rows, read page by page.
struct Rows<'s, S> {
    store: &'s S,
    table: &'static Table,
    read: VecDeque<Vec<Cell>>,
    after: Vec<String>,
    over: bool,
}

impl<S: Tables> Rows<'_, S> {
    fn first(&mut self) -> Result<Option<&Vec<Cell>>, StoreError> {
        if self.read.is_empty() && !self.over {
            let page = self.store.page(self.table, &self.after, PAGE)?;
            self.over = page.len() < PAGE;
            if let Some(last) = page.last() {
                self.after = key(self.table, last);
            }
            self.read.extend(page);
        }
        Ok(self.read.front())
    }
}

/// True when `row` comes before `other`, so that the other table has none like it.
fn is_before(table: &Table, row: &[Cell], other: Option<&Vec<Cell>>) -> bool {
    other.is_none_or(|other| key(table, row) < key(table, other))
}

/// Rows of kinds that the policy no longer declares cannot be replayed under it, where its ledger does not say when they
/// were declared.
fn is_undeclared(table: &Table, row: &[Cell], policy: &Policy) -> bool {
    let by_kind = matches!(table.name, "record" | "link");
    by_kind
        && matches!(row.first(), Some(Cell::Text(kind)) if policy.kind(&RecordKind::from(kind.as_str())).is_none())
}

fn differ(
    table: &Table,
    found: Option<&Vec<Cell>>,
    expected: Option<&Vec<Cell>>,
) -> Option<Difference> {
    let whole = |row: &[Cell], found: &str, expected: &str| Difference {
        table: table.name,
        key: key(table, row).join(" "),
        field: String::new(),
        found: found.to_owned(),
        expected: expected.to_owned(),
    };
    match (found, expected) {
        (None, None) => None,
        (Some(found), None) => Some(whole(found, "a row", "none, by the ledger")),
        (None, Some(expected)) => Some(whole(expected, "no row", "one, by the ledger")),
        (Some(found), Some(expected)) => match key(table, found).cmp(&key(table, expected)) {
            Ordering::Less => Some(whole(found, "a row", "none, by the ledger")),
            Ordering::Greater => Some(whole(expected, "no row", "one, by the ledger")),
            Ordering::Equal => cells_differ(table, found, expected),
        },
    }
}

fn cells_differ(table: &Table, found: &[Cell], expected: &[Cell]) -> Option<Difference> {
    let place = found
        .iter()
        .zip(expected)
        .position(|(found, expected)| found != expected)?;
    let column = table.columns[place];
    let (field, found_text, expected_text) = match (&found[place], &expected[place]) {
        (Cell::Text(found), Cell::Text(expected)) if column == "body" => {
            bodies_differ(found, expected)
        }
        (found, expected) => (column.to_owned(), shown(found), shown(expected)),
    };
    let key = key(table, found).join(" ");
    Some(Difference {
        table: table.name,
        key,
        field,
        found: found_text,
        expected: expected_text,
    })
}

fn bodies_differ(found: &str, expected: &str) -> (String, String, String) {
    let parsed = |text: &str| serde_json::from_str::<Json>(text);
    let (Ok(found_json), Ok(expected_json)) = (parsed(found), parsed(expected)) else {
        return (
            "body".to_owned(),
            format!("`{found}`"),
            format!("`{expected}`"),
        );
    };
    let mut path = vec!["body".to_owned()];
    let (found, expected) = first_difference(&found_json, &expected_json, &mut path).map_or_else(
        || (found.to_owned(), expected.to_owned()),
        |(found, expected)| (text(found), text(expected)),
    );
    (path.join("."), found, expected)
}

/// The innermost place in which two JSON values differ first; `path` leads to it. `None` within the pair: not there.
fn first_difference<'j>(
    found: &'j Json,
    expected: &'j Json,
    path: &mut Vec<String>,
) -> Option<(Option<&'j Json>, Option<&'j Json>)> {
    let steps: Vec<(String, Option<&Json>, Option<&Json>)> = match (found, expected) {
        (Json::Object(a), Json::Object(b)) => {
            let mut names: Vec<_> = a.keys().chain(b.keys()).collect();
            names.sort();
            names.dedup();
            names
                .into_iter()
                .map(|name| (name.clone(), a.get(name), b.get(name)))
                .collect()
        }
        (Json::Array(a), Json::Array(b)) => (0..a.len().max(b.len()))
            .map(|place| (place.to_string(), a.get(place), b.get(place)))
            .collect(),
        _ => return (found != expected).then_some((Some(found), Some(expected))),
    };
    let (name, found, expected) = steps
        .into_iter()
        .find(|(_, found, expected)| found != expected)?;
    path.push(name);
    match (found, expected) {
        (Some(found), Some(expected)) => first_difference(found, expected, path),
        _ => Some((found, expected)),
    }
}

fn text(json: Option<&Json>) -> String {
    json.map_or_else(|| "nothing".to_owned(), |json| format!("`{json}`"))
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Null => "nothing".to_owned(),
        Cell::Whole(whole) => whole.to_string(),
        Cell::Text(text) => format!("`{text}`"),
        Cell::Other(what) => what.clone(),
    }
}

fn key(table: &Table, row: &[Cell]) -> Vec<String> {
    row.iter()
        .take(table.key)
        .map(|cell| {
            if let Cell::Text(text) = cell {
                text.clone()
            } else {
                shown(cell)
            }
        })
        .collect()
}
