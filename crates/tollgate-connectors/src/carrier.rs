//! Carries messages to endpoints of every kind.

use std::time::Duration;

use tokio::runtime::Handle;
use tollgate_core::time::Timestamp;
use tollgate_service::loops::outbox::{Endpoint, Target};
use tollgate_service::ports::carrier::{Carrier, Message, Outcome};

use crate::email::{Mailer, Smtp, SmtpSetupError};
use crate::guard::Guard;
use crate::http::Http;
use crate::words::Words;
use crate::{slack, webhook};

/// What holds for every endpoint of this installation.
#[derive(Clone, Debug)]
pub struct ConnectorSettings {
    /// Where requests may go.
    pub guard: Guard,
    /// How letters are sent; `None` where none are.
    pub smtp: Option<Smtp>,
    /// What the address of a handoff in the console begins with: `https://tollgate.acme.example/handoffs/`. `None` leaves
    /// links out.
    pub links: Option<String>,
    /// How long a connection may take to be made.
    pub connect: Duration,
    /// How long an attempt may take in all.
    pub attempt: Duration,
}

/// Public addresses only, no letters; five seconds to connect, twenty in all.
impl Default for ConnectorSettings {
    fn default() -> Self {
        Self {
            guard: Guard::default(),
            smtp: None,
            links: None,
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(20),
        }
    }
}

/// Why nothing can be sent.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// TLS cannot be used.
    #[error("requests cannot be made: see that the system's certificates can be read")]
    Http(#[source] reqwest::Error),
    /// The mail server's settings are wrong.
    #[error(transparent)]
    Smtp(SmtpSetupError),
}

/// The carrier of messages to webhooks, mail servers and Slack.
#[derive(Debug)]
pub struct Connectors {
    runtime: Handle,
    http: Http,
    mailer: Option<Mailer>,
    words: Words,
    attempt: Duration,
}

/// Chooses what encrypts, for every client of this process. Whoever chose before chose for good.
pub fn prepare_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Connectors {
    /// A carrier that sends on `runtime`, which has I/O and time. Messages are handed to it on a thread that may block: never
    /// on one that runs the runtime's tasks.
    ///
    /// # Errors
    /// The settings cannot be used.
    pub fn new(runtime: Handle, settings: &ConnectorSettings) -> Result<Self, SetupError> {
        prepare_tls();
        let http = Http::new(settings.guard.clone(), settings.connect).map_err(SetupError::Http)?;
        let mailer = settings
            .smtp
            .as_ref()
            .map(|smtp| Mailer::new(smtp, settings.attempt));
        Ok(Self {
            runtime,
            http,
            mailer: mailer.transpose().map_err(SetupError::Smtp)?,
            words: Words::new(settings.links.clone()),
            attempt: settings.attempt,
        })
    }

    async fn carry(&self, endpoint: &Endpoint, message: &Message<'_>, now: Timestamp) -> Outcome {
        match &endpoint.target {
            Target::Webhook { url, secrets } => {
                webhook::send(&self.http, url, secrets, message, now).await
            }
            Target::Slack { url } => {
                slack::send(&self.http, &self.words, url.reveal(), message, now).await
            }
            Target::Email { addresses, .. } => match &self.mailer {
                Some(mailer) => mailer.send(&self.words, addresses, message).await,
                None => Outcome::Failed {
                    why: "no mail server is set up: name one where tollgate is started".to_owned(),
                },
            },
        }
    }
}

impl Carrier for Connectors {
    fn send(&self, endpoint: &Endpoint, message: &Message<'_>, now: Timestamp) -> Outcome {
        let attempt = self.carry(endpoint, message, now);
        let bounded = async { tokio::time::timeout(self.attempt, attempt).await };
        // The bound is over everything: names, connections, redirects, the answer.
        self.runtime
            .block_on(bounded)
            .unwrap_or_else(|_| Outcome::Failed {
                why: format!("it did not answer within {:?}", self.attempt),
            })
    }
}
