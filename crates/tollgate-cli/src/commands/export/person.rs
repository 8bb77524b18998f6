//! `tollgate export person`: all that is known about somebody.

use std::path::PathBuf;

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_core::audit::AuditKind;
use tollgate_core::ids::RecordRef;
use tollgate_service::audit;
use tollgate_service::erasure::{Who, known};

use super::super::database::Where;
use super::super::noted::{noted, now};
use super::super::output;
use super::ledger::record;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    place: Where,
    /// The person whom this record tells about: `contact C-1`
    #[arg(long, value_name = "RECORD", value_parser = record, required_unless_present = "identity")]
    record: Option<RecordRef>,
    /// The person with this identity, such as an e-mail address
    #[arg(long, value_name = "EMAIL", conflicts_with = "record")]
    identity: Option<String>,
    /// The file to write [default: the terminal]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> miette::Result<()> {
    let mut opened = args.place.open()?;
    let who = match (&args.record, &args.identity) {
        (Some(record), _) => Who::Record(record.clone()),
        (None, Some(identity)) => Who::Identity(identity.into()),
        (None, None) => {
            return Err(miette!(
                "say whom: `--record \"contact C-1\"` or `--identity EMAIL`"
            ));
        }
    };
    let found = known(&opened.store, &opened.policy, &who).into_diagnostic()?;
    let text = serde_json::to_string_pretty(&found).into_diagnostic()?;
    let about = format!("{} entries about one person", found.entries.len());
    let audit = audit::done(AuditKind::Exported, "a person", Some(&about), now());
    noted(&mut opened.store, audit)?;
    match &args.out {
        None => output::line(text),
        Some(path) => std::fs::write(path, format!("{text}\n"))
            .into_diagnostic()
            .wrap_err_with(|| format!("`{}` cannot be written", path.display())),
    }
}
