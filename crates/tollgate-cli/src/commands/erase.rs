//! `tollgate erase`: takes a person out of a database, or what the policy no longer keeps.

mod expired;

use std::process::ExitCode;

use miette::{IntoDiagnostic, miette};
use tollgate_core::ids::RecordRef;
use tollgate_service::accounts::Chance as _;
use tollgate_service::erasure::{self, Order, Outcome, Who};

use super::chance::Machine;
use super::database::Where;
use super::export::record;
use super::noted::{now, operator};
use super::output;
use crate::show::{Page, Tone, count};

/// Erase a person: what their records and the ledger say of them
///
/// Fields that the policy declares `personal`, in every record that shares the person's identity, are replaced by pseudonyms
/// in the rows and in the ledger, and their values are taken from reasons, notes and next steps. What was decided stays
/// decided, the chain holds, and figures stay what they were. Somebody whom nobody may contact stays so.
///
/// With `--expired` the same is done to the values that the policy keeps for a while, once that is over.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// The person whom this record tells about: `contact C-1`
    #[arg(long, value_name = "RECORD", value_parser = record, required_unless_present_any = ["identity", "expired"])]
    record: Option<RecordRef>,
    /// The person with this identity, such as an e-mail address
    #[arg(long, value_name = "EMAIL", conflicts_with = "record")]
    identity: Option<String>,
    /// Instead of a person, what the policy's `keep` no longer keeps; a service does so by itself
    #[arg(long, conflicts_with_all = ["record", "identity"])]
    expired: bool,
    /// Say what would be erased, and leave everything as it is
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
///
/// # Errors
/// Nobody is known by that name, or the database cannot be used.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    if args.expired {
        return expired::run(&args.place, args.dry_run);
    }
    let mut opened = args.place.open()?;
    let order = Order {
        who: who(args)?,
        by: operator(),
        at: now(),
        salt: Machine.draw(),
        key: Machine.draw(),
    };
    let outcome = if args.dry_run {
        erasure::preview(&opened.store, &opened.policy, &order)
    } else {
        erasure::erase(&mut opened.store, &opened.policy, &order)
    };
    let outcome = outcome.into_diagnostic()?;
    if args.place.json {
        output::line(line(&outcome))?;
    } else {
        show(&outcome, args.dry_run).write()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn who(args: &Args) -> miette::Result<Who> {
    match (&args.record, &args.identity) {
        (Some(record), _) => Ok(Who::Record(record.clone())),
        (None, Some(identity)) => Ok(Who::Identity(identity.into())),
        (None, None) => Err(miette!(
            "say whom: `--record \"contact C-1\"` or `--identity EMAIL`; or `--expired`"
        )),
    }
}

fn show(outcome: &Outcome, is_dry: bool) -> Page {
    let mut page = Page::new();
    let verb = match (is_dry, outcome.sequence) {
        (true, _) => "would be erased",
        (false, Some(_)) => "erased",
        (false, None) => "there was nothing left to erase",
    };
    let says = format!(
        "{verb}: {} records, {} rows, {} entries of the ledger",
        count(outcome.records.len() as u64),
        count(outcome.rows as u64),
        count(outcome.entries as u64),
    );
    page.line(Tone::Plain, &says);
    for record in &outcome.records {
        page.line(Tone::Faint, &format!("  {record}"));
    }
    if outcome.suppressed {
        page.line(Tone::Plain, "nobody may contact the person, which stays so");
    }
    if let Some(sequence) = outcome.sequence {
        page.line(
            Tone::Faint,
            &format!("entry {} tells of it", count(sequence)),
        );
    }
    page
}

fn line(outcome: &Outcome) -> serde_json::Value {
    let records = outcome.records.iter().map(ToString::to_string);
    serde_json::json!({
        "records": records.collect::<Vec<_>>(),
        "rows": outcome.rows,
        "entries": outcome.entries,
        "suppressed": outcome.suppressed,
        "sequence": outcome.sequence,
    })
}
