//! Where a PostgreSQL database is, and how it is connected to.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use tokio_postgres::config::Host;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, Error, NoTls, Socket};

use super::tls::Tls;
use crate::location::LocationError;
use crate::open::OpenError;

/// A PostgreSQL database: its servers, and how to connect to one of them. Shown without a password.
#[derive(Clone, Debug)]
pub struct Target {
    config: Config,
    tls: Tls,
}

/// Where the password is when the URL has none, as for PostgreSQL's own programs.
const PASSWORD: &str = "PGPASSWORD";
/// How long a server may take to accept a connection before the next one is tried, where the URL does not say.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a server may leave what was sent unanswered by its network before it counts as lost.
const SILENT: Duration = Duration::from_secs(30);

impl Target {
    /// Reads `postgres://USER@HOST,HOST/DATABASE?SETTING=VALUE`.
    ///
    /// # Errors
    /// It is not such a URL.
    pub(crate) fn read(url: &str) -> Result<Self, LocationError> {
        let refused = |fault: Error| {
            let source = fault.source().map(ToString::to_string);
            let said = source.unwrap_or_else(|| fault.to_string());
            let said = match said.strip_prefix("unknown option `") {
                Some(name) => format!("`{name} is no setting of a connection"),
                None => said,
            };
            LocationError::Url { fault: said }
        };
        let (url, tls) = Tls::taken_from(url)?;
        let mut config: Config = url.parse().map_err(refused)?;
        config.ssl_mode(tls.mode());
        if config.get_password().is_none()
            && let Some(password) = std::env::var_os(PASSWORD)
        {
            config.password(password.as_encoded_bytes());
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENT);
        }
        if config.get_application_name().is_none() {
            config.application_name("tollgate");
        }
        Ok(Self { config, tls })
    }

    /// The name of the database.
    pub fn database(&self) -> &str {
        let config = &self.config;
        let name = config.get_dbname().or(config.get_user());
        name.unwrap_or("postgres")
    }

    /// A connection to the first server that answers as the URL wants. The caller's runtime drives it.
    pub(super) async fn connect(&self) -> Result<Client, Error> {
        match self.tls.connector() {
            None => self.over(NoTls).await,
            Some(tls) => self.over(tls).await,
        }
    }

    async fn over<T>(&self, tls: T) -> Result<Client, Error>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let (client, connection) = self.config.connect(tls).await?;
        // How it ends is told to whoever waits for an answer.
        tokio::spawn(async { drop(connection.await) });
        Ok(client)
    }

    /// The error of a database that cannot be used, for `fault`.
    pub(super) fn unreachable(
        &self,
        fault: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> OpenError {
        OpenError::Unreachable {
            path: self.to_string(),
            fault: fault.into(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(f, "{user}@")?;
        }
        let ports = self.config.get_ports();
        for (place, host) in self.config.get_hosts().iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            match host {
                Host::Tcp(name) => write!(f, "{comma}{name}")?,
                Host::Unix(path) => {
                    write!(
                        f,
                        "{comma}{}",
                        path.display().to_string().replace('/', "%2F")
                    )?;
                }
            }
            let port = ports
                .get(place)
                .or(ports.first().filter(|_| ports.len() == 1));
            if let Some(port) = port.filter(|port| **port != 5432) {
                write!(f, ":{port}")?;
            }
        }
        write!(f, "/{}", self.database())
    }
}
