//! `tollgate export`: gives out what is known, with its proof.

mod ledger;
mod person;

use std::process::ExitCode;

pub(crate) use ledger::record;

/// Give out the ledger with its proofs, or all that is known about a person
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Export the ledger for auditors: NDJSON in which every line carries its proof
    Ledger(ledger::Args),
    /// Export all that is known about a person: JSON
    Person(person::Args),
}

/// Runs the command.
///
/// # Errors
/// The database cannot be read, or the file cannot be written.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match &args.command {
        Command::Ledger(args) => ledger::run(args)?,
        Command::Person(args) => person::run(args)?,
    }
    Ok(ExitCode::SUCCESS)
}
