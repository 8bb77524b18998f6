//! Checking an export without the database.

use std::collections::BTreeMap;

use tollgate_core::erasure::erased_entries;
use tollgate_core::event::Event;

use super::line::{Beginning, End, Line, Link, Shown};
use crate::anchor::{Anchor, PublicKey};
use crate::ledger::{Digest, Head, Sequence};
use crate::stored::from_text;

/// What a good export holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whose ledger.
    pub workspace: String,
    /// What it is about, in words.
    pub about: String,
    /// How many entries it shows.
    pub entries: u64,
    /// How many of them personal data was taken from since they were written.
    pub erased: u64,
    /// Where the ledger ended.
    pub end: Sequence,
    /// The last link of its chain.
    pub hash: Digest,
    /// The end, signed.
    pub anchor: Option<Anchor>,
}

/// What is wrong with an export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {says}")]
pub struct Flaw {
    /// Which line, first is 1.
    pub line: u64,
    /// What is wrong with it.
    pub says: String,
}

/// Checks the lines of an export: every digest, every link, that nothing is missing, and the signature where there is one.
///
/// `key` is the one that must have signed; without it any signature that fits is taken, and none is needed. A body that
/// differs from its digest is taken only where a later entry says that somebody was erased from it, and what it became.
///
/// # Errors
/// The first flaw.
pub fn check(
    lines: impl IntoIterator<Item = std::io::Result<String>>,
    key: Option<&PublicKey>,
) -> Result<Checked, Flaw> {
    let mut chain = Chain::default();
    let (mut number, mut checked) = (0, None);
    for line in lines {
        number += 1;
        let flaw = |says: String| Flaw { line: number, says };
        let text = line.map_err(|fault| flaw(fault.to_string()))?;
        if checked.is_some() {
            return Err(flaw("there is more after the last line".to_owned()));
        }
        let line = serde_json::from_str(&text);
        let line = line.map_err(|_| flaw("this is no line of an export".to_owned()))?;
        checked = chain.take(number, line, key).map_err(flaw)?;
    }
    let cut = "the last line is missing: the export was cut off";
    let checked = checked.ok_or_else(|| Flaw {
        line: number + 1,
        says: cut.to_owned(),
    })?;
    match chain.changed.first_key_value() {
        None => Ok(checked),
        Some((_, change)) => Err(Flaw {
            line: change.line,
            says: "the body is not what its digest says, and no erasure accounts for it".to_owned(),
        }),
    }
}

/// A body that differs from its digest.
struct Changed {
    line: u64,
    digest: Digest,
}

#[derive(Default)]
struct Chain {
    beginning: Option<Beginning>,
    /// The entry before and its link; `None` before the first entry.
    last: Option<(Sequence, Digest)>,
    entries: u64,
    erased: u64,
    /// Entries whose bodies differ, until an erasure accounts for them.
    changed: BTreeMap<Sequence, Changed>,
}

impl Chain {
    /// Takes in a line; gives what was found once it was the last.
    fn take(
        &mut self,
        number: u64,
        line: Line,
        key: Option<&PublicKey>,
    ) -> Result<Option<Checked>, String> {
        match line {
            Line::Beginning(line) if number == 1 => self.begin(line).map(|()| None),
            _ if number == 1 => Err("the first line does not say what was exported".to_owned()),
            Line::Beginning(_) => Err("an export begins once".to_owned()),
            Line::Entry(line) => self.entry(number, line).map(|()| None),
            Line::Link(line) => self.link(&line).map(|()| None),
            Line::End(line) => self.end(line, key).map(Some),
        }
    }

    fn begin(&mut self, line: Beginning) -> Result<(), String> {
        if line.tollgate_export != 1 {
            let form = line.tollgate_export;
            return Err(format!(
                "form {form} is that of a newer Tollgate: check it with that one"
            ));
        }
        if line.after == 0 && line.about == "everything" {
            self.last = Some((0, Head::start(&line.workspace).hash));
        }
        self.beginning = Some(line);
        Ok(())
    }

    fn entry(&mut self, number: u64, line: Shown) -> Result<(), String> {
        if self.last.is_some_and(|(_, hash)| hash != line.previous.0) {
            return Err("it does not follow the entry before".to_owned());
        }
        self.follows(line.sequence)?;
        if line.previous.0.then(&line.digest.0) != line.hash.0 {
            return Err("its link is not that of its digest".to_owned());
        }
        let digest = Digest::of(line.body.as_bytes());
        if digest != line.digest.0 {
            let change = Changed {
                line: number,
                digest,
            };
            self.changed.insert(line.sequence, change);
        }
        let event: Event = from_text(&line.body).map_err(|fault| fault.to_string())?;
        if event.at.to_string() != line.at {
            return Err("its instant is not that of its body".to_owned());
        }
        self.account_for(&event);
        self.last = Some((line.sequence, line.hash.0));
        self.entries += 1;
        Ok(())
    }

    /// An erasure says what the bodies that it erased from became.
    fn account_for(&mut self, event: &Event) {
        for entry in erased_entries(&event.what) {
            let is_it = |change: &Changed| entry.digest == change.digest.to_string();
            if self.changed.get(&entry.sequence).is_some_and(is_it) {
                self.changed.remove(&entry.sequence);
                self.erased += 1;
            }
        }
    }

    fn link(&mut self, line: &Link) -> Result<(), String> {
        self.follows(line.sequence)?;
        let (_, hash) = self.last.ok_or("an entry comes before its links")?;
        self.last = Some((line.sequence, hash.then(&line.digest.0)));
        Ok(())
    }

    fn follows(&self, sequence: Sequence) -> Result<(), String> {
        match self.last {
            Some((last, _)) if sequence != last + 1 => {
                Err(format!("entry {} is missing", last + 1))
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, line: End, key: Option<&PublicKey>) -> Result<Checked, String> {
        let beginning = self
            .beginning
            .take()
            .ok_or("an export begins with what it is")?;
        if self
            .last
            .is_some_and(|last| last != (line.end, line.hash.0))
        {
            return Err("the ledger does not end here".to_owned());
        }
        if line.entries != self.entries {
            return Err(format!(
                "{} entries were written, {} are here",
                line.entries, self.entries
            ));
        }
        signed(&beginning.workspace, &line, key)?;
        Ok(Checked {
            workspace: beginning.workspace,
            about: beginning.about,
            entries: self.entries,
            erased: self.erased,
            end: line.end,
            hash: line.hash.0,
            anchor: line.anchor,
        })
    }
}

/// The signature fits, and is that of `key`.
fn signed(workspace: &str, line: &End, key: Option<&PublicKey>) -> Result<(), String> {
    let Some(anchor) = &line.anchor else {
        return match key {
            None => Ok(()),
            Some(_) => Err("it is not signed: export it with `--key`".to_owned()),
        };
    };
    let is_of_it =
        (&*anchor.workspace, anchor.sequence, anchor.hash) == (workspace, line.end, line.hash.0);
    if !is_of_it || !anchor.is_signed() {
        return Err("its signature does not fit: it was altered".to_owned());
    }
    match key {
        Some(key) if *key != anchor.public_key => Err(format!(
            "it was signed with another key, {}",
            anchor.public_key
        )),
        _ => Ok(()),
    }
}
