//! What somebody means by a text: a handoff, by its id or the beginning of it, or a record.

use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Row, RowKey};
use tollgate_core::wants::Want;

use crate::ports::{Read, StoreError};

/// What was meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A handoff.
    Handoff(Box<Handoff>),
    /// A record.
    Record(RecordRef),
}

/// Why nothing was found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// There is no such record.
    #[error(
        "there is no {kind} `{id}` in this database: a record's id is the one that it has in the system it comes from"
    )]
    NoRecord {
        /// The kind.
        kind: String,
        /// The id.
        id: String,
    },
    /// No handoff begins so.
    #[error(
        "no handoff's id begins with `{text}`; `tollgate failures --json` and `tollgate explain {kind} ID` tell ids"
    )]
    NoHandoff {
        /// The text as it was given.
        text: String,
        /// A kind of record that is handed over.
        kind: String,
    },
    /// It is neither.
    #[error(
        "`{text}` is neither the beginning of a handoff's id nor a record: write a record as its kind and its id, such as `{kind} L-1`"
    )]
    Neither {
        /// The text as it was given.
        text: String,
        /// A kind of record that is handed over.
        kind: String,
    },
    /// Several handoffs begin so.
    #[error(
        "several handoffs begin with `{text}`, among them {first} and {second}: write more of the id"
    )]
    Several {
        /// The text as it was given.
        text: String,
        /// One of them.
        first: HandoffId,
        /// Another one.
        second: HandoffId,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The handoff or record that `text` means: `0195d2a4`, or `lead L-1`.
///
/// # Errors
/// Nothing, or more than one handoff, is meant.
pub fn find(store: &dyn Read, policy: &Policy, text: &str) -> Result<Found, FindError> {
    let text = text.trim();
    if let Some((kind, id)) = text.split_once([' ', ':', '/'])
        && policy.kinds.contains_key(&kind.into())
    {
        return find_record(store, policy, RecordRef::new(kind, id.trim()));
    }
    if let Ok(id) = text.parse::<HandoffId>()
        && let Some(Row::Handoff(row)) = store
            .load(policy, &[Want::Row(RowKey::Handoff(id))])?
            .into_iter()
            .next()
    {
        return Ok(Found::Handoff(Box::new(row)));
    }
    find_prefix(store, policy, text)
}

fn find_record(store: &dyn Read, policy: &Policy, record: RecordRef) -> Result<Found, FindError> {
    let rows = store.load(policy, &[Want::Row(RowKey::Record(record.clone()))])?;
    match rows.is_empty() {
        true => Err(FindError::NoRecord {
            kind: record.kind.to_string(),
            id: record.id.to_string(),
        }),
        false => Ok(Found::Record(record)),
    }
}

fn find_prefix(store: &dyn Read, policy: &Policy, text: &str) -> Result<Found, FindError> {
    let prefix = text.to_lowercase();
    let mut found = Vec::new();
    let is_prefix = !prefix.is_empty()
        && prefix
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_prefix {
        store.handoffs(&mut |handoff| {
            if handoff.id.to_string().starts_with(&prefix) {
                found.push(handoff);
            }
            if found.len() < 2 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
    }
    match <[_; 2]>::try_from(found) {
        Ok([first, second]) => Err(FindError::Several {
            text: text.to_owned(),
            first: first.id,
            second: second.id,
        }),
        Err(mut one) => match one.pop() {
            Some(one) => Ok(Found::Handoff(Box::new(one))),
            None => Err(nothing(policy, text, is_prefix)),
        },
    }
}

fn nothing(policy: &Policy, text: &str, is_prefix: bool) -> FindError {
    let handed_over = policy
        .points
        .values()
        .next()
        .map(|point| point.record.to_string());
    let (text, kind) = (
        text.to_owned(),
        handed_over.unwrap_or_else(|| "lead".to_owned()),
    );
    if is_prefix {
        FindError::NoHandoff { text, kind }
    } else {
        FindError::Neither { text, kind }
    }
}
