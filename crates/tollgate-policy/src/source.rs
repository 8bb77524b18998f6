//! The text of a policy: files by path, wherever they come from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files deeper than this below the policy's folder are not looked for.
const DEPTH_MAX: usize = 16;
/// A policy is text that people read; a larger file is something else.
const BYTES_MAX: u64 = 4 << 20;

/// A policy's files: text by path, with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct Source {
    files: BTreeMap<String, String>,
}

/// Why a policy's folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder, or it may not be read.
    #[error("the policy in `{}` cannot be read", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// The folder holds no `.yaml` or `.yml` file.
    #[error("there is no policy in `{}`: it holds no `.yaml` file; `tollgate init` writes one to start from", .0.display())]
    Empty(PathBuf),
    /// A file is too large to be a policy.
    #[error("`{}` is larger than 4 MiB: a policy's files are text that people read", .0.display())]
    TooLarge(PathBuf),
}

impl Source {
    /// A source of these files: path and text.
    pub fn new<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self {
            files: files
                .into_iter()
                .map(|(path, text)| (path.into(), text.into()))
                .collect(),
        }
    }

    /// Reads `*.yaml`, `*.yml`, `*.ics` and `*.txt` below `dir`, or the one file that `dir` is.
    ///
    /// Hidden files and folders are passed over. Bytes that are not UTF-8 become `�`, which the check then finds.
    ///
    /// # Errors
    /// Where a file or folder cannot be read, a file is too large, or no YAML is found.
    pub fn read_dir(dir: &Path) -> Result<Self, ReadError> {
        let mut source = Self::default();
        if dir.is_file() {
            source.read_file(dir, &dir.file_name().unwrap_or_default().to_string_lossy())?;
        } else {
            source.read_folder(dir, "", 0)?;
        }
        if source.documents().next().is_none() {
            return Err(ReadError::Empty(dir.to_owned()));
        }
        Ok(source)
    }

    fn read_folder(&mut self, dir: &Path, prefix: &str, depth: usize) -> Result<(), ReadError> {
        let unreadable = |error| ReadError::Unreadable(dir.to_owned(), error);
        for entry in fs::read_dir(dir).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let is_link = fs::symlink_metadata(&path)
                .map_err(unreadable)?
                .is_symlink();
            if name.starts_with('.') {
                continue;
            }
            // A link to a folder could lead back here; a link to a file is as good as the file.
            if path.is_dir() && !is_link && depth < DEPTH_MAX {
                self.read_folder(&path, &format!("{prefix}{name}/"), depth + 1)?;
            } else if path.is_file() && is_text(&name) {
                self.read_file(&path, &format!("{prefix}{name}"))?;
            }
        }
        Ok(())
    }

    fn read_file(&mut self, path: &Path, name: &str) -> Result<(), ReadError> {
        let unreadable = |error| ReadError::Unreadable(path.to_owned(), error);
        if fs::metadata(path).map_err(unreadable)?.len() > BYTES_MAX {
            return Err(ReadError::TooLarge(path.to_owned()));
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        self.files.insert(
            name.to_owned(),
            String::from_utf8_lossy(&bytes).into_owned(),
        );
        Ok(())
    }

    /// The YAML files, in the order of their paths.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self
            .files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        pairs.filter(|(path, _)| is_yaml(path))
    }

    /// The text of the file at `path`.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The file that a document in the file `from` means by `name`: beside it, or at the top.
    ///
    /// Returns its path and text.
    pub fn named(&self, name: &str, from: &str) -> Option<(&str, &str)> {
        let folder = from.rfind('/').map_or("", |slash| &from[..=slash]);
        let found = [format!("{folder}{name}"), name.to_owned()];
        let (path, text) = found
            .iter()
            .find_map(|path| self.files.get_key_value(path))?;
        Some((path, text))
    }

    /// Every file in one text, in the order of their paths: what a published revision keeps.
    pub fn bundle(&self) -> String {
        let files = self.files.iter();
        files
            .map(|(path, text)| format!("# {} {path}\n{text}\n", text.len()))
            .collect()
    }

    /// The files that [`Self::bundle`] put into `text`; `None` when it is no such text.
    pub fn unbundle(text: &str) -> Option<Self> {
        let (mut files, mut rest) = (BTreeMap::new(), text);
        while !rest.is_empty() {
            let (head, after) = rest.split_once('\n')?;
            let (length, path) = head.strip_prefix("# ")?.split_once(' ')?;
            let (text, after) = after.split_at_checked(length.parse().ok()?)?;
            files.insert(path.to_owned(), text.to_owned());
            rest = after.strip_prefix('\n')?;
        }
        Some(Self { files })
    }

    /// Every path, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

fn is_yaml(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml")
}

fn is_text(name: &str) -> bool {
    is_yaml(name) || name.ends_with(".ics") || name.ends_with(".txt")
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_bundle_gives_the_same_files_back() {
        let files = [
            ("a.yaml", "workspace: acme\n# 3 b.yaml\n"),
            ("b c.yaml", ""),
            ("holidays/us.ics", "ü"),
        ];
        let source = Source::new(files);
        let back = Source::unbundle(&source.bundle()).unwrap();
        assert_eq!(back.bundle(), source.bundle());
        assert_eq!(back.text("a.yaml"), Some(files[0].1));
        assert_eq!(
            back.paths().collect::<Vec<_>>(),
            ["a.yaml", "b c.yaml", "holidays/us.ics"]
        );
    }

    #[test]
    fn another_text_is_no_bundle() {
        for text in [
            "workspace: acme",
            "# 99 a.yaml\nx\n",
            "# x a.yaml\nx\n",
            "# 1 a.yaml\nü\n",
        ] {
            assert!(Source::unbundle(text).is_none(), "{text}");
        }
    }
}
