//! `tollgate db`: what an operator does to a database as a whole.

use std::process::ExitCode;

use clap::Subcommand;
use miette::{IntoDiagnostic, miette};
use tollgate_store::{Location, Target, distribute, lower_wall, raise_wall};

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
    /// Have a PostgreSQL server itself keep workspaces apart, by row-level security
    ///
    /// Every statement of Tollgate names its workspace; behind this wall the server shows a transaction the rows of no other one,
    /// whatever it asks. Stop the services first: one that was started without the wall sees nothing behind it. It does not
    /// hold back superusers, so Tollgate has to connect as a role of its own, which owns the tables. Tables that come with an
    /// upgrade are behind it, too.
    Wall {
        /// The database: postgres://USER@HOST/DATABASE
        #[arg(
            long,
            value_name = "URL",
            env = "TOLLGATE_DATABASE",
            hide_env_values = true
        )]
        db: Location,
        /// Take it away
        #[arg(long)]
        lower: bool,
    },
}

/// Runs the command.
///
/// # Errors
/// The database cannot be used, there is no Citus, or the wall would hold nobody back.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    match &args.command {
        Command::Distribute { db } => spread(db),
        Command::Wall { db, lower } => wall(db, *lower),
    }
}

fn spread(db: &Location) -> miette::Result<ExitCode> {
    let target = on_a_server(db)?;
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

fn wall(db: &Location, lower: bool) -> miette::Result<ExitCode> {
    let target = on_a_server(db)?;
    if lower {
        let tables = lower_wall(target).into_diagnostic()?;
        output::line(format_args!("no wall any more: {}", tables.join(", ")))?;
    } else {
        let tables = raise_wall(target).into_diagnostic()?;
        output::line(format_args!(
            "the server keeps workspaces apart: {}",
            tables.join(", ")
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn on_a_server(db: &Location) -> miette::Result<&Target> {
    match db {
        Location::Postgres(target) => Ok(target),
        Location::File(_) => Err(miette!(
            help = "import the history into a PostgreSQL database, and name it here",
            "`{db}` is a file, which lies on one machine"
        )),
    }
}
