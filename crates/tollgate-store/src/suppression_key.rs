//! The key under which suppressions of erased people are kept: a secret like the others, sealed where there is a key for that.
//!
//! Before secrets were sealed it lay in a table of its own, in the open. One that still does is found there, and moved once
//! there is a key.

use std::ops::ControlFlow;

use tollgate_service::ports::StoreError;
use tollgate_service::seal::Secret;
use tollgate_service::stored::StoredError;

use crate::driver::{Cells, Driver, Val};
use crate::hex::{bytes, hex};
use crate::secrets::Sealing;
use crate::sql;

/// What sort of thing has the secret, and which of them.
pub(crate) const KIND: &str = "personal";
/// See [`KIND`]; what the key in the open is kept for.
pub(crate) const NAME: &str = "suppression";

/// The key; `None` where nobody was erased yet.
///
/// # Errors
/// Also where the key was not given that sealed it.
pub(crate) fn get(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
) -> Result<Option<[u8; 32]>, StoreError> {
    match sealing.get(driver, KIND, NAME)? {
        Some(secret) => read(&secret).map(Some),
        None => in_the_open(driver, sealing.workspace),
    }
}

/// Keeps the first key.
pub(crate) fn put(
    driver: &mut dyn Driver,
    sealing: Sealing<'_>,
    key: &[u8; 32],
) -> Result<(), StoreError> {
    sealing.put(driver, (KIND, NAME), &Secret::new(hex(key)))
}

/// Moves a key that lies in the open to the secrets; how many there were.
pub(crate) fn move_from_the_open(
    driver: &mut dyn Driver,
    sealing: Sealing<'_>,
) -> Result<u64, StoreError> {
    let Some(key) = in_the_open(driver, sealing.workspace)? else {
        return Ok(0);
    };
    put(driver, sealing, &key)?;
    let values = [Val::Text(sealing.workspace), NAME.into()];
    driver.write(&sql::CUT_PERSONAL_KEY, &values)?;
    Ok(1)
}

/// The key that is kept as `found` among the secrets.
pub(crate) fn opened(sealing: Sealing<'_>, found: &dyn Cells) -> Result<[u8; 32], StoreError> {
    let kept = found.cell(0).text().unwrap_or_default();
    read(&sealing.open(KIND, NAME, kept)?)
}

/// The key in a row of keys in the open.
pub(crate) fn open(found: &dyn Cells) -> Option<[u8; 32]> {
    found.cell(0).bytes()?.try_into().ok()
}

fn in_the_open(driver: &dyn Driver, workspace: &str) -> Result<Option<[u8; 32]>, StoreError> {
    let mut key = None;
    let values = [Val::Text(workspace), NAME.into()];
    driver.query(&sql::PERSONAL_KEY, &values, &mut |row| {
        key = open(row);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(key)
}

fn read(secret: &Secret) -> Result<[u8; 32], StoreError> {
    bytes(secret.reveal()).ok_or_else(|| StoreError::Damaged {
        table: "secret",
        key: format!("{KIND} {NAME}"),
        fault: StoredError::expected("a key of 32 bytes"),
    })
}
