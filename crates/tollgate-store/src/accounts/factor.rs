//! What an authenticator and Tollgate both know is kept with the other secrets: sealed, and sealed anew when the key changes.

use tollgate_service::accounts::Account;
use tollgate_service::ports::StoreError;
use tollgate_service::seal::Secret;
use tollgate_service::stored::StoredError;

use crate::driver::Driver;
use crate::hex::{bytes, hex};
use crate::secrets::Sealing;

/// The kind of these secrets; they go by the account's name.
const KIND: &str = "totp";

/// Keeps what `account`'s second factor knows, or forgets it where there is none.
pub(super) fn put(
    driver: &mut dyn Driver,
    sealing: Sealing<'_>,
    account: &Account,
) -> Result<(), StoreError> {
    match &account.totp {
        None => sealing.cut(driver, KIND, &account.name),
        Some(totp) => {
            let secret = Secret::new(hex(&totp.secret));
            sealing.put(driver, (KIND, &account.name), &secret)
        }
    }
}

/// The account with what its second factor knows.
pub(super) fn put_in_place(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
    mut account: Account,
) -> Result<Account, StoreError> {
    if let Some(totp) = &mut account.totp {
        let kept = sealing.get(driver, KIND, &account.name)?;
        let bytes = kept.and_then(|secret| bytes(secret.reveal()));
        totp.secret = bytes.ok_or_else(|| StoreError::Damaged {
            table: "secret",
            key: format!("{KIND} {}", account.name),
            fault: StoredError::expected("the secret of a second factor"),
        })?;
    }
    Ok(account)
}
