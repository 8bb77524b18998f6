//! Passwords that others have used: a list that comes with Tollgate, and, where an operator has it, a copy of Have I Been
//! Pwned on this machine. Nothing is ever asked of anybody outside.
//!
//! The list is that of Royce Williams, as Django ships it: the most common of a large collection, in lower case.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha1::{Digest as _, Sha1};

/// One a line, sorted; those of six characters and more.
const COMMON: &str = include_str!("common_passwords.txt");
/// Hexadecimal digits by which Have I Been Pwned divides its list into files.
const PREFIX: usize = 5;

/// True where `password` is a common one, a common one with a few characters put on, or one thing over and over.
pub fn is_common(password: &str) -> bool {
    static LIST: OnceLock<HashSet<&str>> = OnceLock::new();
    let list = LIST.get_or_init(|| COMMON.lines().collect());
    let lower = password.to_lowercase();
    let bare = lower.trim_matches(|letter: char| !letter.is_alphabetic());
    [lower.as_str(), bare, unit(&lower), unit(bare)]
        .into_iter()
        .any(|one| list.contains(one) || one.chars().count() < 4)
}

/// What `text` repeats; itself where it repeats nothing.
fn unit(text: &str) -> &str {
    let repeats = |length: &usize| {
        let rest = text.get(*length..);
        text.len().is_multiple_of(*length) && rest.is_some_and(|rest| text.starts_with(rest))
    };
    let length = (1..text.len()).find(repeats);
    length.map_or(text, |length| &text[..length])
}

/// A copy of Have I Been Pwned: a folder with a file for each prefix, as its downloader writes them, or all in one file,
/// sorted by hash.
#[derive(Clone, Debug)]
pub struct Copy(PathBuf);

impl Copy {
    /// The copy at `path`.
    ///
    /// # Errors
    /// Nothing is there.
    pub fn at(path: PathBuf) -> io::Result<Self> {
        fs::metadata(&path)?;
        Ok(Self(path))
    }

    /// True where `password` is in it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn holds(&self, password: &str) -> io::Result<bool> {
        let hash = Sha1::digest(password.as_bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02X}")).collect();
        if fs::metadata(&self.0)?.is_dir() {
            return in_folder(&self.0, &hash);
        }
        in_file(&mut BufReader::new(File::open(&self.0)?), &hash)
    }
}

/// Looks in the file of the hash's prefix; a folder that lacks it holds no such password.
fn in_folder(folder: &Path, hash: &str) -> io::Result<bool> {
    let (prefix, rest) = hash.split_at(PREFIX);
    let mut names = [format!("{prefix}.txt"), prefix.to_owned()].into_iter();
    let Some(path) = names.find_map(|name| Some(folder.join(name)).filter(|path| path.exists()))
    else {
        return Ok(false);
    };
    for line in BufReader::new(File::open(path)?).lines() {
        let line = line?;
        let found = line.split(':').next().unwrap_or_default();
        if found.trim().eq_ignore_ascii_case(rest) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks by halves: the list has a thousand million lines.
fn in_file(file: &mut (impl BufRead + Seek), hash: &str) -> io::Result<bool> {
    let (mut from, mut to) = (0, file.seek(SeekFrom::End(0))?);
    while from < to {
        let middle = from + (to - from) / 2;
        let (start, line) = line_at(file, middle)?;
        let found = line.split(':').next().unwrap_or_default().trim();
        match found.to_ascii_uppercase().as_str().cmp(hash) {
            std::cmp::Ordering::Equal => return Ok(true),
            std::cmp::Ordering::Less if !line.is_empty() => {
                from = start + u64::try_from(line.len()).unwrap_or(u64::MAX);
            }
            _ => to = middle,
        }
    }
    Ok(false)
}

/// The first line that begins at `place` or after it, and where; an empty one at the end.
fn line_at(file: &mut (impl BufRead + Seek), place: u64) -> io::Result<(u64, String)> {
    let mut start = place.saturating_sub(1);
    file.seek(SeekFrom::Start(start))?;
    if place > 0 {
        let mut skipped = Vec::new();
        start += u64::try_from(file.read_until(b'\n', &mut skipped)?).unwrap_or_default();
    }
    let mut line = String::new();
    file.read_line(&mut line)?;
    Ok((start, line))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::fs;
    use std::io::Cursor;

    use super::{Copy, in_file, is_common};

    #[test]
    fn what_many_people_choose_is_common() {
        for password in [
            "passwordpassword",
            "Password1234!",
            "123456789012",
            "aaaaaaaaaaaa",
            "qwertyuiop12",
            "1q2w3e4r5t6y",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn what_nobody_else_chooses_is_not() {
        for password in [
            "correct horse battery",
            "zB7#kvL0q!tW",
            "wir sind im Garten",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    /// `password`, and its neighbours in the real list.
    const HASH: &str = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";

    #[test]
    fn every_line_of_a_sorted_file_is_found_and_nothing_else() {
        let hashes: Vec<String> = (0_u32..1_000).map(|n| format!("{:040X}", n * 7)).collect();
        let mut text = String::new();
        for (count, hash) in hashes.iter().enumerate() {
            writeln!(text, "{hash}:{count}").expect("text");
        }
        for n in 0_u32..7_000 {
            let hash = format!("{n:040X}");
            let found = in_file(&mut Cursor::new(&text), &hash).expect("an answer");
            assert_eq!(found, n.is_multiple_of(7), "{n}");
        }
        assert!(!in_file(&mut Cursor::new(""), HASH).expect("an answer"));
    }

    #[test]
    fn a_folder_of_ranges_is_read_by_its_prefix() {
        let folder = tempfile::tempdir().expect("a folder");
        let (prefix, rest) = HASH.split_at(5);
        fs::write(
            folder.path().join(format!("{prefix}.txt")),
            format!("0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n{rest}:9\r\n"),
        )
        .expect("a file");
        let copy = Copy::at(folder.path().to_owned()).expect("a copy");
        assert!(copy.holds("password").expect("an answer"));
        assert!(!copy.holds("passwort").expect("an answer"));
        assert!(Copy::at(folder.path().join("nowhere")).is_err());
    }
}
