//! Endpoints: who outside is told what, and what did not reach them.

use std::fmt;

use serde::{Deserialize, Serialize};
use tollgate_service::loops::outbox::Target;
use tollgate_service::ports::outbox::{EndpointRow, Undelivered};
use utoipa::ToSchema;

/// How an endpoint is set up. Its name is in the path.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
pub struct PutEndpoint {
    /// `webhook`, `email` or `slack`.
    pub kind: String,
    /// Where requests go: webhooks and Slack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What signs, `whsec_` and the key in base64: webhooks. The present secret first, those on their way out after it.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// Addresses that are told everything: e-mail.
    #[serde(default)]
    pub to: Vec<String>,
    /// Addresses of people whom the policy does not name by one: e-mail.
    #[serde(default)]
    pub addresses: std::collections::BTreeMap<String, String>,
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

/// Switching an endpoint on or off; its settings and secrets stay.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeEndpoint {
    /// It is told anything at all.
    pub enabled: bool,
}

/// Its kind alone: the rest may be secret.
impl fmt::Debug for PutEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PutEndpoint")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

fn yes() -> bool {
    true
}

/// An endpoint, and where it stands. Secrets are not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EndpointView {
    /// Its name.
    pub name: String,
    /// `webhook`, `email` or `slack`.
    pub kind: &'static str,
    /// Where requests go; `null` where the address itself is a secret.
    pub url: Option<String>,
    /// How many secrets sign.
    pub secrets: usize,
    /// Addresses that are told everything.
    pub to: Vec<String>,
    /// Events by name; none for those that its kind is usually told.
    pub events: Vec<String>,
    /// Handoff points by name; none for all.
    pub points: Vec<String>,
    /// It is told anything at all.
    pub enabled: bool,
    /// Why it was disabled, where nobody here did.
    pub disabled_why: Option<String>,
    /// The last entry of the ledger that it was told of, or whose messages are written down as undelivered.
    pub cursor: u64,
    /// Failures since the last success.
    pub failures: u32,
    /// Nothing is sent before this instant: it did not answer.
    pub wait_until: Option<String>,
    /// Messages that are tried again.
    pub waiting: u64,
    /// Dead letters.
    pub parked: u64,
}

/// A page of messages that were not delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UndeliveredPage {
    /// The messages, in the order of the ledger.
    pub messages: Vec<UndeliveredView>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<String>,
}

/// A message that was not delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UndeliveredView {
    /// The entry of the ledger that it tells of.
    pub sequence: u64,
    /// Which of the messages that tell of it, first is 0.
    pub part: u32,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was tried last, or put off.
    pub tried_at: String,
    /// When it is tried again; `null` for a dead letter.
    pub next_at: Option<String>,
    /// What went wrong the last time.
    pub last_error: String,
}

/// Which dead letters are sent again; all where nothing is said.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redeliver {
    /// The entry that the message tells of.
    pub sequence: Option<u64>,
    /// Which of its messages; the first where it is not said.
    #[serde(default)]
    #[schema(value_type = u64, maximum = 4_294_967_295_u32)]
    pub part: u32,
}

/// How many dead letters are sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Redelivered {
    /// How many.
    pub messages: u64,
}

impl From<EndpointRow> for EndpointView {
    fn from(row: EndpointRow) -> Self {
        let (kind, url, secrets, to) = match row.endpoint.target {
            Target::Webhook { url, secrets } => ("webhook", Some(url), secrets.len(), Vec::new()),
            Target::Email { to, .. } => ("email", None, 0, to),
            Target::Slack { .. } => ("slack", None, 0, Vec::new()),
        };
        Self {
            name: row.endpoint.name,
            kind,
            url,
            secrets,
            to,
            events: row.endpoint.filter.events,
            points: row.endpoint.filter.points,
            enabled: row.endpoint.enabled,
            disabled_why: row.disabled_why,
            cursor: row.cursor,
            failures: row.circuit.failures,
            wait_until: row.circuit.wait_until.map(|at| at.to_string()),
            waiting: row.waiting,
            parked: row.parked,
        }
    }
}

impl From<Undelivered> for UndeliveredView {
    fn from(row: Undelivered) -> Self {
        Self {
            sequence: row.place.sequence,
            part: row.place.part,
            attempts: row.attempts,
            tried_at: row.tried_at.to_string(),
            next_at: row.next_at.map(|at| at.to_string()),
            last_error: row.last_error,
        }
    }
}
