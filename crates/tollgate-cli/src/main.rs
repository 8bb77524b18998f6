//! The `tollgate` binary: one command, one file.

mod commands;
mod show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::{
    account, anchor, calendar, check, db, demo, diff, erase, explain, export, failures, import,
    init, publish, report, schema, secrets, serve, test, token, verify,
};

/// Decisions allocate many small things, for which this allocator is made.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Govern the handoffs of a revenue organisation: criteria, clocks, owners, decisions, figures.
#[derive(Debug, Parser)]
#[command(name = "tollgate", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Account(account::Args),
    Anchor(anchor::Args),
    Calendar(calendar::Args),
    Check(check::Args),
    Db(db::Args),
    Demo(demo::Args),
    Diff(diff::Args),
    Erase(erase::Args),
    Explain(explain::Args),
    Export(export::Args),
    Failures(failures::Args),
    Import(import::Args),
    Init(init::Args),
    Publish(publish::Args),
    Report(report::Args),
    Schema(schema::Args),
    Secrets(secrets::Args),
    Serve(serve::Args),
    Test(test::Args),
    Token(token::Args),
    Verify(verify::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Account(args) => account::run(&args),
        Command::Anchor(args) => anchor::run(&args),
        Command::Calendar(args) => calendar::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Db(args) => db::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Erase(args) => erase::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Failures(args) => failures::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Publish(args) => publish::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Secrets(args) => secrets::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Token(args) => token::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("{error:?}");
        ExitCode::FAILURE
    })
}
