//! The outbox: endpoints, and what they did not receive. Whoever changes something holds the workspace's head meanwhile, so
//! a row is read, changed and written without anybody in between.

mod rows;

use std::ops::ControlFlow;
use std::sync::Arc;

use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::loops::outbox::Endpoint;
use tollgate_service::ports::outbox::{
    Claim, EndpointRow, Outbox, Place, Progress, Undeliverable, Undelivered,
};
use tollgate_service::ports::{Read as _, StoreError};

use crate::driver::{Driver, Val};
use crate::secrets::Sealing;
use crate::sql;
use crate::store::WorkspaceStore;
use rows::{Kept, put_kept, put_undelivered, undelivered, whole};

/// Endpoints that are read at a time, and messages.
const PAGE: usize = 500;

impl WorkspaceStore {
    /// Does `work`, which opens and seals secrets, in a transaction of its own.
    pub(crate) fn within_sealed<T>(
        &mut self,
        work: impl FnOnce(&mut dyn Driver, Sealing<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let seals = Arc::clone(&self.seals);
        self.within(|driver, workspace| {
            let sealing = Sealing {
                workspace,
                seals: &seals,
            };
            work(driver, sealing)
        })
    }

    /// Every endpoint, in the order of the names.
    fn kept(&self) -> Result<Vec<Kept>, StoreError> {
        kept_of(&*self.held.0, self.sealing())
    }

    /// One page of what an endpoint did not receive.
    fn page(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        let statement = match state {
            Undeliverable::Waiting => &sql::UNDELIVERED_WAITING,
            Undeliverable::Parked => &sql::UNDELIVERED_PARKED,
        };
        // No entry has the sequence 0.
        let (sequence, part) = after.map_or((0, 0), |place| (whole(place.sequence), place.part));
        let values = [
            Val::Text(&self.name),
            name.into(),
            sequence.into(),
            part.into(),
            limit_of(limit),
        ];
        let mut rows = Vec::new();
        self.held.0.query(statement, &values, &mut |row| {
            rows.push(undelivered(name, row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }
}

fn limit_of(limit: usize) -> Val<'static> {
    i64::try_from(limit).unwrap_or(i64::MAX).into()
}

fn kept_of(driver: &dyn Driver, sealing: Sealing<'_>) -> Result<Vec<Kept>, StoreError> {
    let mut all: Vec<Kept> = Vec::new();
    loop {
        let before = all.len();
        let after = all.last().map_or("", |kept| &kept.endpoint.name).to_owned();
        let values = [
            Val::Text(sealing.workspace),
            (&*after).into(),
            limit_of(PAGE),
        ];
        driver.query(&sql::ENDPOINTS, &values, &mut |row| {
            all.push(rows::kept(row, sealing)?);
            Ok(ControlFlow::Continue(()))
        })?;
        if all.len() - before < PAGE {
            return Ok(all);
        }
    }
}

fn kept_named(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
    name: &str,
) -> Result<Option<Kept>, StoreError> {
    let all = kept_of(driver, sealing)?;
    Ok(all.into_iter().find(|kept| kept.endpoint.name == name))
}

fn head_of(driver: &dyn Driver, workspace: &str) -> Result<Sequence, StoreError> {
    let mut head = 0;
    driver.query(&sql::HEAD, &[workspace.into()], &mut |row| {
        head = row.cell(0).int().unwrap_or_default().cast_unsigned();
        Ok(ControlFlow::Break(()))
    })?;
    Ok(head)
}

fn due_of(
    driver: &dyn Driver,
    workspace: &str,
    name: &str,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Undelivered>, StoreError> {
    let now = now.as_micros().into();
    let values = [Val::Text(workspace), name.into(), now, limit_of(limit)];
    let mut due = Vec::new();
    driver.query(&sql::UNDELIVERED_DUE, &values, &mut |row| {
        due.push(undelivered(name, row)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(due)
}

/// The endpoint to claim at `now`: of those for whom there is something to do, the one whose last claim is the longest ago.
fn next(all: Vec<Kept>, head: Sequence, now: Timestamp) -> Option<Kept> {
    let due = all.into_iter();
    let due = due.filter(|kept| kept.due_at(head).is_some_and(|at| at <= now));
    due.min_by_key(|kept| kept.claimed_at)
}

/// Takes secrets out of the stored forms of before secrets were sealed; how many endpoints had some.
pub(crate) fn seal_bodies(
    driver: &mut dyn Driver,
    sealing: Sealing<'_>,
) -> Result<u64, StoreError> {
    let all = kept_of(driver, sealing)?;
    let open = all.iter().filter(|kept| !kept.is_sealed);
    let mut count = 0;
    for kept in open {
        put_kept(driver, sealing, kept)?;
        count += u64::from(kept.endpoint.secret().is_some());
    }
    Ok(count)
}

impl Outbox for WorkspaceStore {
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError> {
        let row = |kept: Kept| {
            let values = [Val::Text(&self.name), (&*kept.endpoint.name).into()];
            let (mut all, mut waiting) = (0, 0);
            self.held
                .0
                .query(&sql::UNDELIVERED_COUNT, &values, &mut |row| {
                    let count = |place| row.cell(place).int().unwrap_or_default().cast_unsigned();
                    (all, waiting) = (count(0), count(1));
                    Ok(ControlFlow::Break(()))
                })?;
            Ok(kept.row(waiting, all - waiting))
        };
        self.kept()?.into_iter().map(row).collect()
    }

    fn put_endpoint(
        &mut self,
        endpoint: &Endpoint,
        after: Option<Sequence>,
    ) -> Result<(), StoreError> {
        self.within_sealed(|driver, sealing| {
            let known = kept_named(driver, sealing, &endpoint.name)?;
            let head = head_of(driver, sealing.workspace)?;
            let mut kept = known.unwrap_or_else(|| Kept::new(endpoint, head));
            (kept.endpoint, kept.is_sealed) = (endpoint.clone(), false);
            kept.begin_anew();
            kept.reached = after.unwrap_or(kept.reached);
            put_kept(driver, sealing, &kept)
        })
    }

    fn switch_endpoint(&mut self, name: &str, enabled: bool) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            let Some(mut kept) = kept_named(driver, sealing, name)? else {
                return Ok(false);
            };
            kept.endpoint.enabled = enabled;
            kept.begin_anew();
            put_kept(driver, sealing, &kept).map(|()| true)
        })
    }

    fn remove_endpoint(&mut self, name: &str) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            let is_known = kept_named(driver, sealing, name)?.is_some();
            let values = [Val::Text(sealing.workspace), name.into()];
            sealing.cut(driver, rows::KIND, name)?;
            driver.write(&sql::CUT_UNDELIVERED_OF, &values)?;
            driver.write(&sql::CUT_ENDPOINT, &values)?;
            Ok(is_known)
        })
    }

    fn claim(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Option<Claim>, StoreError> {
        // Looking does not need the head, which those who append wait for.
        let head = self.head()?.sequence;
        if next(self.kept()?, head, now).is_none() {
            return Ok(None);
        }
        self.within_sealed(|driver, sealing| {
            let head = head_of(driver, sealing.workspace)?;
            let Some(mut kept) = next(kept_of(driver, sealing)?, head, now) else {
                return Ok(None);
            };
            let due = due_of(driver, sealing.workspace, &kept.endpoint.name, now, limit)?;
            kept.ticket += 1;
            (kept.claimed_at, kept.claimed_until) = (now, Some(until));
            put_kept(driver, sealing, &kept)?;
            Ok(Some(kept.claim(until, due)))
        })
    }

    fn record(&mut self, claim: &Claim, progress: &Progress) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            let (workspace, name) = (sealing.workspace, &*claim.endpoint.name);
            let known = kept_named(driver, sealing, name)?;
            let Some(mut kept) = known.filter(|kept| kept.is_claimed_by(claim)) else {
                return Ok(false);
            };
            kept.record(progress);
            put_kept(driver, sealing, &kept)?;
            for place in &progress.settled {
                let (sequence, part) = (whole(place.sequence), place.part);
                let values = [
                    Val::Text(workspace),
                    name.into(),
                    sequence.into(),
                    part.into(),
                ];
                driver.write(&sql::CUT_UNDELIVERED, &values)?;
            }
            let mut rows = progress.undelivered.iter();
            rows.try_for_each(|row| put_undelivered(driver, workspace, name, row))?;
            Ok(true)
        })
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let head = self.head()?.sequence;
        let all = self.kept()?;
        Ok(all.iter().filter_map(|kept| kept.due_at(head)).min())
    }

    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        self.page(name, state, after, limit)
    }

    fn redeliver(
        &mut self,
        name: &str,
        place: Option<Place>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let (mut after, mut count) = (place.map(just_before), 0);
        // Page by page: the ledger is not held up by a long list, and what was asked for again is no longer on it.
        loop {
            let limit = if place.is_some() { 1 } else { PAGE };
            let mut rows = self.page(name, Undeliverable::Parked, after, limit)?;
            rows.retain(|row| place.is_none_or(|place| place == row.place));
            let Some(last) = rows.last() else {
                return Ok(count);
            };
            after = Some(last.place);
            count += u64::try_from(rows.len()).expect("a page");
            self.again(name, &mut rows, now)?;
            if place.is_some() {
                return Ok(count);
            }
        }
    }
}

impl WorkspaceStore {
    /// Has `rows` sent again from `now` on.
    fn again(
        &mut self,
        name: &str,
        rows: &mut [Undelivered],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.within_sealed(|driver, sealing| {
            for row in rows {
                (row.attempts, row.next_at) = (0, Some(now));
                put_undelivered(driver, sealing.workspace, name, row)?;
            }
            Ok(())
        })
    }
}

/// The last place before `place`.
fn just_before(place: Place) -> Place {
    match place.part.checked_sub(1) {
        Some(part) => Place { part, ..place },
        None => Place {
            sequence: place.sequence.saturating_sub(1),
            part: u32::MAX,
        },
    }
}
