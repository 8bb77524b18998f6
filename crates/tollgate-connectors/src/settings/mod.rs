//! What somebody writes to set up an endpoint, and what is wrong with it, all at once.

use std::collections::BTreeMap;

use reqwest::Url;
use serde::{Deserialize, Serialize};
use tollgate_core::ids::PointId;
use tollgate_core::policy::Policy;
use tollgate_service::loops::outbox::{Endpoint, Filter, Target};
use tollgate_service::seal::Secret;
use tollgate_service::stored::EVENT_TAGS;

use crate::email;
use crate::guard::Guard;
use crate::webhook::Key;

/// An endpoint as it is written down, in JSON or YAML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointText {
    /// Its name in the workspace: 1 to 64 letters, digits, `-` and `_`.
    pub name: String,
    /// What kind it is.
    pub kind: EndpointKind,
    /// Where requests go: webhooks and Slack.
    #[serde(default)]
    pub url: Option<Secret>,
    /// What signs: webhooks. The present secret first, those on their way out after it.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// Addresses that are told everything: e-mail.
    #[serde(default)]
    pub to: Vec<String>,
    /// Addresses of people whom the policy does not name by one: e-mail.
    #[serde(default)]
    pub addresses: BTreeMap<String, String>,
    /// Events by name; none for those that its kind is usually told.
    #[serde(default)]
    pub events: Vec<String>,
    /// Handoff points by name; none for all.
    #[serde(default)]
    pub points: Vec<String>,
    /// It is told anything at all.
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn yes() -> bool {
    true
}

/// A kind of endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointKind {
    /// An address that takes HTTP requests.
    Webhook,
    /// Letters to people.
    Email,
    /// A Slack channel.
    Slack,
}

/// Something that is wrong with an endpoint's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `url`, `secrets[1]`.
    pub field: String,
    /// What is wrong and what to do.
    pub says: String,
}

impl EndpointText {
    /// The endpoint, as `policy` knows its handoff points and `guard` lets its address.
    ///
    /// # Errors
    /// Every problem there is, in the order of the fields; never empty.
    pub fn check(self, policy: &Policy, guard: &Guard) -> Result<Endpoint, Vec<Problem>> {
        let mut problems = Problems(Vec::new());
        problems.name(&self.name);
        problems.unused(&self);
        let target = problems.target(&self, guard);
        problems.events(&self.events);
        problems.points(&self.points, policy);
        match target {
            Some(target) if problems.0.is_empty() => Ok(Endpoint {
                name: self.name,
                target,
                filter: Filter {
                    events: self.events,
                    points: self.points,
                },
                enabled: self.enabled,
            }),
            _ => Err(problems.0),
        }
    }
}

struct Problems(Vec<Problem>);

impl Problems {
    fn say(&mut self, field: impl Into<String>, says: impl Into<String>) {
        self.0.push(Problem {
            field: field.into(),
            says: says.into(),
        });
    }

    fn name(&mut self, name: &str) {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
            self.say("name", "write 1 to 64 letters, digits, `-` and `_`");
        }
    }

    /// What its kind has no use for is a misunderstanding, and is said.
    fn unused(&mut self, text: &EndpointText) {
        let kind = text.kind;
        let is_email = kind == EndpointKind::Email;
        let unused = [
            ("url", text.url.is_some() && is_email),
            (
                "secrets",
                !text.secrets.is_empty() && kind != EndpointKind::Webhook,
            ),
            ("to", !text.to.is_empty() && !is_email),
            ("addresses", !text.addresses.is_empty() && !is_email),
        ];
        for (field, _) in unused.into_iter().filter(|(_, unused)| *unused) {
            self.say(
                field,
                "leave it out: this kind of endpoint has no use for it",
            );
        }
    }

    fn target(&mut self, text: &EndpointText, guard: &Guard) -> Option<Target> {
        match text.kind {
            EndpointKind::Webhook => {
                self.secrets(&text.secrets);
                Some(Target::Webhook {
                    url: self.url(text, guard)?.reveal().to_owned(),
                    secrets: text.secrets.clone(),
                })
            }
            EndpointKind::Slack => Some(Target::Slack {
                url: self.url(text, guard)?.clone(),
            }),
            EndpointKind::Email => {
                self.addresses(text);
                Some(Target::Email {
                    to: text.to.clone(),
                    addresses: text.addresses.clone(),
                })
            }
        }
    }

    fn url<'t>(&mut self, text: &'t EndpointText, guard: &Guard) -> Option<&'t Secret> {
        let Some(secret) = &text.url else {
            self.say(
                "url",
                "write the address that takes the requests: https://…",
            );
            return None;
        };
        let Ok(url) = secret.reveal().parse::<Url>() else {
            self.say(
                "url",
                "write a whole address, such as https://crm.example/hook",
            );
            return None;
        };
        guard
            .check_url(&url)
            .map_err(|why| self.say("url", why.to_string()))
            .ok()?;
        Some(secret)
    }

    fn secrets(&mut self, secrets: &[Secret]) {
        if secrets.is_empty() {
            self.say(
                "secrets",
                "write at least one, so that the receiver can tell who sent it: `whsec_` and what `openssl rand -base64 32` says",
            );
        }
        if secrets.len() > SECRETS_MAX {
            self.say("secrets", format!("write {SECRETS_MAX} at most"));
        }
        for (place, secret) in secrets.iter().enumerate() {
            if let Err(why) = secret.reveal().parse::<Key>() {
                self.say(format!("secrets[{place}]"), why.to_string());
            }
        }
    }

    fn addresses(&mut self, text: &EndpointText) {
        let to = text.to.iter().enumerate();
        let to = to.map(|(place, address)| (format!("to[{place}]"), address));
        let people = text.addresses.iter();
        let people = people.map(|(person, address)| (format!("addresses.{person}"), address));
        for (field, address) in to.chain(people) {
            if !email::is_address(address) {
                self.say(field, "write an address, such as ana@acme.example");
            }
        }
    }

    fn events(&mut self, events: &[String]) {
        for (place, event) in events.iter().enumerate() {
            if EVENT_TAGS.contains(&event.as_str()) {
                continue;
            }
            let says = unknown("event", event, EVENT_TAGS.iter().copied());
            self.say(format!("events[{place}]"), says);
        }
    }

    fn points(&mut self, points: &[String], policy: &Policy) {
        for (place, point) in points.iter().enumerate() {
            if policy.points.contains_key(&PointId::from(point.as_str())) {
                continue;
            }
            let known = policy.points.keys().map(PointId::as_str);
            let says = unknown("handoff point", point, known);
            self.say(format!("points[{place}]"), says);
        }
    }
}

/// Secrets that one endpoint may have at a time: each makes the signature longer.
const SECRETS_MAX: usize = 4;

/// That there is no such thing, and the most similar one or the choice.
fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: Vec<&str> = known.collect();
    let nearest = known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, name), known))
        .min()
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1));
    match nearest {
        Some((_, nearest)) => format!("there is no {what} `{name}`: did you mean `{nearest}`?"),
        None => format!(
            "there is no {what} `{name}`: write one of {}",
            known.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests;
