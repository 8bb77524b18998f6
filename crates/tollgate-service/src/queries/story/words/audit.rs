//! What was done to the workspace, in words.

use tollgate_core::audit::Audit;
use tollgate_core::erasure::{Erasure, Forgetting};

use super::Told;

pub(super) fn audited(it: &Audit) -> Told {
    let about = it.subject.as_ref();
    let about = about.map_or_else(String::new, |subject| format!(": {subject}"));
    let details = it.detail.iter().map(ToString::to_string).collect();
    (format!("{}{about}", it.kind.in_words()), details)
}

pub(super) fn erased(it: &Erasure) -> Told {
    let entries = it.entries.len();
    let records = it
        .records
        .iter()
        .map(|record| format!("the fields of {record}"));
    let says = format!("a person was erased from {entries} entries of the ledger");
    (says, records.collect())
}

pub(super) fn forgotten(it: &Forgetting) -> Told {
    let names: Vec<_> = it.fields.iter().map(ToString::to_string).collect();
    let says = format!(
        "{} of {} is not kept any longer",
        names.join(", "),
        it.record
    );
    (says, Vec::new())
}
