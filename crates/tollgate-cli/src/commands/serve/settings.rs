//! Settings of the service: from flags and the environment, then from the configuration file, then as they are by default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr, miette};
use serde::Deserialize;

use tollgate_connectors::ConnectorSettings;
use tollgate_server::{Limits, Listening};
use tollgate_service::seal::Seals;
use tollgate_store::Location;

use super::super::keys;
use super::Args;
use super::listening_settings::{ConnectionsSection, RatesSection, either, listening};
use super::outgoing_settings::Section;
use super::sign_in_settings::{self, SignInSettings};
use super::workspace_settings::{Wanted, WorkspaceSection, wanted};

/// How the service is set up.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) listen: SocketAddr,
    /// One at least, the one at the root in front.
    pub(super) workspaces: Vec<Wanted>,
    pub(super) database: Location,
    pub(super) log_format: LogFormat,
    pub(super) log: String,
    /// Where traces are sent; nowhere when not set.
    pub(super) traces: Option<String>,
    pub(super) outgoing: ConnectorSettings,
    /// How secrets are sealed.
    pub(super) seals: Arc<Seals>,
    /// How connections are taken.
    pub(super) listening: Listening,
    pub(super) limits: Limits,
    pub(super) sign_in: SignInSettings,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(super) enum LogFormat {
    /// A line for people
    Text,
    /// A JSON object a line
    Json,
}

/// The configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<String>,
    policy: Option<PathBuf>,
    #[serde(default)]
    workspaces: Vec<WorkspaceSection>,
    database: Option<String>,
    log_format: Option<LogFormat>,
    log: Option<String>,
    traces: Option<String>,
    key_file: Option<PathBuf>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    #[serde(default)]
    proxies: Vec<String>,
    #[serde(default)]
    rates: RatesSection,
    #[serde(default)]
    connections: ConnectionsSection,
    #[serde(default)]
    outgoing: Section,
    #[serde(default)]
    sign_in: sign_in_settings::Section,
}

impl Settings {
    /// The settings that `args` and the configuration file give.
    ///
    /// # Errors
    /// One of them is not what it should be.
    pub(super) fn of(args: &Args) -> miette::Result<Self> {
        let file = args.config.as_deref().map(File::read).transpose()?;
        let file = file.unwrap_or_default();
        let listen = args.listen.clone().or(file.listen);
        let listen = listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = listen.parse().map_err(|_| {
            miette!("`listen`: `{listen}` is not an address and port: write them such as `127.0.0.1:8080`")
        })?;
        let tls_cert = either(args.tls_cert.as_ref(), file.tls_cert);
        let tls_key = either(args.tls_key.as_ref(), file.tls_key);
        let database = args.database.clone().or(file.database);
        let policy = either(args.policy.as_ref(), file.policy);
        let settings = Self {
            listen,
            workspaces: wanted(&args.workspaces, file.workspaces, policy)?,
            database: location(database.as_deref().unwrap_or("sqlite:tollgate.db"))?,
            log_format: args
                .log_format
                .or(file.log_format)
                .unwrap_or(LogFormat::Text),
            log: args
                .log
                .clone()
                .or(file.log)
                .unwrap_or_else(|| "info".to_owned()),
            traces: args.traces.clone().or(file.traces),
            outgoing: file.outgoing.settings()?,
            listening: listening(tls_cert.as_deref(), tls_key.as_deref(), &file.proxies)?,
            limits: file.connections.limits(Limits {
                rates: file.rates.rates(),
                ..Limits::default()
            }),
            seals: Arc::new(keys::seals(
                args.key_file.as_deref(),
                file.key_file.as_deref(),
            )?),
            sign_in: file.sign_in.settings()?,
        };
        settings.invites_everybody()?;
        Ok(settings)
    }

    /// What is said once holds for every workspace: a provider's people would all be in each.
    fn invites_everybody(&self) -> miette::Result<()> {
        let oidc = self.sign_in.oidc.as_ref();
        let lets_in = oidc.is_some_and(|(_, rules)| rules.role.is_some());
        match lets_in && self.workspaces.len() > 1 {
            true => Err(miette!(
                "`sign_in.oidc.role`: with several workspaces everybody has to be invited into theirs: leave it out"
            )),
            false => Ok(()),
        }
    }
}

impl File {
    fn read(path: &Path) -> miette::Result<Self> {
        let text = std::fs::read_to_string(path)
            .into_diagnostic()
            .wrap_err_with(|| format!("the configuration `{}` cannot be read", path.display()))?;
        serde_saphyr::from_str(&text)
            .map_err(|fault| miette!("the configuration `{}`: {fault}", path.display()))
    }
}

/// Where `database` says that it is.
fn location(database: &str) -> miette::Result<Location> {
    let file = database.strip_prefix("sqlite:").unwrap_or(database);
    if file.trim_start_matches('/').is_empty() {
        return Err(miette!(
            "`database`: `{database}` is no database: write `sqlite:FILE` or `postgres://USER@HOST/DATABASE`"
        ));
    }
    database
        .parse()
        .map_err(|fault| miette!("`database`: {fault}"))
}
