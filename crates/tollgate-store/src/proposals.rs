//! What is kept of proposals.

use std::ops::ControlFlow;

use tollgate_core::policy::InFlight;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::ports::StoreError;
use tollgate_service::proposal::{Proposal, Resolution, Resolved};
use tollgate_service::stored::StoredError;

use crate::driver::{Cells, Driver, Val};
use crate::sql;
use crate::tokens::{actor, spelled};

/// The proposal `id`.
pub(crate) fn get(
    driver: &dyn Driver,
    workspace: &str,
    id: Sequence,
) -> Result<Option<Proposal>, StoreError> {
    let mut found = None;
    let values = [Val::Text(workspace), place(id).into()];
    driver.query(&sql::GET_PROPOSAL, &values, &mut |row| {
        found = Some(read(row)?);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// At most `limit`, the latest first.
pub(crate) fn list(
    driver: &dyn Driver,
    workspace: &str,
    limit: usize,
) -> Result<Vec<Proposal>, StoreError> {
    let mut proposals = Vec::new();
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [Val::Text(workspace), limit.into()];
    driver.query(&sql::LIST_PROPOSALS, &values, &mut |row| {
        proposals.push(read(row)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(proposals)
}

/// Keeps `proposal`, and what became of it.
pub(crate) fn put(
    driver: &mut dyn Driver,
    workspace: &str,
    proposal: &Proposal,
) -> Result<(), StoreError> {
    let (who, person) = spelled(&proposal.by);
    let resolved = proposal.resolved.as_ref();
    let by = resolved.map(|it| spelled(&it.by));
    let values = [
        Val::Text(workspace),
        place(proposal.id).into(),
        proposal.base.into(),
        Val::Text(&proposal.source),
        Val::Text(proposal.open.as_str()),
        Val::Text(who),
        person.into(),
        proposal.at.as_micros().into(),
        resolved.map(|it| it.how.as_str()).into(),
        by.map(|(who, _)| who).into(),
        by.map(|(_, person)| person).into(),
        resolved.map(|it| it.at.as_micros()).into(),
        resolved.and_then(|it| it.says.as_deref()).into(),
    ];
    driver.write(&sql::PUT_PROPOSAL, &values)
}

/// A place in the ledger; none lies beyond what a database counts to.
fn place(id: Sequence) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

fn read(row: &dyn Cells) -> Result<Proposal, StoreError> {
    let id = row.cell(0).int().unwrap_or_default();
    let at = |place| row.cell(place).int().map(Timestamp::from_micros);
    let resolved = || {
        Some(Resolved {
            how: Resolution::parse(row.cell(7).text()?)?,
            by: actor(row.cell(8), row.cell(9))?,
            at: at(10)?,
            says: row.cell(11).text().map(str::to_owned),
        })
    };
    let parts = || {
        Some(Proposal {
            id: id.cast_unsigned(),
            base: row.cell(1).int()?.try_into().ok()?,
            source: row.cell(2).text()?.to_owned(),
            open: InFlight::parse(row.cell(3).text()?)?,
            by: actor(row.cell(4), row.cell(5))?,
            at: at(6)?,
            resolved: match row.cell(7) {
                Val::Null => None,
                _ => Some(resolved()?),
            },
        })
    };
    parts().ok_or_else(|| StoreError::Damaged {
        table: "proposal",
        key: id.to_string(),
        fault: StoredError::expected("a proposal"),
    })
}
