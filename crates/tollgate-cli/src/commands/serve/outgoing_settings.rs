//! What the configuration file says of what goes out.

use miette::miette;
use serde::Deserialize;
use tollgate_connectors::ConnectorSettings;
use tollgate_connectors::email::{Security, Smtp};
use tollgate_connectors::guard::Guard;
use tollgate_service::seal::Secret;

/// The mail server's password, where it should not be in a file.
const PASSWORD: &str = "TOLLGATE_SMTP_PASSWORD";

/// The section `outgoing` of the configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    /// Networks (`10.0.0.0/8`) and host names that messages may go to though they are not public.
    #[serde(default)]
    allow: Vec<String>,
    /// What the address of a handoff begins with, for links in letters and in Slack; `{workspace}` stands for the name.
    links: Option<String>,
    /// The mail server.
    smtp: Option<SmtpSection>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SmtpSection {
    host: String,
    port: Option<u16>,
    #[serde(default)]
    security: SecurityText,
    user: Option<String>,
    password: Option<Secret>,
    from: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SecurityText {
    #[default]
    StartTls,
    Tls,
    None,
}

impl Section {
    /// The settings that this section gives.
    ///
    /// # Errors
    /// The mail server wants a name without a password.
    pub(super) fn settings(self) -> miette::Result<ConnectorSettings> {
        Ok(ConnectorSettings {
            guard: guard(self.allow),
            smtp: self.smtp.map(SmtpSection::smtp).transpose()?,
            links: self.links,
            ..ConnectorSettings::default()
        })
    }
}

/// What `settings` are to `workspace`: its links lead there.
pub(super) fn of_workspace(settings: &ConnectorSettings, workspace: &str) -> ConnectorSettings {
    let links = settings.links.as_ref();
    ConnectorSettings {
        links: links.map(|links| links.replace("{workspace}", workspace)),
        ..settings.clone()
    }
}

/// What is no network is a host's name.
fn guard(allow: Vec<String>) -> Guard {
    let mut guard = Guard::default();
    for text in allow {
        match text.parse() {
            Ok(network) => guard.networks.push(network),
            Err(_) => guard.hosts.push(text.to_lowercase()),
        }
    }
    guard
}

impl SmtpSection {
    fn smtp(self) -> miette::Result<Smtp> {
        let password = std::env::var(PASSWORD).ok().map(Secret::new);
        let login = match (self.user, password.or(self.password)) {
            (None, _) => None,
            (Some(user), Some(password)) => Some((user, password)),
            (Some(user), None) => {
                return Err(miette!(
                    "`outgoing.smtp`: `{user}` needs a password: set {PASSWORD}"
                ));
            }
        };
        let security = match self.security {
            SecurityText::StartTls => Security::StartTls,
            SecurityText::Tls => Security::Tls,
            SecurityText::None => Security::None,
        };
        let usual = if security == Security::Tls { 465 } else { 587 };
        Ok(Smtp {
            host: self.host,
            port: self.port.unwrap_or(usual),
            security,
            login,
            from: self.from,
        })
    }
}

#[cfg(test)]
mod tests {
    use tollgate_connectors::ConnectorSettings;

    use super::of_workspace;

    #[test]
    fn links_lead_to_their_workspace() {
        let check = |links: Option<&str>, expected: Option<&str>| {
            let settings = ConnectorSettings {
                links: links.map(str::to_owned),
                ..ConnectorSettings::default()
            };
            assert_eq!(of_workspace(&settings, "globex").links.as_deref(), expected);
        };
        check(None, None);
        check(Some("https://t.example/h/"), Some("https://t.example/h/"));
        check(
            Some("https://t.example/w/{workspace}/h/"),
            Some("https://t.example/w/globex/h/"),
        );
    }
}
