//! `tollgate db`: what an operator does to a database as a whole.

use std::process::ExitCode;

use clap::Subcommand;
use miette::{IntoDiagnostic, miette};
use tollgate_store::{Location, distribute};

use super::output;

/// Look after a database as a whole
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Spread the tables of a PostgreSQL database over the servers of a Citus cluster, by workspace
    ///
    /// The rows of one workspace stay together on one server, so that every transaction has one server to itself. Tables
    /// that are spread already stay as they are; run this again after an upgrade, which may bring new ones.
    Distribute {
        /// The database: postgres://USER@COORDINATOR/DATABASE
        #[arg(
            long,
            value_name = "URL",
            env = "TOLLGATE_DATABASE",
            hide_env_values = true
        )]
        db: Location,
    },
}

/// Runs the command.
///
/// # Errors
/// The database cannot be used, or there is no Citus.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match &args.command {
        Command::Distribute { db } => spread(db),
    }
}

fn spread(db: &Location) -> miette::Result<ExitCode> {
    let Location::Postgres(target) = db else {
        return Err(miette!(
            help = "import the history into a PostgreSQL database, and name it here",
            "`{db}` is a file, which lies on one machine"
        ));
    };
    let tables = distribute(target).into_diagnostic()?;
    if tables.is_empty() {
        output::line("every table is distributed already")?;
    } else {
        output::line(format_args!(
            "distributed by workspace: {}",
            tables.join(", ")
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
