//! Reading input files: one row after another, whatever they are written in.

mod csv;
mod lines;
mod ndjson;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::plan::{Encoding, Format, Reader};
use super::problem::Place;
use super::row::{Reject, Row};
use csv::Csv;
use lines::Lines;

/// A row as it was found.
#[derive(Debug)]
pub(crate) struct Raw<T> {
    /// The line it begins on, first is 1.
    pub(crate) line: u64,
    /// Its text, without the last line end.
    pub(crate) text: String,
    /// What it holds, or why it cannot be read.
    pub(crate) row: Result<T, Reject>,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be opened, or reading stopped in the middle: a truncated archive.
    #[error("`{}` cannot be read{}", .path.display(), past(*.line))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The last line that could be read.
        line: u64,
        /// What happened.
        #[source]
        source: io::Error,
    },
    /// It has no header.
    #[error("`{}` is empty: a CSV file begins with a line that names its columns", .0.display())]
    NoHeader(PathBuf),
    /// It lacks columns that the mapping reads.
    #[error("`{}` has no column `{}`; it has {}", .path.display(), .missing.first().map_or("", |(name, _)| name.as_str()), .has)]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// The columns, and where the mapping names them.
        missing: Vec<(String, MapPlace)>,
        /// The columns it has, as text.
        has: String,
    },
}

/// A place in the mapping.
#[derive(Clone, Copy, Debug)]
pub struct MapPlace(pub(crate) Place);

fn past(line: u64) -> String {
    if line == 0 {
        String::new()
    } else {
        format!(" past line {line}")
    }
}

/// The rows of one file.
pub(crate) struct Rows<'a> {
    path: &'a Path,
    lines: Lines,
    form: Form,
    last: u64,
    row: Row,
}

enum Form {
    /// The splitter, how many cells a row has, and which of them are used.
    Csv {
        csv: Box<Csv>,
        width: usize,
        used: Vec<usize>,
    },
    /// The paths that are used, and how characters are written.
    Ndjson {
        paths: Vec<ndjson::Path>,
        encoding: Encoding,
    },
}

impl<'a> Rows<'a> {
    /// Opens the file at `path`, and finds the columns that `reader` names.
    ///
    /// # Errors
    /// Where it cannot be opened, or lacks a column.
    pub(crate) fn open(path: &'a Path, reader: &Reader) -> Result<Self, ReadError> {
        let unreadable = |source| ReadError::Unreadable {
            path: path.to_owned(),
            line: 0,
            source,
        };
        let mut lines = Lines::open(path).map_err(unreadable)?;
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let is_ndjson = [".ndjson", ".jsonl", ".json"]
            .iter()
            .any(|ending| name.ends_with(ending));
        let format = reader.format.unwrap_or(if is_ndjson {
            Format::Ndjson
        } else {
            Format::Csv
        });
        let form = match format {
            Format::Ndjson => {
                let paths = reader
                    .columns
                    .iter()
                    .map(|(column, _)| ndjson::Path::new(column))
                    .collect();
                Form::Ndjson {
                    paths,
                    encoding: reader.encoding,
                }
            }
            Format::Csv => {
                let delimiter =
                    reader
                        .delimiter
                        .unwrap_or(if name.ends_with(".tsv") { b'\t' } else { b',' });
                let mut csv = Csv::new(delimiter, reader.encoding);
                let header = csv.next(&mut lines, None).map_err(unreadable)?;
                let header = header
                    .and_then(|raw| raw.row.ok())
                    .ok_or_else(|| ReadError::NoHeader(path.to_owned()))?;
                Form::Csv {
                    csv: Box::new(csv),
                    width: header.len(),
                    used: used(path, &header, reader)?,
                }
            }
        };
        Ok(Self {
            path,
            lines,
            form,
            last: 0,
            row: Row::default(),
        })
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub(crate) fn next(&mut self) -> Result<Option<Raw<&Row>>, ReadError> {
        let row = &mut self.row;
        row.clear();
        let found = match &mut self.form {
            Form::Csv { csv, width, used } => csv.next(&mut self.lines, Some(*width)).map(|raw| {
                raw.map(|raw| {
                    raw.fill(|cells| {
                        for &column in used.iter() {
                            row.push(&cells[column]);
                        }
                    })
                })
            }),
            Form::Ndjson { paths, encoding } => {
                ndjson::next(&mut self.lines, *encoding).map(|raw| {
                    raw.map(|raw| {
                        raw.fill(|object| {
                            for path in paths.iter() {
                                row.push(&path.text(&object));
                            }
                        })
                    })
                })
            }
        };
        let line = self.last;
        let found = found.map_err(|source| ReadError::Unreadable {
            path: self.path.to_owned(),
            line,
            source,
        })?;
        let Some(Raw {
            line,
            text,
            row: read,
        }) = found
        else {
            return Ok(None);
        };
        self.last = line;
        Ok(Some(Raw {
            line,
            text,
            row: read.map(|()| &self.row),
        }))
    }

    /// Bytes of the file taken so far, packed as they are.
    pub(crate) fn taken(&self) -> u64 {
        self.lines.taken()
    }
}

impl<T> Raw<T> {
    fn fill(self, fill: impl FnOnce(T)) -> Raw<()> {
        Raw {
            line: self.line,
            text: self.text,
            row: self.row.map(fill),
        }
    }
}

/// Where each column of `reader` stands in `header`.
fn used(path: &Path, header: &[String], reader: &Reader) -> Result<Vec<usize>, ReadError> {
    let position = |name: &str| {
        header
            .iter()
            .position(|column| column.trim() == name.trim())
    };
    let missing = reader
        .columns
        .iter()
        .filter(|(name, _)| position(name).is_none());
    let missing: Vec<_> = missing
        .map(|(name, place)| (name.to_string(), MapPlace(*place)))
        .collect();
    if !missing.is_empty() {
        let has = header
            .iter()
            .map(|column| format!("`{}`", column.trim()))
            .collect::<Vec<_>>()
            .join(", ");
        return Err(ReadError::NoColumn {
            path: path.to_owned(),
            missing,
            has,
        });
    }
    Ok(reader
        .columns
        .iter()
        .filter_map(|(name, _)| position(name))
        .collect())
}

/// `bytes` as text.
fn text_of(bytes: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, Reject> {
    match (encoding, std::str::from_utf8(bytes)) {
        (_, Ok(text)) if encoding == Encoding::Utf8 || bytes.is_ascii() => Ok(Cow::Borrowed(text)),
        (Encoding::Latin1, _) => Ok(bytes.iter().copied().map(char::from).collect()),
        (Encoding::Utf8, _) => Err(Reject::new(
            "the row is not UTF-8; if the file is ISO 8859-1, say `encoding: latin-1`",
        )),
    }
}
