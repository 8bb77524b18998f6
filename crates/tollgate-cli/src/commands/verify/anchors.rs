//! A database against anchors that were signed before.

use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_service::anchor::{Anchor, PublicKey, check};
use tollgate_service::ports::Read;
use tollgate_service::verify::Difference;

/// The anchors in `files`, the earliest first; each is signed, by `key` where one was given, and about `workspace`.
///
/// # Errors
/// One of them cannot be read, or is not.
pub(super) fn read(
    files: &[PathBuf],
    key: Option<PublicKey>,
    workspace: &str,
) -> miette::Result<Vec<Anchor>> {
    let anchors = files.iter().map(|file| {
        let shown = || format!("`{}` is no anchor to go by", file.display());
        one(file, key, workspace).wrap_err_with(shown)
    });
    let mut anchors = anchors.collect::<miette::Result<Vec<_>>>()?;
    anchors.sort_by_key(|anchor| anchor.sequence);
    Ok(anchors)
}

fn one(file: &Path, key: Option<PublicKey>, workspace: &str) -> miette::Result<Anchor> {
    let text = std::fs::read_to_string(file).into_diagnostic()?;
    let anchor: Anchor = serde_json::from_str(&text).into_diagnostic()?;
    if !anchor.is_signed() {
        return Err(miette!(
            "its signature does not fit what it says: it was altered"
        ));
    }
    if key.is_some_and(|key| key != anchor.public_key) {
        return Err(miette!(
            "it was signed with another key, {}",
            anchor.public_key
        ));
    }
    if anchor.workspace != workspace {
        return Err(miette!(
            "it is about the workspace `{}`, not about `{workspace}`",
            anchor.workspace
        ));
    }
    Ok(anchor)
}

/// What came of checking anchors.
pub(super) struct Checked {
    /// The last one that holds.
    pub(super) holds: Option<Anchor>,
    /// What is wrong with the first that does not.
    pub(super) difference: Option<Difference>,
}

/// Holds `anchors`, the earliest first, against the ledger.
///
/// # Errors
/// The store did not answer.
pub(super) fn against(store: &impl Read, anchors: Vec<Anchor>) -> miette::Result<Checked> {
    let mut checked = Checked {
        holds: None,
        difference: None,
    };
    for anchor in anchors {
        checked.difference = check(store, &anchor).into_diagnostic()?;
        if checked.difference.is_some() {
            break;
        }
        checked.holds = Some(anchor);
    }
    Ok(checked)
}
