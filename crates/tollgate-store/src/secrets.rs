//! Secrets: sealed on the way in, opened on the way out.

use std::ops::ControlFlow;

use tollgate_service::ports::StoreError;
use tollgate_service::ports::secrets::{KeptSecret, Reseal, Secrets};
use tollgate_service::seal::{About, Seals, Secret, sealed_by};

use crate::driver::{Driver, Val};
use crate::sql;
use crate::store::WorkspaceStore;
use crate::suppression_key;

/// Secrets that are read at a time.
const PAGE: i64 = 500;

/// A workspace, and how its secrets are sealed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sealing<'w> {
    pub(crate) workspace: &'w str,
    pub(crate) seals: &'w Seals,
}

/// A secret as it is kept.
#[derive(Debug)]
struct Row {
    kind: String,
    name: String,
    kept: String,
}

impl Sealing<'_> {
    /// The secret that is kept as `kept`.
    pub(crate) fn open(self, kind: &str, name: &str, kept: &str) -> Result<Secret, StoreError> {
        let about = about(self.workspace, kind, name);
        self.seals.open(kept, about).map_err(StoreError::Sealed)
    }

    /// A secret, where it is kept.
    pub(crate) fn get(
        self,
        driver: &dyn Driver,
        kind: &str,
        name: &str,
    ) -> Result<Option<Secret>, StoreError> {
        let mut found = None;
        let values = [Val::Text(self.workspace), kind.into(), name.into()];
        driver.query(&sql::GET_SECRET, &values, &mut |row| {
            let kept = row.cell(0).text().unwrap_or_default();
            found = Some(self.open(kind, name, kept)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// Keeps `secret`.
    pub(crate) fn put(
        self,
        driver: &mut dyn Driver,
        (kind, name): (&str, &str),
        secret: &Secret,
    ) -> Result<(), StoreError> {
        let about = about(self.workspace, kind, name);
        let kept = self.seals.seal(secret, about);
        let kept = kept.map_err(StoreError::Sealed)?;
        let values = [
            Val::Text(self.workspace),
            kind.into(),
            name.into(),
            (&*kept).into(),
        ];
        driver.write(&sql::PUT_SECRET, &values)
    }

    /// Forgets a secret.
    pub(crate) fn cut(
        self,
        driver: &mut dyn Driver,
        kind: &str,
        name: &str,
    ) -> Result<(), StoreError> {
        let values = [Val::Text(self.workspace), kind.into(), name.into()];
        driver.write(&sql::CUT_SECRET, &values)
    }

    /// Every secret, in the order of kinds and names.
    fn rows(self, driver: &dyn Driver) -> Result<Vec<Row>, StoreError> {
        let mut rows: Vec<Row> = Vec::new();
        loop {
            let before = rows.len();
            let (kind, name) = rows
                .last()
                .map_or_else(Default::default, |row| (row.kind.clone(), row.name.clone()));
            let values = [
                Val::Text(self.workspace),
                (&*kind).into(),
                (&*name).into(),
                PAGE.into(),
            ];
            driver.query(&sql::LIST_SECRETS, &values, &mut |row| {
                let text = |place| row.cell(place).text().unwrap_or_default().to_owned();
                rows.push(Row {
                    kind: text(0),
                    name: text(1),
                    kept: text(2),
                });
                Ok(ControlFlow::Continue(()))
            })?;
            if rows.len() == before {
                return Ok(rows);
            }
        }
    }

    /// Seals by the present key what `which` says; how many, and how many of them were in the open.
    fn reseal(self, driver: &mut dyn Driver, which: Reseal) -> Result<(u64, u64), StoreError> {
        let present = self.seals.present();
        let (mut count, mut opened) = (0, 0);
        for row in self.rows(driver)? {
            let key = sealed_by(&row.kept);
            let as_wanted = key == present || which == Reseal::Open && key.is_some();
            if !as_wanted {
                let secret = self.open(&row.kind, &row.name, &row.kept)?;
                self.put(driver, (&row.kind, &row.name), &secret)?;
                count += 1;
                opened += u64::from(key.is_none());
            }
        }
        Ok((count, opened))
    }
}

fn about<'a>(workspace: &'a str, kind: &'a str, name: &'a str) -> About<'a> {
    About {
        workspace,
        kind,
        name,
    }
}

impl Secrets for WorkspaceStore {
    fn secret(&self, kind: &str, name: &str) -> Result<Option<Secret>, StoreError> {
        self.sealing().get(&*self.held.0, kind, name)
    }

    fn put_secret(&mut self, kind: &str, name: &str, secret: &Secret) -> Result<(), StoreError> {
        self.within_sealed(|driver, sealing| sealing.put(driver, (kind, name), secret))
    }

    fn remove_secret(&mut self, kind: &str, name: &str) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            let is_known = |row: &Row| row.kind == kind && row.name == name;
            let was_there = sealing.rows(driver)?.iter().any(is_known);
            sealing.cut(driver, kind, name)?;
            Ok(was_there)
        })
    }

    fn secrets(&self) -> Result<Vec<KeptSecret>, StoreError> {
        let rows = self.sealing().rows(&*self.held.0)?.into_iter();
        let kept = rows.map(|row| KeptSecret {
            key: sealed_by(&row.kept),
            kind: row.kind,
            name: row.name,
        });
        Ok(kept.collect())
    }

    fn reseal(&mut self, which: Reseal) -> Result<u64, StoreError> {
        if self.seals.present().is_none() {
            return Ok(0);
        }
        let (count, opened) = self.within_sealed(|driver, sealing| {
            let moved = crate::outbox::seal_bodies(driver, sealing)?
                + suppression_key::move_from_the_open(driver, sealing)?;
            let (count, opened) = sealing.reseal(driver, which)?;
            Ok((count + moved, opened + moved))
        })?;
        if opened > 0 {
            self.held.0.scrub()?;
        }
        Ok(count)
    }
}
