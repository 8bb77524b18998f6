//! The binary `tollgate`: one file a command.

mod commands;

use std::process::ExitCode;

use clap::Parser;

/// Govern the handoffs of a revenue organisation.
#[derive(Debug, Parser)]
#[command(name = "tollgate", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Import(commands::import::Args),
    Test(commands::test::Args),
}

fn main() -> miette::Result<ExitCode> {
    match Cli::parse().command {
        Command::Import(args) => commands::import::run(&args),
        Command::Test(args) => commands::test::run(&args),
    }
}
