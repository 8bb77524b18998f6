//! One entry after another: does it follow from the one before, and is it what its digest says?

use tollgate_core::event::Event;
use tollgate_core::time::Timestamp;

use super::Difference;
use crate::ledger::{Digest, Entry, Head};
use crate::stored::{tag_of, to_text};

/// The event of `entry`, which must follow from `head`. That its body is not what its digest says is for `erased` to judge.
pub(super) fn follows(head: &Head, entry: &Entry) -> Result<Event, Difference> {
    let next = head.sequence + 1;
    let differs = |field: &str, found: String, expected: String| {
        let key = format!("entry {}", entry.sequence);
        Difference {
            table: "ledger",
            key,
            field: field.to_owned(),
            found,
            expected,
        }
    };
    let check = |field: &str, found: String, expected: String| {
        if found == expected {
            Ok(())
        } else {
            Err(differs(field, found, expected))
        }
    };
    if entry.sequence != next {
        return Err(missing(next, &format!("entry {}", entry.sequence)));
    }
    let digest = Digest::of(entry.body.as_bytes());
    let link = head.hash.then(&entry.digest);
    if digest != entry.digest && link != entry.hash {
        check("body", shown(&digest), shown(&entry.digest))?;
    }
    check("hash", shown(&entry.hash), shown(&link))?;
    let event = entry
        .event()
        .map_err(|fault| differs("body", fault.to_string(), "an event".to_owned()))?;
    check("body", entry.body.clone(), to_text(&event))?;
    check("at", entry.at.to_string(), event.at.to_string())?;
    check("tag", entry.tag.to_string(), tag_of(&event.what).to_owned())?;
    if event.at < head.at {
        let later = |at: Timestamp| format!("{at} or later");
        return Err(differs("at", event.at.to_string(), later(head.at)));
    }
    Ok(event)
}

/// The entry at `sequence` is not there.
pub(super) fn missing(sequence: u64, found: &str) -> Difference {
    Difference {
        table: "ledger",
        key: format!("entry {sequence}"),
        field: String::new(),
        found: format!("{found} in its place"),
        expected: "no entry to be missing".to_owned(),
    }
}

fn shown(digest: &Digest) -> String {
    format!("digest {digest}")
}

/// The first thing in which two heads differ.
pub(super) fn ends(found: &Head, expected: &Head) -> Option<Difference> {
    let fields = [
        (
            "sequence",
            found.sequence.to_string(),
            expected.sequence.to_string(),
        ),
        ("hash", found.hash.to_string(), expected.hash.to_string()),
        ("at", found.at.to_string(), expected.at.to_string()),
    ];
    let (field, found, expected) = fields
        .into_iter()
        .find(|(_, found, expected)| found != expected)?;
    Some(Difference {
        table: "workspace",
        key: "head".to_owned(),
        field: field.to_owned(),
        found,
        expected,
    })
}
