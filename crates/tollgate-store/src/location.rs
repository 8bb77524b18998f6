//! Where a database is, as a user writes it.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::postgres::Target;

/// Where a database is: `FILE`, `sqlite:FILE` or `postgres://…`. Shown without a password.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL.
    Postgres(Box<Target>),
}

impl Location {
    /// What files that belong to the database are named after: its file, or its name in this folder.
    pub fn base_name(&self) -> OsString {
        match self {
            Self::File(path) => path.as_os_str().to_owned(),
            Self::Postgres(target) => target.database().into(),
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

/// Why a text names no database.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// The URL cannot be read.
    #[error("{fault}; write postgres://USER@HOST/DATABASE")]
    Url {
        /// What is wrong with it.
        fault: String,
    },
    /// It is a URL of something else.
    #[error(
        "`{scheme}` is no database that Tollgate knows; write a file's name or postgres://USER@HOST/DATABASE"
    )]
    Unknown {
        /// What stands before `://`.
        scheme: String,
    },
}

impl FromStr for Location {
    type Err = LocationError;

    fn from_str(text: &str) -> Result<Self, LocationError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return Ok(Self::File(path.into()));
        }
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => {
                Target::read(text).map(|target| Self::Postgres(Box::new(target)))
            }
            Some((scheme, _)) => Err(LocationError::Unknown {
                scheme: scheme.to_owned(),
            }),
            None => Ok(Self::File(text.into())),
        }
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgres(target) => target.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn a_file_or_a_url_names_a_database() {
        for (text, shown) in [
            ("a.db", "a.db"),
            ("sqlite:a.db", "a.db"),
            ("sqlite:///var/a.db", "/var/a.db"),
            ("postgres://h/d", "postgres://h/d"),
            (
                "postgresql://ana:secret@h1:5433,h2/d?target_session_attrs=read-write",
                "postgres://ana@h1:5433,h2/d",
            ),
            ("postgres://u@%2Frun%2Fpg/d", "postgres://u@%2Frun%2Fpg/d"),
            ("postgres://h/d?sslmode=verify-full", "postgres://h/d"),
        ] {
            let location: Location = text.parse().expect(text);
            assert_eq!(location.to_string(), shown, "{text}");
            assert!(!format!("{location:?}").contains("secret"));
        }
    }

    #[test]
    fn what_names_none_is_told_what_to_write() {
        for (text, said) in [
            (
                "mysql://h/d",
                "`mysql` is no database that Tollgate knows; write a file's name or postgres://USER@HOST/DATABASE",
            ),
            (
                "postgres://h/d?colour=red",
                "`colour` is no setting of a connection; write postgres://USER@HOST/DATABASE",
            ),
            (
                "postgres://h/d?sslmode=maybe",
                "`maybe` is no sslmode: disable, prefer, require, verify-ca and verify-full are; write postgres://USER@HOST/DATABASE",
            ),
        ] {
            let error = text.parse::<Location>().expect_err(text);
            assert_eq!(error.to_string(), said, "{text}");
        }
    }
}
