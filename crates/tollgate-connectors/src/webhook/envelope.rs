//! A ledger entry as a CloudEvent 1.0 in structured JSON.

use serde::Serialize;
use serde_json::value::RawValue;
use tollgate_core::ids::RecordRef;
use tollgate_service::ports::carrier::Message;

/// The body that tells of `message`'s entry: the same bytes each time, whatever happened since. `None` when the entry's
/// own body is not JSON.
///
/// `id` is the message's, `source` the workspace, `type` the event's name after `tollgate.`, `subject` the handoff or
/// record, `time` when it happened; `data` holds the entry with its digests, so that the receiver can check the chain.
pub fn envelope(message: &Message<'_>) -> Option<Vec<u8>> {
    let entry = message.entry;
    let handoff = entry.handoff.map(|id| Handoff {
        id: id.to_string(),
        point: message.handoff.map(|row| row.point.as_str()),
    });
    let record = entry.record.as_ref().map(Record::new);
    let subject = match (&handoff, &record) {
        (Some(handoff), _) => Some(format!("handoff/{}", handoff.id)),
        (None, Some(record)) => Some(format!("{}/{}", record.kind, record.id)),
        (None, None) => None,
    };
    let envelope = Envelope {
        specversion: "1.0",
        id: message.id,
        source: format!("/workspaces/{}", message.policy.workspace.id),
        kind: format!("tollgate.{}", entry.tag),
        subject,
        time: entry.at.to_string(),
        datacontenttype: "application/json",
        data: Data {
            sequence: entry.sequence,
            event: serde_json::from_str(&entry.body).ok()?,
            record,
            handoff,
            digest: entry.digest.to_string(),
            hash: entry.hash.to_string(),
        },
    };
    serde_json::to_vec(&envelope).ok()
}

#[derive(Serialize)]
struct Envelope<'a> {
    specversion: &'static str,
    id: &'a str,
    source: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    time: String,
    datacontenttype: &'static str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    sequence: u64,
    /// The stored form as it is, over which the digest was taken.
    event: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Record<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handoff: Option<Handoff<'a>>,
    digest: String,
    hash: String,
}

#[derive(Serialize)]
struct Record<'a> {
    kind: &'a str,
    id: &'a str,
}

impl<'a> Record<'a> {
    fn new(record: &'a RecordRef) -> Self {
        Self {
            kind: record.kind.as_str(),
            id: record.id.as_str(),
        }
    }
}

#[derive(Serialize)]
struct Handoff<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<&'a str>,
}
