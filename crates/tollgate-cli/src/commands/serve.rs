//! `tollgate serve`: workspaces in service, for other systems and for people.

mod book;
mod dispatch;
mod door;
mod listening_settings;
mod log;
mod look_around;
mod nudge;
mod open;
mod outgoing;
mod outgoing_settings;
mod policies;
mod retention;
mod sealed;
mod settings;
mod sign_in_settings;
mod start;
mod traces;
mod workspace_settings;

use std::path::PathBuf;
use std::process::ExitCode;

use miette::IntoDiagnostic;

use super::demo;

use settings::{LogFormat, Settings};

/// Put a workspace in service: the HTTP API, alarms that fire on time, and what an operator looks at
///
/// Every setting may be given as a flag, as an environment variable, or in the configuration file; a flag wins over the
/// environment, which wins over the file. Without a policy the one in force in the database is used, and in a new database
/// the starter policy.
///
/// Several workspaces of the database are served by naming each with `--workspace`: below /w/NAME/, and the first at the root, too.
///
/// Once there is an account or a token, every call needs a session or a token. Until then the service listens on this machine
/// alone, whoever reaches it there may do everything, and the log has a link with which the first account is made.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT", env = "TOLLGATE_LISTEN")]
    listen: Option<String>,
    /// The policy to put in force: a folder of YAML files
    #[arg(long, value_name = "DIR", env = "TOLLGATE_POLICY")]
    policy: Option<PathBuf>,
    /// A workspace to serve, and the policy to put in force in it [default: the one that the policy is about, or the only one in
    /// the database]
    #[arg(
        long = "workspace",
        value_name = "NAME[=DIR]",
        env = "TOLLGATE_WORKSPACES",
        value_delimiter = ','
    )]
    workspaces: Vec<String>,
    /// The database: sqlite:FILE or postgres://USER@HOST/DATABASE [default: sqlite:tollgate.db]
    #[arg(
        long,
        value_name = "URL",
        env = "TOLLGATE_DATABASE",
        hide_env_values = true
    )]
    database: Option<String>,
    /// Fill a new database with a year of a made-up company that ends now, to look around; one that holds something is served as
    /// it is
    #[arg(long)]
    demo: bool,
    /// How the log is written [default: text]
    #[arg(long, value_name = "FORMAT", env = "TOLLGATE_LOG_FORMAT")]
    log_format: Option<LogFormat>,
    /// What is logged: `info`, `debug`, `tollgate_server=debug,info` [default: info]
    #[arg(long, value_name = "FILTER", env = "TOLLGATE_LOG")]
    log: Option<String>,
    /// Where traces are sent: an OpenTelemetry collector's HTTP address, such as http://127.0.0.1:4318 [default: nowhere]
    #[arg(long, value_name = "URL", env = "TOLLGATE_TRACES")]
    traces: Option<String>,
    /// The file with the key that seals secrets in the database, and keys of before after it; or the keys in TOLLGATE_KEY.
    /// `tollgate secrets key` makes one [default: secrets are kept in the open]
    #[arg(long, value_name = "FILE", env = "TOLLGATE_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// The certificate chain in PEM form, for TLS; a renewed one is used as soon as it is there
    #[arg(long, value_name = "FILE", env = "TOLLGATE_TLS_CERT")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key in PEM form
    #[arg(long, value_name = "FILE", env = "TOLLGATE_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// The configuration file: YAML with these settings by name, `rates` and `proxies` for who may ask how often, `outgoing`
    /// for the mail server and what messages may reach, and `sign_in` for how people sign in
    #[arg(long, value_name = "FILE", env = "TOLLGATE_CONFIG")]
    config: Option<PathBuf>,
}

/// Runs the command until it is told to stop.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let settings = Settings::of(args)?;
    let traces = traces::Traces::of(&settings)?;
    log::start(&settings, &traces)?;
    if args.demo {
        demo::fill(&settings.database)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .into_diagnostic()?;
    runtime.block_on(start::serve(settings))?;
    Ok(ExitCode::SUCCESS)
}
