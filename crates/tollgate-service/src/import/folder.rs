//! The working folder of an import, beside the database; emptied at the end, or by the next import after a crash.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A folder that only this import uses.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Held for as long as the folder is used; the system lets go of it when the process ends, however it ends.
    _lock: File,
}

/// Why there is no folder to work in.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another import is at work on the same database.
    #[error("another import is using `{}`; wait for it, or stop it, and try again", .0.display())]
    InUse(PathBuf),
    /// The folder cannot be made or written.
    #[error("the working folder `{}` cannot be used", .0.display())]
    Unusable(PathBuf, #[source] io::Error),
}

impl Folder {
    /// The folder at `path`, empty.
    pub(crate) fn take(path: &Path) -> Result<Self, FolderError> {
        let unusable = |error| FolderError::Unusable(path.to_owned(), error);
        // The folder it lies in must be there: a mistyped path is told, not made.
        match fs::create_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(unusable(error));
            }
            _ => {}
        }
        let lock = File::create(path.join("lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(FolderError::InUse(path.to_owned())),
            Err(fs::TryLockError::Error(error)) => return Err(unusable(error)),
        }
        let folder = Self {
            path: path.to_owned(),
            _lock: lock,
        };
        folder.clear().map_err(unusable)?;
        Ok(folder)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the runs that a crashed import left.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            let is_run = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("run-"));
            if is_run {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next import; it must not hide how this one ended.
        let _ = self.clear();
        let _ = fs::remove_file(self.path.join("lock"));
        let _ = fs::remove_dir(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, FolderError};

    #[test]
    fn a_folder_is_used_by_one_import_and_gone_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("crm.db-import");
        let folder = Folder::take(&path).unwrap();
        assert!(matches!(Folder::take(&path), Err(FolderError::InUse(_))));
        std::fs::write(path.join("run-000001"), "x").unwrap();
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn what_a_crash_left_is_removed_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["run-000001", "run-000002", "notes.txt", "lock"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let folder = Folder::take(dir.path()).unwrap();
        assert!(!dir.path().join("run-000001").exists());
        assert!(dir.path().join("notes.txt").exists());
        drop(folder);
        assert!(dir.path().join("notes.txt").exists());
    }
}
