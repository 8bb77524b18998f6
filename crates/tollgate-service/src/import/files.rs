//! The files of an import, and the entries of the mapping that they are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use super::error::ImportError;
use super::lookup::Lookups;
use super::plan::{self, Plan, Reader};
use super::problem::Problems;
use super::read::{MapPlace, ReadError, Rows};
use super::typed::some_of;

/// A file, and the entry of the mapping that it is.
pub(super) struct Assigned<'a> {
    pub(super) entry: usize,
    pub(super) name: String,
    pub(super) path: &'a Path,
}

/// Which entry each file is, in the order in which rows of the same instant are replayed.
pub(super) fn assign<'a>(
    plan: &Plan,
    files: &'a [PathBuf],
) -> Result<Vec<Assigned<'a>>, ImportError> {
    let mut assigned = Vec::new();
    for path in files {
        let name = name_of(path);
        match plan
            .files
            .iter()
            .position(|entry| plan::fits(&entry.pattern, &name))
        {
            Some(entry) => assigned.push(Assigned { entry, name, path }),
            None if plan
                .lookups
                .iter()
                .any(|lookup| plan::fits(&lookup.pattern, &name)) => {}
            None => {
                let patterns: Vec<_> = plan
                    .files
                    .iter()
                    .map(|entry| entry.pattern.as_str())
                    .collect();
                return Err(ImportError::UnknownFile {
                    name,
                    patterns: some_of(&patterns),
                });
            }
        }
    }
    assigned.sort_by(|a, b| (a.entry, &a.name).cmp(&(b.entry, &b.name)));
    match assigned
        .windows(2)
        .find(|pair| pair[0].name == pair[1].name)
    {
        Some(pair) => Err(ImportError::TwiceNamed(pair[0].name.clone())),
        None => Ok(assigned),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Opens every file once, so that a column that is missing is told before anything is read.
pub(super) fn check_columns(plan: &Plan, files: &[Assigned<'_>]) -> Result<(), ImportError> {
    let mut problems = Problems::default();
    for file in files {
        open(file.path, &plan.files[file.entry].reader, &mut problems)?;
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(ImportError::Map(problems.into_diagnostics(&plan.text)))
    }
}

/// The rows of a file; `None` where it lacks columns, which are told as problems of the mapping.
fn open<'a>(
    path: &'a Path,
    reader: &Reader,
    problems: &mut Problems,
) -> Result<Option<Rows<'a>>, ImportError> {
    match Rows::open(path, reader) {
        Ok(rows) => Ok(Some(rows)),
        Err(ReadError::NoColumn { missing, has, .. }) => {
            for (name, MapPlace(place)) in missing {
                let message = format!("`{}` has no column `{name}`", name_of(path));
                problems.add(place, "map-column", message, format!("it has {has}"));
            }
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn read_lookups(plan: &Plan, files: &[PathBuf]) -> Result<Lookups, ImportError> {
    let mut problems = Problems::default();
    let mut lookups = Lookups::default();
    for lookup in &plan.lookups {
        let Some(path) = files
            .iter()
            .find(|path| plan::fits(&lookup.pattern, &name_of(path)))
        else {
            let message = format!("no file `{}` is given to look cells up in", lookup.pattern);
            problems.add(
                lookup.place,
                "map-lookup-file",
                message,
                "name it on the command line beside the others",
            );
            continue;
        };
        let Some(mut rows) = open(path, &lookup.reader, &mut problems)? else {
            continue;
        };
        let mut pairs = Vec::new();
        while let Some(raw) = rows.next()? {
            if let Ok(row) = raw.row {
                pairs.push((
                    SmolStr::from(row.cell(lookup.key).trim()),
                    SmolStr::from(row.cell(lookup.value).trim()),
                ));
            }
        }
        lookups.push(pairs);
    }
    if problems.is_empty() {
        Ok(lookups)
    } else {
        Err(ImportError::Map(problems.into_diagnostics(&plan.text)))
    }
}

/// The patterns of the mapping's entries for which no file was given.
pub fn not_given(plan: &Plan, files: &[PathBuf]) -> BTreeSet<String> {
    let given = |pattern: &str| files.iter().any(|file| plan::fits(pattern, &name_of(file)));
    plan.files
        .iter()
        .map(|entry| entry.pattern.clone())
        .filter(|pattern| !given(pattern))
        .collect()
}
