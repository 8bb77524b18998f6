//! Why an import does not happen. Rows that cannot be used are no error: they go to the rejects file.

use std::io;
use std::path::PathBuf;

use tollgate_core::time::Timestamp;
use tollgate_policy::Diagnostic;

use super::folder::FolderError;
use super::read::ReadError;
use crate::ports::StoreError;

/// Why an import does not happen, or stopped. What was imported before is durable; running it again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The mapping does not fit the files.
    #[error("the mapping does not fit the files")]
    Map(Vec<Diagnostic>),
    /// No entry of the mapping is about the file.
    #[error("no entry of the mapping is about `{name}`; it reads {patterns}")]
    UnknownFile {
        /// The file's name.
        name: String,
        /// The patterns there are, as text.
        patterns: String,
    },
    /// Two files have one name, which could not be told apart when they are imported again.
    #[error(
        "two files are called `{0}`; give one of them another name, or import them one after the other"
    )]
    TwiceNamed(String),
    /// The rejects would be written over something else.
    #[error("the rejects cannot go to `{}`, which is read by this import; name another file with `--rejects`", .0.display())]
    RejectsOverInput(PathBuf),
    /// A file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The working folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The rows could not be put in order; most likely the disk is full.
    #[error("the rows could not be sorted in `{}`; is there room on the disk?", .folder.display())]
    Sort {
        /// The working folder.
        folder: PathBuf,
        /// What happened.
        #[source]
        source: io::Error,
    },
    /// The rejects file cannot be written.
    #[error("the rejects file `{}` cannot be written", .path.display())]
    Rejects {
        /// The file.
        path: PathBuf,
        /// What happened.
        #[source]
        source: io::Error,
    },
    /// Time cannot be let pass to before the last row.
    #[error(
        "`--until {until}` lies before the last row, which happened at {last}; leave it out, or name a later instant"
    )]
    UntilTooEarly {
        /// As asked.
        until: Timestamp,
        /// The last row's instant.
        last: Timestamp,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
