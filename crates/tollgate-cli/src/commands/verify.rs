//! `tollgate verify`: proof that nothing in a database was altered.

mod anchors;
mod exported;

use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use miette::{IntoDiagnostic, miette};
use serde_json::json;
use tollgate_service::anchor::{Anchor, PublicKey};
use tollgate_service::ledger::Head;
use tollgate_service::ports::Read;
use tollgate_service::verify::{Verdict, verify};
use tollgate_store::Database;

use super::anchor::public_key;
use super::database::{Opened, Where};
use super::output;
use crate::show::{Page, Tone, count};

/// Prove that a database is as it was written
///
/// Every entry of the ledger is read and its link of the hash chain computed again; the ledger is replayed into an empty
/// database of its own, and every row of state is compared with it. The first difference is named by table, row and field.
/// With anchors, a history that was rewritten together with its chain is found too.
/// An export of the ledger is checked by itself.
#[derive(Debug, clap::Args)]
#[command(mut_arg("db", |db| db.required(false)))]
pub(crate) struct Args {
    #[command(flatten)]
    place: Option<Where>,
    /// Check an export of the ledger instead, without any database
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "anchor",
        required_unless_present = "db"
    )]
    export: Option<PathBuf>,
    /// Hold the ledger against an anchor too, which `tollgate anchor` signed; may be given several times
    #[arg(long, value_name = "FILE")]
    anchor: Vec<PathBuf>,
    /// The key that anchors and exports must be signed with: a PEM file; without it any signature that fits is taken
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
}

/// Runs the command; the exit code says whether everything holds.
///
/// # Errors
/// The database cannot be read, or is not as it was written.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let key = args.public_key.as_deref().map(public_key).transpose()?;
    match (&args.export, &args.place) {
        (Some(file), _) => exported::run(file, key.as_ref()),
        (None, Some(place)) => database(args, place, key),
        (None, None) => Err(miette!(
            "say what to verify: `--db DATABASE` or `--export FILE`"
        )),
    }
}

fn database(args: &Args, place: &Where, key: Option<PublicKey>) -> miette::Result<ExitCode> {
    let opened = place.open()?;
    let workspace = opened.policy.workspace.id.as_str();
    let head = opened.store.head().into_diagnostic()?;
    let anchors = anchors::read(&args.anchor, key, workspace)?;
    let mut verdict = replayed(&opened, &head)?;
    let mut anchored = None;
    if verdict.difference.is_none() {
        let checked = anchors::against(&opened.store, anchors)?;
        (anchored, verdict.difference) = (checked.holds, checked.difference);
    }
    let anchored = anchored.as_ref();
    if place.json {
        output::line(line(&verdict, &head, anchored))?;
    } else {
        show(workspace, &verdict, &head, anchored).write()?;
    }
    match &verdict.difference {
        None => Ok(ExitCode::SUCCESS),
        Some(_) if place.json => Ok(ExitCode::FAILURE),
        Some(difference) => Err(miette!(
            help = "something other than Tollgate wrote to it, or the disk failed: restore it from a backup, \
                    or import the history again",
            "the database is not as it was written: {difference}"
        )),
    }
}

/// The chain, and the state against a replay of the ledger.
fn replayed(opened: &Opened, head: &Head) -> miette::Result<Verdict> {
    let workspace = opened.policy.workspace.id.as_str();
    let mut shadow = Database::scratch().into_diagnostic()?.workspace(workspace);
    let bar = bar(head.sequence);
    let mut progress = |done| bar.set_position(done);
    let verdict = verify(
        &opened.store,
        &mut shadow,
        workspace,
        &opened.policy,
        &mut progress,
    );
    bar.finish_and_clear();
    verdict.into_diagnostic()
}

fn bar(entries: u64) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "verifying {wide_bar} {human_pos} of {human_len}, {per_sec}, {eta} left",
    );
    let bar = ProgressBar::with_draw_target(Some(entries), ProgressDrawTarget::stderr());
    bar.with_style(style.expect("the template is the one above"))
}

/// What was checked.
fn show(workspace: &str, verdict: &Verdict, head: &Head, anchored: Option<&Anchor>) -> Page {
    let mut page = Page::new();
    let hold = if verdict.difference.is_none() {
        Tone::Good
    } else {
        Tone::Plain
    };
    let entries = format!(
        "{workspace}: {} of {} entries of the ledger hold",
        count(verdict.entries),
        count(head.sequence)
    );
    page.line(hold, &entries);
    if verdict.erased > 0 {
        let says = format!(
            "{workspace}: personal data was taken from {} of them, as later entries tell",
            count(verdict.erased)
        );
        page.line(Tone::Plain, &says);
    }
    if verdict.difference.is_none() {
        page.line(Tone::Faint, &format!("the chain ends at {}", head.hash));
        let rows = verdict.rows.iter().filter(|(_, rows)| *rows > 0);
        let rows: Vec<_> = rows
            .map(|(table, rows)| format!("{} {}", count(*rows), plural(table, *rows)))
            .collect();
        let rows = if rows.is_empty() {
            "there is no state".to_owned()
        } else {
            rows.join(", ")
        };
        page.line(
            hold,
            &format!("{workspace}: state is what the ledger adds up to: {rows}"),
        );
    }
    if let Some(anchor) = anchored {
        let says = format!(
            "{workspace}: everything up to entry {} is as it was anchored on {}",
            count(anchor.sequence),
            anchor.at.to_jiff()
        );
        page.line(hold, &says);
    }
    page
}

/// The table's rows in words.
fn plural(table: &str, rows: u64) -> String {
    match (table, rows) {
        (one, 1) => one.to_owned(),
        (many, _) => format!("{many}s"),
    }
}

fn line(verdict: &Verdict, head: &Head, anchored: Option<&Anchor>) -> serde_json::Value {
    let difference = verdict.difference.as_ref().map(|difference| {
        json!({
            "table": difference.table,
            "key": difference.key,
            "field": difference.field,
            "found": difference.found,
            "expected": difference.expected,
        })
    });
    json!({
        "holds": verdict.difference.is_none(),
        "entries": verdict.entries,
        "of": head.sequence,
        "erased": verdict.erased,
        "hash": head.hash.to_string(),
        "rows": verdict.rows.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows))).collect::<serde_json::Map<_, _>>(),
        "anchored": anchored.map(|anchor| anchor.sequence),
        "difference": difference,
    })
}
