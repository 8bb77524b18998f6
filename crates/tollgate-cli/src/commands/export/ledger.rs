//! `tollgate export ledger`: the ledger for auditors.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_core::audit::AuditKind;
use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::time::Timestamp;
use tollgate_service::anchor::SigningKey;
use tollgate_service::audit;
use tollgate_service::export::{Exported, Scope, export};
use tollgate_service::ports::Read;

use super::super::anchor::signing_key;
use super::super::database::Where;
use super::super::noted::{noted, now};
use super::super::output;
use crate::show::count;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// Begin with this entry [default: the first]
    #[arg(long, value_name = "SEQ", default_value_t = 1)]
    from: u64,
    /// Only what is about this record: `lead L-1`
    #[arg(long, value_name = "RECORD", value_parser = record, conflicts_with = "handoff")]
    record: Option<RecordRef>,
    /// Only what is about this handoff, by its whole id
    #[arg(long, value_name = "ID")]
    handoff: Option<HandoffId>,
    /// Sign the end with this private key, as `tollgate anchor keygen` makes it
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The file to write; `tollgate verify --export FILE` checks it
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// The record that is written as its kind and its id, `lead L-1` or `lead/L-1`.
pub(crate) fn record(text: &str) -> Result<RecordRef, String> {
    let parts = text.split_once([' ', '/']);
    let parts = parts.filter(|(kind, id)| !kind.is_empty() && !id.trim().is_empty());
    let (kind, id) = parts.ok_or("write the kind and the id: `lead L-1`")?;
    Ok(RecordRef::new(kind, id.trim()))
}

pub(super) fn run(args: &Args) -> miette::Result<()> {
    let key = args.key.as_deref().map(signing_key).transpose()?;
    let mut opened = args.place.open()?;
    let scope = Scope {
        workspace: opened.policy.workspace.id.to_string(),
        record: args.record.clone(),
        handoff: args.handoff,
        after: args.from.saturating_sub(1),
    };
    let now = now();
    let exported = write(&opened.store, &scope, key.as_ref(), now, &args.out)
        .wrap_err_with(|| format!("`{}` is not a whole export", args.out.display()))?;
    let about = format!("{} entries of the ledger", exported.entries);
    let audit = audit::done(AuditKind::Exported, scope.about(), Some(&about), now);
    noted(&mut opened.store, audit)?;
    output::line(format_args!(
        "{}: {} entries about {} are in `{}`",
        scope.workspace,
        count(exported.entries),
        scope.about(),
        args.out.display()
    ))
}

fn write(
    store: &impl Read,
    scope: &Scope,
    key: Option<&SigningKey>,
    now: Timestamp,
    path: &Path,
) -> miette::Result<Exported> {
    let file = File::create(path).into_diagnostic()?;
    let (mut file, mut failed) = (BufWriter::new(file), None);
    let exported = export(
        store,
        scope,
        key,
        now,
        &mut |line| match writeln!(file, "{line}") {
            Ok(()) => ControlFlow::Continue(()),
            Err(fault) => {
                failed = Some(fault);
                ControlFlow::Break(())
            }
        },
    )
    .into_diagnostic()?;
    match failed {
        Some(fault) => Err(miette!("{fault}")),
        None => file.flush().into_diagnostic().map(|()| exported),
    }
}
