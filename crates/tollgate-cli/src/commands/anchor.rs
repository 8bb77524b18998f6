//! `tollgate anchor`: signs where the ledger ends, so that a rewritten history is found.

mod keygen;
mod keys;

use std::path::PathBuf;
use std::process::ExitCode;

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_core::audit::AuditKind;
use tollgate_service::anchor::Anchor;
use tollgate_service::audit;
use tollgate_service::ports::Read;

use super::database::Where;
use super::noted::{noted, now};
use super::output;
use crate::show::count;

pub(crate) use keys::{public_key, signing_key};

/// Sign where the ledger ends, so that a history that is rewritten later is found
///
/// The anchor is a small file: the last entry, its link of the chain, and an Ed25519 signature. Keep it, and the key, where
/// whoever can write to the database cannot: `tollgate verify --anchor FILE` then finds a ledger that was rewritten or
/// shortened, even where its chain was computed anew.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    place: Option<Where>,
    /// The private key that signs: a PEM file, as `tollgate anchor keygen` makes it
    #[arg(long, value_name = "FILE", required = true)]
    key: Option<PathBuf>,
    /// The file to write; one that is there is not replaced
    #[arg(long, value_name = "FILE", required = true)]
    out: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a pair of keys: one that signs, and one that others check signatures with
    Keygen(keygen::Args),
}

/// Runs the command.
///
/// # Errors
/// The database or the key cannot be read, or the file cannot be written.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match (&args.command, &args.place, &args.key, &args.out) {
        (Some(Command::Keygen(args)), ..) => keygen::run(args)?,
        (None, Some(place), Some(key), Some(out)) => anchor(place, key, out)?,
        _ => {
            return Err(miette!(
                "say which database with `--db`, or run `tollgate anchor keygen`"
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn anchor(place: &Where, key: &std::path::Path, out: &std::path::Path) -> miette::Result<()> {
    let key = signing_key(key)?;
    let mut opened = place.open()?;
    let head = opened.store.head().into_diagnostic()?;
    if head.sequence == 0 {
        return Err(miette!(
            "nothing has happened yet: there is nothing to anchor"
        ));
    }
    let now = now();
    let anchor = Anchor::sign(&opened.policy.workspace.id, &head, now, &key);
    let text = serde_json::to_string_pretty(&anchor).into_diagnostic()?;
    keys::write_new(out, &format!("{text}\n"), false).wrap_err("the anchor was not written")?;
    let about = format!("entry {}, by key {}", head.sequence, anchor.public_key);
    let audit = audit::done(
        AuditKind::Anchored,
        head.hash.to_string(),
        Some(&about),
        now,
    );
    noted(&mut opened.store, audit)?;
    if place.json {
        return output::line(text);
    }
    output::line(format_args!(
        "{}: entry {} and everything before it is anchored in `{}`",
        anchor.workspace,
        count(head.sequence),
        out.display()
    ))
}
