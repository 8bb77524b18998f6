//! Records as a list: those of one kind that fit, a page at a time.

use tollgate_core::ids::{PersonId, RecordId, RecordRef, StageName};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::state::{Record, Row, RowKey};
use tollgate_core::wants::Want;

use super::bounds::{LOOKED_AT_MAX, READ_AT_ONCE};
use super::called::name;
use crate::access::mask::Mask;
use crate::ports::{Read, StoreError};

/// Which records of a kind; all of what is said has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// The stage that it is in.
    pub stage: Option<StageName>,
    /// Who owns it.
    pub owner: Option<PersonId>,
    /// Only those that are in no closed stage, or only those that are in one.
    pub open: Option<bool>,
    /// Words that all occur in its name, as the reader sees it, or in its id; in lower case.
    pub words: Vec<String>,
}

/// At most `limit` records of `kind` that fit `filter`, for a reader from whom `mask` hides names, and come after `after`, in the order of their ids, and the id after
/// which the next page begins; `None` at the end.
///
/// # Errors
/// The store did not answer.
pub fn records(
    store: &dyn Read,
    policy: &Policy,
    kind: &Kind,
    filter: &RecordFilter,
    mask: &Mask,
    mut after: Option<RecordId>,
    limit: usize,
) -> Result<(Vec<Record>, Option<RecordId>), StoreError> {
    let (mut found, mut looked_at) = (Vec::new(), 0);
    while looked_at < LOOKED_AT_MAX {
        let rows = store.records_of(policy, &kind.name, after.as_ref(), READ_AT_ONCE)?;
        let is_last = rows.len() < READ_AT_ONCE;
        looked_at += rows.len();
        for row in rows {
            if found.len() == limit {
                return Ok((found, after));
            }
            after = Some(row.key.id.clone());
            found.extend(Some(row).filter(|row| filter.takes(kind, row, mask)));
        }
        if is_last {
            return Ok((found, None));
        }
    }
    Ok((found, after))
}

/// The records that `keys` name, in that order; those that are not known are left out.
///
/// # Errors
/// The store did not answer.
pub fn records_named(
    store: &dyn Read,
    policy: &Policy,
    keys: &[RecordRef],
) -> Result<Vec<Record>, StoreError> {
    let want = |key: &RecordRef| Want::Row(RowKey::Record(key.clone()));
    let rows = store.load(policy, &keys.iter().map(want).collect::<Vec<_>>())?;
    let known: Vec<_> = rows
        .into_iter()
        .filter_map(|row| match row {
            Row::Record(row) => Some(row),
            _ => None,
        })
        .collect();
    let find = |key: &RecordRef| known.iter().find(|row| row.key == *key).cloned();
    Ok(keys.iter().filter_map(find).collect())
}

impl RecordFilter {
    fn takes(&self, kind: &Kind, row: &Record, mask: &Mask) -> bool {
        let stage = row.stage();
        let fits = |wanted: &StageName| wanted.as_str() == stage;
        self.stage.as_ref().is_none_or(fits)
            && self.open.is_none_or(|open| open != kind.is_closed(stage))
            && (self.owner.as_ref()).is_none_or(|owner| row.owner().as_ref() == Some(owner))
            && self.is_called(kind, row, mask)
    }

    fn is_called(&self, kind: &Kind, row: &Record, mask: &Mask) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let name = name(kind, row, mask).unwrap_or_default();
        let text = format!("{name} {}", row.key.id).to_lowercase();
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}
