//! One file a resource. A handler takes the request apart, calls one use case, and puts the answer together.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod activities;
pub(crate) mod agreed;
pub(crate) mod demo;
pub(crate) mod endpoints;
pub(crate) mod failures;
pub(crate) mod federated;
pub(crate) mod gates;
pub(crate) mod handoff_acts;
mod handoff_filter;
pub(crate) mod handoffs;
pub(crate) mod ledger;
pub(crate) mod ledger_check;
pub(crate) mod ledger_export;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod me;
pub(crate) mod operator;
pub(crate) mod people;
pub(crate) mod personal;
pub(crate) mod policies;
pub(crate) mod proposals;
pub(crate) mod queues;
pub(crate) mod record_lists;
pub(crate) mod records;
pub(crate) mod reports;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod stream;
pub(crate) mod tasks;
pub(crate) mod tokens;
pub(crate) mod violations;
pub(crate) mod waivers;

use std::str::FromStr;

use tollgate_core::ids::RecordRef;
use tollgate_core::policy::Policy;
use tollgate_service::ledger::Sequence;
use tollgate_service::queries::Inbox;

use crate::app::App;
use crate::problem::Problem;

/// The id that `text` is.
pub(crate) fn id<T: FromStr>(what: &str, text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|_| Problem::not_found(format!("{what} `{text}`: it is not an id")))
}

/// The record that `kind/id` or `kind id` names.
pub(crate) fn record_ref(field: &str, text: &str) -> Result<RecordRef, Problem> {
    let (kind, id) = text.split_once(['/', ' ', ':']).ok_or_else(|| {
        Problem::invalid(
            field,
            format!("`{text}` names no record: write its kind and its id, such as `lead/L-1`"),
        )
    })?;
    Ok(RecordRef::new(kind, id))
}

/// What a parameter names that may name several: `ana,ben`; nothing where it is not there.
pub(crate) fn several(text: Option<&str>) -> impl Iterator<Item = &str> {
    let named = text.into_iter().flat_map(|text| text.split(','));
    named.map(str::trim).filter(|name| !name.is_empty())
}

/// The inbox of the person that a parameter names.
pub(crate) fn inbox(policy: &Policy, person: Option<&str>) -> Option<Inbox> {
    person.map(|person| Inbox::new(policy, person.into()))
}

/// The entry of the ledger that `field` names.
pub(crate) fn entry(field: &str, asked: u64) -> Result<Sequence, Problem> {
    match i64::try_from(asked) {
        Ok(_) => Ok(asked),
        Err(_) => Err(Problem::invalid(
            field,
            "no ledger is so long: send the number of an entry",
        )),
    }
}

/// How many rows a page has: as many as asked for, within the limit.
pub(crate) fn page_rows(app: &App, asked: Option<usize>) -> Result<usize, Problem> {
    let most = app.limits().page_rows;
    match asked {
        None => Ok(most.min(100)),
        Some(rows) if (1..=most).contains(&rows) => Ok(rows),
        Some(_) => Err(Problem::invalid(
            "limit",
            format!("a page may have 1 to {most} rows (limit `page_rows`)"),
        )),
    }
}
