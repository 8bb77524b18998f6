//! What was done to the workspace, in words.

use tollgate_core::audit::Audit;

use super::Told;

pub(super) fn audited(it: &Audit) -> Told {
    let about = it.subject.as_ref();
    let about = about.map_or_else(String::new, |subject| format!(": {subject}"));
    let details = it.detail.iter().map(ToString::to_string).collect();
    (format!("{}{about}", it.kind.in_words()), details)
}
