//! Writing an export, line by line; memory stays bounded.

use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::time::Timestamp;

use super::line::{Beginning, End, Hex, Line, Link, Shown};
use crate::anchor::{Anchor, SigningKey};
use crate::ledger::{Digest, Entry, Head, Sequence};
use crate::ports::{Entries, Read, StoreError};

/// What is exported.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Whose ledger.
    pub workspace: String,
    /// Only what is about this record, its handoffs and tasks among it.
    pub record: Option<RecordRef>,
    /// Only what is about this handoff, its tasks among it.
    pub handoff: Option<HandoffId>,
    /// What comes after this entry.
    pub after: Sequence,
}

impl Scope {
    /// What it is about, in words.
    pub fn about(&self) -> String {
        match (&self.record, &self.handoff) {
            (Some(record), _) => record.to_string(),
            (None, Some(handoff)) => format!("handoff {handoff}"),
            (None, None) => "everything".to_owned(),
        }
    }

    /// Erasures are always shown: they say which bodies differ from what was digested, and name nobody.
    fn shows(&self, entry: &Entry) -> bool {
        if self.record.is_none() && self.handoff.is_none() {
            return true;
        }
        let is_record = self.record.is_some() && self.record == entry.record;
        let is_handoff = self.handoff.is_some() && self.handoff == entry.handoff;
        is_record || is_handoff || entry.tag == "person_erased"
    }
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many entries were shown.
    pub entries: u64,
    /// Where the ledger ended when the export began; later entries are not in it.
    pub head: Head,
}

/// Gives the lines of an export to `each`, without their ends, until it breaks off.
///
/// `now` is written into the first line and, with `key`, signed in the last.
///
/// # Errors
/// The store did not answer; what was given so far is no whole export, as its last line is missing.
pub fn export<R: Read + ?Sized>(
    store: &R,
    scope: &Scope,
    key: Option<&SigningKey>,
    now: Timestamp,
    each: &mut dyn FnMut(String) -> ControlFlow<()>,
) -> Result<Exported, StoreError> {
    let head = store.head()?;
    let mut exported = Exported { entries: 0, head };
    if each(beginning(scope, now).text()).is_break() {
        return Ok(exported);
    }
    let mut previous = link_at(store, scope)?;
    let (mut began, mut is_over) = (false, false);
    let until = exported.head.sequence;
    store.ledger(&Entries::All, scope.after, &mut |entry| {
        if entry.sequence > until {
            return ControlFlow::Break(());
        }
        let hash = entry.hash;
        let line = next(scope, entry, previous, &mut began, &mut exported.entries);
        previous = hash;
        is_over = line.is_some_and(|line| each(line.text()).is_break());
        if is_over {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    if !is_over {
        let anchor = key.map(|key| Anchor::sign(&scope.workspace, &exported.head, now, key));
        let end = Line::End(End::new(&exported.head, exported.entries, anchor));
        // The last line: whether more is wanted makes no difference.
        let _ = each(end.text());
    }
    Ok(exported)
}

/// The line for `entry`; nothing before the first that is shown.
fn next(
    scope: &Scope,
    entry: Entry,
    previous: Digest,
    began: &mut bool,
    shown: &mut u64,
) -> Option<Line> {
    if scope.shows(&entry) {
        *began = true;
        *shown += 1;
        return Some(Line::Entry(Shown::new(entry, previous)));
    }
    began.then_some(Line::Link(Link {
        sequence: entry.sequence,
        digest: Hex(entry.digest),
    }))
}

fn beginning(scope: &Scope, now: Timestamp) -> Line {
    Line::Beginning(Beginning {
        tollgate_export: 1,
        workspace: scope.workspace.clone(),
        about: scope.about(),
        after: scope.after,
        exported_at: now.to_jiff().to_string(),
    })
}

/// The link of the chain that the first entry follows.
fn link_at<R: Read + ?Sized>(store: &R, scope: &Scope) -> Result<Digest, StoreError> {
    let mut link = Head::start(&scope.workspace).hash;
    if let Some(before) = scope.after.checked_sub(1) {
        store.ledger(&Entries::All, before, &mut |entry| {
            link = entry.hash;
            ControlFlow::Break(())
        })?;
    }
    Ok(link)
}
