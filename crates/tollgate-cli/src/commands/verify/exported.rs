//! An export without its database.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::ExitCode;

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_service::anchor::PublicKey;
use tollgate_service::export::{Checked, check};

use crate::show::{Page, Tone, count};

/// Checks the export in `file`, which `key` must have signed where one was given.
///
/// # Errors
/// It cannot be read, or is not as it was written.
pub(super) fn run(file: &Path, key: Option<&PublicKey>) -> miette::Result<ExitCode> {
    let opened = File::open(file).into_diagnostic();
    let opened = opened.wrap_err_with(|| format!("`{}` cannot be read", file.display()))?;
    let checked = check(BufReader::new(opened).lines(), key);
    let checked = checked.map_err(|flaw| miette!("the export is not as it was written: {flaw}"))?;
    show(&checked).write()?;
    Ok(ExitCode::SUCCESS)
}

fn show(checked: &Checked) -> Page {
    let mut page = Page::new();
    let Checked {
        workspace,
        about,
        entries,
        erased,
        end,
        hash,
        anchor,
    } = checked;
    let says = format!(
        "{workspace}: {} entries about {about} hold",
        count(*entries)
    );
    page.line(Tone::Good, &says);
    if *erased > 0 {
        let says = format!("personal data was taken from {} of them", count(*erased));
        page.line(Tone::Plain, &says);
    }
    let says = format!("the chain ends with entry {} at {hash}", count(*end));
    page.line(Tone::Faint, &says);
    let signed = anchor.as_ref().map_or_else(
        || "it is not signed".to_owned(),
        |anchor| format!("signed {} by {}", anchor.at.to_jiff(), anchor.public_key),
    );
    page.line(Tone::Plain, &signed);
    page
}
