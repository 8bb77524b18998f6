//! What the configuration file says of signing in.

use std::path::PathBuf;

use miette::{IntoDiagnostic, WrapErr, miette};
use serde::Deserialize;
use tollgate_connectors::oidc::OidcSettings;
use tollgate_core::time::Budget;
use tollgate_server::Origin;
use tollgate_service::access::Role;
use tollgate_service::accounts::breached::Copy;
use tollgate_service::accounts::session::SessionLimits;
use tollgate_service::accounts::{EntranceSettings, Federated};
use tollgate_service::seal::Secret;

/// The secret that the provider knows this service by, where it should not be in a file of settings.
const SECRET: &str = "TOLLGATE_OIDC_SECRET";

/// How people sign in.
#[derive(Clone, Debug)]
pub(super) struct SignInSettings {
    pub(super) origin: Origin,
    pub(super) entrance: EntranceSettings,
    pub(super) oidc: Option<(OidcSettings, Federated)>,
}

/// The section `sign_in` of the configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    /// The address at which people reach the service, such as `https://tollgate.acme.example`.
    url: Option<String>,
    /// How long a session lasts without being used.
    idle: Option<String>,
    /// How long it lasts in all.
    absolute: Option<String>,
    /// A copy of Have I Been Pwned: a file, or a folder.
    breached: Option<PathBuf>,
    /// The provider of identities.
    oidc: Option<OidcSection>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OidcSection {
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    /// The claim that says which person of the policy somebody is; their e-mail address where there is none.
    person: Option<String>,
    /// What somebody is who comes without having been invited; where it is left out, everybody has to be.
    role: Option<String>,
    /// Domains of e-mail addresses that are taken.
    #[serde(default)]
    domains: Vec<String>,
}

impl Section {
    /// The settings that this section gives.
    ///
    /// # Errors
    /// One of them is not what it should be.
    pub(super) fn settings(self) -> miette::Result<SignInSettings> {
        let usual = SessionLimits::default();
        let sessions = SessionLimits {
            idle: span("idle", self.idle, usual.idle)?,
            absolute: span("absolute", self.absolute, usual.absolute)?,
            ..usual
        };
        let breached = self.breached.map(|path| {
            Copy::at(path.clone()).into_diagnostic().wrap_err_with(|| {
                format!("`sign_in.breached`: `{}` cannot be read", path.display())
            })
        });
        if self.oidc.is_some() && self.url.is_none() {
            return Err(miette!(
                "`sign_in.url`: a provider sends people back to the service, so say at which address"
            ));
        }
        Ok(SignInSettings {
            origin: origin(self.url.as_deref())?,
            entrance: EntranceSettings {
                sessions,
                breached: breached.transpose()?,
            },
            oidc: self.oidc.map(OidcSection::settings).transpose()?,
        })
    }
}

fn origin(url: Option<&str>) -> miette::Result<Origin> {
    let Some(url) = url else {
        return Ok(Origin::default());
    };
    Origin::at(url).ok_or_else(|| {
        miette!("`sign_in.url`: `{url}` is not such as `https://tollgate.acme.example`")
    })
}

fn span(name: &str, text: Option<String>, usual: i64) -> miette::Result<i64> {
    match text.as_deref().map(str::parse) {
        None => Ok(usual),
        Some(Ok(Budget::Time(micros))) if micros > 0 => Ok(micros),
        Some(_) => Err(miette!(
            "`sign_in.{name}`: write a duration such as `2h` or `30m`"
        )),
    }
}

impl OidcSection {
    fn settings(self) -> miette::Result<(OidcSettings, Federated)> {
        let secret = match (&self.client_secret_file, std::env::var(SECRET)) {
            (_, Ok(text)) => text,
            (Some(path), Err(_)) => std::fs::read_to_string(path)
                .into_diagnostic()
                .wrap_err_with(|| format!("`{}` cannot be read", path.display()))?,
            (None, Err(_)) => {
                return Err(miette!(
                    "`sign_in.oidc`: set `client_secret_file` or {SECRET} to what the provider gave you"
                ));
            }
        };
        let role = self.role.as_deref().map(role).transpose()?;
        if role.is_some() && self.domains.is_empty() {
            return Err(miette!(
                "`sign_in.oidc.domains`: say of which e-mail addresses, where nobody has to be invited"
            ));
        }
        let domains = self.domains.iter().map(|domain| domain.to_lowercase());
        let rules = Federated {
            role,
            domains: domains.collect(),
        };
        let oidc = OidcSettings {
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret: Secret::new(secret.trim()),
            person: self.person,
        };
        Ok((oidc, rules))
    }
}

fn role(text: &str) -> miette::Result<Role> {
    super::super::token::role(text).map_err(|told| miette!("`sign_in.oidc.role`: {told}"))
}
