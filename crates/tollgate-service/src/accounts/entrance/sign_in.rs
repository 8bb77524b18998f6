//! Signing in with a name, a password, and a code where there is a second factor.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::lockout::Lockout;
use super::super::{Account, name_of, password, recovery};
use super::{Entrance, Fresh, Refusal};

/// Somebody who says who they are.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// The name of the account.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// What the authenticator shows, or a recovery code.
    pub code: Option<&'a str>,
    /// What they sign in with, in the browser's words.
    pub agent: &'a str,
}

impl Entrance {
    /// Lets in whoever gives the right name, password and code.
    ///
    /// Whether the name or the password is wrong, or there were too many attempts, is one answer, and takes as long: a
    /// password is hashed in any case. A code is asked for only once the password was right.
    ///
    /// # Errors
    /// Not right, a code is needed, or the store did not answer.
    pub fn sign_in(&self, asked: SignIn<'_>, now: Timestamp) -> Result<Fresh, Refusal> {
        let name = name_of(asked.name).unwrap_or_default();
        let known = self.keeper().account(&name)?;
        let kept = known.as_ref().and_then(|known| known.password.clone());
        let fits = password::fits(asked.password, kept.as_deref());
        let mut verdict = Err(Refusal::NotRight);
        self.keeper().change_account(&name, &mut |account| {
            // It may have been changed while the password was hashed.
            let fits = fits && account.password == kept;
            verdict = judge(account, fits, asked.code, now);
        })?;
        verdict?;
        self.open(&name, asked.agent, now)
    }
}

/// Whether somebody who gave a password that `fits`, and perhaps a code, is let in. Writes down what follows from it.
fn judge(
    account: &mut Account,
    fits: bool,
    code: Option<&str>,
    now: Timestamp,
) -> Result<(), Refusal> {
    if account.disabled_at.is_some() || account.lockout.until(now).is_some() {
        return Err(Refusal::NotRight);
    }
    if matches!(account.who, Actor::System(_)) || !fits {
        account.lockout = account.lockout.after_failure(now);
        return Err(Refusal::NotRight);
    }
    match code {
        None if account.has_second_factor() => return Err(Refusal::CodeNeeded),
        Some(code) if account.has_second_factor() && !takes(account, code, now) => {
            account.lockout = account.lockout.after_failure(now);
            return Err(Refusal::NotRight);
        }
        _ => {}
    }
    account.lockout = Lockout::default();
    account.signed_in_at = Some(now);
    Ok(())
}

/// Uses `code` up, if it is one: of the authenticator, or for recovery.
pub(super) fn takes(account: &mut Account, code: &str, now: Timestamp) -> bool {
    if let Some(totp) = &mut account.totp
        && let Some(step) = totp.step_of(code.trim(), now)
    {
        totp.last_step = step;
        return true;
    }
    let digest = recovery::digest(code);
    let before = account.recovery.len();
    account.recovery.retain(|kept| *kept != digest);
    account.recovery.len() < before
}
