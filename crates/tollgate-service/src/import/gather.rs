//! The first half of an import: every row of every file is read, checked, and put in the order in which it happened.
//! Nothing is written to the database yet, so a file that cannot be read stops an import before it began.

use std::path::PathBuf;

use tollgate_core::command::Command;
use tollgate_core::time::Timestamp;

use super::cell::Reading;
use super::error::ImportError;
use super::files::{self, Assigned};
use super::folder::Folder;
use super::lookup::Lookups;
use super::plan::{FilePlan, Plan};
use super::read::Rows;
use super::rejects::Rejects;
use super::row::{Reject, Row};
use super::sort::{Merge, Place, Sorter};
use super::summary::{FileSummary, Summary};

/// Rows between two words to whoever watches.
const WORD_EVERY: u64 = 1024;

/// What an import reads and where it works.
#[derive(Clone, Debug)]
pub struct Input {
    /// The files, in any order.
    pub files: Vec<PathBuf>,
    /// Where rejected rows go.
    pub rejects: PathBuf,
    /// The folder to work in, beside the database; it is removed at the end.
    pub folder: PathBuf,
}

/// Is told how far an import came.
pub trait Watch {
    /// So many of so many bytes of the files were read.
    fn reading(&mut self, done: u64, of: u64);
    /// So many of so many entries were replayed.
    fn replaying(&mut self, done: u64, of: u64);
}

/// Every usable row of every file, in the order in which it happened.
#[derive(Debug)]
pub struct Gathered {
    pub(crate) rows: Merge,
    /// For each file, which entry of the mapping it is.
    pub(crate) entries: Vec<usize>,
    pub(crate) lookups: Lookups,
    pub(crate) count: u64,
    pub(crate) summary: Summary,
    pub(crate) folder: Folder,
}

impl Gathered {
    /// The first instant that rows are of; `None` where there is no row.
    pub fn first_at(&self) -> Option<Timestamp> {
        self.summary.span.map(|(first, _)| first)
    }

    /// How many rows cannot be used.
    pub fn rejected(&self) -> u64 {
        self.summary.rejected_rows()
    }
}

/// Reads every row of the files and puts them in order. `plan` says what they are.
///
/// # Errors
/// Where a file cannot be read or does not fit the mapping. Rows that cannot be used are no error.
pub fn gather(plan: &Plan, input: &Input, watch: &mut dyn Watch) -> Result<Gathered, ImportError> {
    let files = files::assign(plan, &input.files)?;
    if input
        .files
        .iter()
        .any(|file| files::same_file(file, &input.rejects))
    {
        return Err(ImportError::RejectsOverInput(input.rejects.clone()));
    }
    let lookups = files::read_lookups(plan, &input.files)?;
    files::check_columns(plan, &files)?;
    let folder = Folder::take(&input.folder)?;
    let rejects = Rejects::new(&input.rejects).map_err(|source| rejects_error(input, source))?;
    let of = files
        .iter()
        .map(|file| std::fs::metadata(file.path).map_or(0, |data| data.len()))
        .sum();
    let mut gatherer = Gatherer {
        plan,
        input,
        reading: Reading {
            empty: &plan.empty,
            lookups: &lookups,
        },
        sorter: Sorter::new(folder.path().to_owned()),
        rejects,
        summary: Summary::default(),
        count: 0,
        progress: (0, of),
        watch,
    };
    for (number, file) in (0..).zip(&files) {
        gatherer.file(number, file)?;
    }
    let Gatherer {
        sorter,
        rejects,
        mut summary,
        count,
        ..
    } = gatherer;
    summary.rejected = rejects
        .finish()
        .map_err(|source| rejects_error(input, source))?;
    let rows = sorter
        .finish()
        .map_err(|source| sort_error(input, source))?;
    let entries = files.iter().map(|file| file.entry).collect();
    Ok(Gathered {
        rows,
        entries,
        lookups,
        count,
        summary,
        folder,
    })
}

fn rejects_error(input: &Input, source: std::io::Error) -> ImportError {
    ImportError::Rejects {
        path: input.rejects.clone(),
        source,
    }
}

fn sort_error(input: &Input, source: std::io::Error) -> ImportError {
    ImportError::Sort {
        folder: input.folder.clone(),
        source,
    }
}

/// Reads one file after another.
struct Gatherer<'a> {
    plan: &'a Plan,
    input: &'a Input,
    reading: Reading<'a>,
    sorter: Sorter,
    rejects: Rejects,
    summary: Summary,
    count: u64,
    progress: (u64, u64),
    watch: &'a mut dyn Watch,
}

impl Gatherer<'_> {
    fn file(&mut self, number: u32, file: &Assigned<'_>) -> Result<(), ImportError> {
        let entry = &self.plan.files[file.entry];
        let mut rows = Rows::open(file.path, &entry.reader)?;
        let mut said = FileSummary {
            name: file.name.clone(),
            ..FileSummary::default()
        };
        while let Some(raw) = rows.next()? {
            said.rows += 1;
            match raw.row.and_then(|row| {
                self.places(entry, number, raw.line, row)
                    .map(|places| (row, places))
            }) {
                Ok((row, places)) => {
                    said.unused += u64::from(places.is_empty());
                    self.keep(row, &places)?;
                }
                Err(reject) => {
                    said.rejected += 1;
                    let kept = self.rejects.add(&file.name, raw.line, &raw.text, &reject);
                    kept.map_err(|source| rejects_error(self.input, source))?;
                }
            }
            if said.rows.is_multiple_of(WORD_EVERY) {
                self.watch
                    .reading(self.progress.0 + rows.taken(), self.progress.1);
            }
        }
        self.progress.0 += rows.taken();
        self.watch.reading(self.progress.0, self.progress.1);
        self.summary.files.push(said);
        Ok(())
    }

    /// Where what `row` becomes stands in the order: one place for each target that applies. A row is used wholly or
    /// not at all.
    fn places(
        &mut self,
        entry: &FilePlan,
        file: u32,
        line: u64,
        row: &Row,
    ) -> Result<Vec<Place>, Reject> {
        let mut places = Vec::with_capacity(entry.targets.len());
        let mut unattached = 0;
        for (target, number) in entry.targets.iter().zip(0..) {
            let Some(ask) = target.ask(&self.plan.name, &self.plan.actor, row, &self.reading)?
            else {
                continue;
            };
            unattached += u64::from(
                matches!(&ask.request.command, Command::Log(activity) if activity.record.is_none()),
            );
            places.push(Place {
                at: ask.at,
                rank: target.rank,
                file,
                line,
                target: number,
            });
        }
        self.summary.unattached += unattached;
        Ok(places)
    }

    fn keep(&mut self, row: &Row, places: &[Place]) -> Result<(), ImportError> {
        for place in places {
            self.sorter
                .push(*place, row)
                .map_err(|source| sort_error(self.input, source))?;
            self.count += 1;
            let span = self.summary.span.get_or_insert((place.at, place.at));
            *span = (span.0.min(place.at), span.1.max(place.at));
        }
        Ok(())
    }
}
