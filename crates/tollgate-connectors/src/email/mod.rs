//! Letters by SMTP.

use std::time::Duration;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tollgate_core::ids::PersonId;
use tollgate_service::ports::carrier::{Message, Outcome, Recipient};
use tollgate_service::seal::Secret;

use crate::words::{Form, Words};

/// How letters are handed over to a mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// The server's name.
    pub host: String,
    /// Its port: 587 as a rule, 465 for [`Security::Tls`].
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The name and password to log in with, where it wants them.
    pub login: Option<(String, Secret)>,
    /// Whom letters come from: `Tollgate <tollgate@acme.example>`.
    pub from: String,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// It turns to TLS before anything is said; without that, nothing is sent.
    StartTls,
    /// It is TLS from the beginning.
    Tls,
    /// It is not; for a server on the same machine only.
    None,
}

/// Why letters cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSetupError {
    /// The sender is not one.
    #[error(
        "`{0}` is nobody to send from: write a name and an address, such as `Tollgate <tollgate@acme.example>`"
    )]
    From(String),
    /// The server's name is not one that TLS can check.
    #[error("`{0}` is not the name of a mail server")]
    Host(String, #[source] SmtpError),
}

/// True when `text` is an e-mail address and nothing else.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// Sends letters.
#[derive(Clone, Debug)]
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer that waits for each answer of the server for `timeout`.
    pub(crate) fn new(smtp: &Smtp, timeout: Duration) -> Result<Self, SmtpSetupError> {
        let from: Mailbox = smtp
            .from
            .parse()
            .map_err(|_| SmtpSetupError::From(smtp.from.clone()))?;
        let parameters = || {
            TlsParameters::new(smtp.host.clone())
                .map_err(|fault| SmtpSetupError::Host(smtp.host.clone(), fault))
        };
        let tls = match smtp.security {
            Security::StartTls => Tls::Required(parameters()?),
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::None => Tls::None,
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
            .port(smtp.port)
            .tls(tls)
            .timeout(Some(timeout))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        let builder = match &smtp.login {
            Some((name, password)) => {
                let password = password.reveal().to_owned();
                builder.credentials(Credentials::new(name.clone(), password))
            }
            None => builder,
        };
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }

    /// Sends `message` to its recipient; `addresses` are those of people whose name is not one.
    pub(crate) async fn send(
        &self,
        words: &Words,
        addresses: &std::collections::BTreeMap<String, String>,
        message: &Message<'_>,
    ) -> Outcome {
        let letter = match self.letter(words, addresses, message) {
            Ok(letter) => letter,
            Err(why) => return Outcome::Undeliverable { why },
        };
        match self.transport.send(letter).await {
            Ok(_) => Outcome::Delivered,
            Err(fault) => outcome(&fault),
        }
    }

    fn letter(
        &self,
        words: &Words,
        addresses: &std::collections::BTreeMap<String, String>,
        message: &Message<'_>,
    ) -> Result<lettre::Message, String> {
        let to = address(addresses, message.to)?;
        let told = words.tell(message, Form::Letter)?;
        // The same for every attempt, so that a mailbox may tell a repetition.
        let id = format!("<{}@{}>", message.id, self.from.email.domain());
        lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(id))
            .subject(told.subject)
            // Nobody's absence is to be told to a machine (RFC 3834).
            .raw_header(header::HeaderValue::new(
                header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(header::ContentType::TEXT_PLAIN)
            .body(told.body)
            .map_err(|_| "the letter cannot be written".to_owned())
    }
}

/// The address of `recipient`.
fn address(
    addresses: &std::collections::BTreeMap<String, String>,
    recipient: &Recipient,
) -> Result<Address, String> {
    let text = match recipient {
        Recipient::Address(address) => address.as_str(),
        Recipient::Person(person) => of_person(addresses, person),
        Recipient::Endpoint => return Err("a letter is written to a person".to_owned()),
    };
    text.parse()
        .map_err(|_| format!("`{text}` has no e-mail address: add it to the endpoint's addresses"))
}

fn of_person<'a>(
    addresses: &'a std::collections::BTreeMap<String, String>,
    person: &'a PersonId,
) -> &'a str {
    addresses
        .get(person.as_str())
        .map_or(person.as_str(), String::as_str)
}

/// What the server's answer means.
fn outcome(fault: &SmtpError) -> Outcome {
    let code = fault.status().map(u16::from);
    let cause = std::error::Error::source(fault);
    let said = cause.map_or_else(|| fault.to_string(), ToString::to_string);
    match code {
        // The mailbox is not there, or not allowed. Everything else is a matter of the server, of logging in, or of what
        // it thinks of the sender, and may be mended.
        Some(code @ 550..=553) => Outcome::Undeliverable {
            why: format!("the mail server refused it ({code}): {said}"),
        },
        Some(code) => Outcome::Failed {
            why: format!("the mail server answered {code}: {said}"),
        },
        None if fault.is_timeout() => Outcome::Failed {
            why: "the mail server did not answer in time".to_owned(),
        },
        None => Outcome::Failed {
            why: format!("the mail server cannot be spoken to: {said}"),
        },
    }
}
