//! The form in which stores keep endpoints: what is secret in them lies beside it, sealed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize as _;

use super::{Endpoint, Filter, Target};
use crate::seal::Secret;

/// An endpoint without what is secret in it; one of before secrets were sealed has it.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    name: String,
    target: BodyTarget,
    #[serde(default)]
    filter: Filter,
    enabled: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BodyTarget {
    Webhook {
        url: String,
        #[serde(default, skip_serializing)]
        secrets: Vec<Secret>,
    },
    Email {
        to: Vec<String>,
        addresses: BTreeMap<String, String>,
    },
    Slack {
        #[serde(default, skip_serializing)]
        url: Option<Secret>,
    },
}

impl Body {
    pub(super) fn of(endpoint: &Endpoint) -> Self {
        let target = match &endpoint.target {
            Target::Webhook { url, .. } => BodyTarget::Webhook {
                url: url.clone(),
                secrets: Vec::new(),
            },
            Target::Email { to, addresses } => BodyTarget::Email {
                to: to.clone(),
                addresses: addresses.clone(),
            },
            Target::Slack { .. } => BodyTarget::Slack { url: None },
        };
        Self {
            name: endpoint.name.clone(),
            target,
            filter: endpoint.filter.clone(),
            enabled: endpoint.enabled,
        }
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("texts and lists of them are JSON")
    }

    /// What is secret comes from `secret` where there is one.
    pub(super) fn read(text: &str, secret: Option<&Secret>) -> Option<Self> {
        let mut body: Self = serde_json::from_str(text).ok()?;
        let Some(secret) = secret else {
            return Some(body);
        };
        let mut kept: Vec<Secret> = serde_json::from_str(secret.reveal()).ok()?;
        match &mut body.target {
            BodyTarget::Webhook { secrets, .. } => *secrets = kept,
            BodyTarget::Slack { url } => *url = kept.pop(),
            BodyTarget::Email { .. } => {}
        }
        Some(body)
    }

    /// `None` when something is missing.
    pub(super) fn endpoint(self) -> Option<Endpoint> {
        let target = match self.target {
            BodyTarget::Webhook { url, secrets } => Target::Webhook { url, secrets },
            BodyTarget::Email { to, addresses } => Target::Email { to, addresses },
            BodyTarget::Slack { url } => Target::Slack { url: url? },
        };
        Some(Endpoint {
            name: self.name,
            target,
            filter: self.filter,
            enabled: self.enabled,
        })
    }
}

/// Several secrets as one: a JSON array.
pub(super) fn texts(secrets: &[Secret]) -> Secret {
    let texts: Vec<&str> = secrets.iter().map(Secret::reveal).collect();
    let mut text = serde_json::to_string(&texts).expect("a list of texts is JSON");
    let whole = Secret::new(text.as_str());
    text.zeroize();
    whole
}

#[cfg(test)]
mod tests {
    use super::super::{Endpoint, Filter, Target};
    use crate::seal::Secret;

    fn endpoint(target: Target) -> Endpoint {
        Endpoint {
            name: "crm".to_owned(),
            target,
            filter: Filter::default(),
            enabled: true,
        }
    }

    fn webhook() -> Endpoint {
        endpoint(Target::Webhook {
            url: "https://crm.example/hook".to_owned(),
            secrets: vec![Secret::new("whsec_one"), Secret::new("whsec_two")],
        })
    }

    fn slack() -> Endpoint {
        endpoint(Target::Slack {
            url: Secret::new("https://hooks.slack.example/T/B/hush"),
        })
    }

    #[test]
    fn an_endpoint_is_read_as_it_was_kept_and_its_stored_form_has_no_secret() {
        for kept in [webhook(), slack()] {
            let (body, secret) = (kept.to_stored(), kept.secret());
            assert!(!body.contains("whsec") && !body.contains("hush"), "{body}");
            assert_eq!(Endpoint::from_stored(&body, secret.as_ref()), Some(kept));
        }
    }

    #[test]
    fn one_of_before_secrets_were_sealed_is_read_too() {
        let webhook_body = r#"{"name":"crm","target":{"webhook":{"url":"https://crm.example/hook","secrets":["whsec_one","whsec_two"]}},"filter":{"events":[],"points":[]},"enabled":true}"#;
        assert_eq!(Endpoint::from_stored(webhook_body, None), Some(webhook()));
        let slack_body = r#"{"name":"crm","target":{"slack":{"url":"https://hooks.slack.example/T/B/hush"}},"enabled":true}"#;
        assert_eq!(Endpoint::from_stored(slack_body, None), Some(slack()));
    }

    #[test]
    fn a_channel_whose_secret_is_gone_is_no_endpoint() {
        assert_eq!(Endpoint::from_stored(&slack().to_stored(), None), None);
    }
}
