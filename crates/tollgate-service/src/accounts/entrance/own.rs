//! What people do to their own account: another password, a second factor.
//!
//! Each asks for the password again: a browser that was left open is not enough. Each ends every session and opens a new one,
//! so that whoever came in before on a stolen cookie is out.

use tollgate_core::time::Timestamp;

use super::super::totp::{SECRET_BYTES, Totp};
use super::super::{Account, password, recovery};
use super::sign_in::takes;
use super::{Entrance, Fresh, Refusal, SignedIn};

impl Entrance {
    /// Puts another password in place of `before`.
    ///
    /// # Errors
    /// `before` is not right, or `after` is not taken.
    pub fn change_password(
        &self,
        who: &SignedIn,
        before: &str,
        after: &str,
        now: Timestamp,
    ) -> Result<Fresh, Refusal> {
        self.asked_again(who, ("before", before), now)?;
        let hash = self.hashed(after, &who.account.name)?;
        self.anew(who, now, &mut |account| {
            account.password = Some(hash.clone());
            Ok(())
        })
    }

    /// Begins a second factor, which counts once it was confirmed.
    ///
    /// # Errors
    /// The password is not right, or there is a second factor.
    pub fn begin_totp(
        &self,
        who: &SignedIn,
        password: &str,
        now: Timestamp,
    ) -> Result<Totp, Refusal> {
        self.asked_again(who, ("password", password), now)?;
        let mut secret = [0; SECRET_BYTES];
        secret.copy_from_slice(&self.chance.draw()[..SECRET_BYTES]);
        let totp = Totp::new(secret);
        self.changed(who, &mut |account| {
            if account.has_second_factor() {
                return Err(Refusal::HasSecondFactor);
            }
            account.totp = Some(totp.clone());
            Ok(())
        })?;
        Ok(totp)
    }

    /// Confirms a second factor by a first code. The recovery codes are shown this once.
    ///
    /// # Errors
    /// The code is not right, or there is nothing to confirm.
    pub fn confirm_totp(
        &self,
        who: &SignedIn,
        code: &str,
        now: Timestamp,
    ) -> Result<(Fresh, Vec<String>), Refusal> {
        let codes = recovery::draw(&*self.chance);
        let fresh = self.anew(who, now, &mut |account| {
            let begun = account.totp.as_mut().filter(|totp| !totp.is_confirmed);
            let totp = begun.ok_or(Refusal::NothingToConfirm)?;
            totp.last_step = totp.step_of(code.trim(), now).ok_or(Refusal::WrongCode)?;
            totp.is_confirmed = true;
            account.recovery = codes.iter().map(|code| recovery::digest(code)).collect();
            Ok(())
        })?;
        Ok((fresh, codes))
    }

    /// Removes the second factor, for whoever knows the password and has a code.
    ///
    /// # Errors
    /// One of them is not right.
    pub fn remove_totp(
        &self,
        who: &SignedIn,
        password: &str,
        code: &str,
        now: Timestamp,
    ) -> Result<Fresh, Refusal> {
        self.asked_again(who, ("password", password), now)?;
        self.anew(who, now, &mut |account| {
            if account.has_second_factor() && !takes(account, code, now) {
                account.lockout = account.lockout.after_failure(now);
                return Err(Refusal::WrongCode);
            }
            account.totp = None;
            account.recovery.clear();
            Ok(())
        })
    }

    /// Whether the password, which came in `field`, is that of whoever is signed in; guessing counts as it does when signing in,
    /// and whether it is wrong or has to wait is one answer.
    fn asked_again(
        &self,
        who: &SignedIn,
        (field, password): (&'static str, &str),
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let kept = who.account.password.as_deref();
        let fits = password::fits(password, kept);
        self.changed(who, &mut |account| {
            if account.lockout.until(now).is_some() {
                return Err(Refusal::WrongPassword(field));
            }
            if !fits || account.password.as_deref() != kept {
                account.lockout = account.lockout.after_failure(now);
                return Err(Refusal::WrongPassword(field));
            }
            Ok(())
        })
    }

    /// Changes the account, ends every session, and opens another.
    fn anew(&self, who: &SignedIn, now: Timestamp, change: Changing<'_>) -> Result<Fresh, Refusal> {
        self.changed(who, change)?;
        self.keeper().end_sessions_of(&who.account.name)?;
        self.open(&who.account.name, &who.session.agent, now)
    }

    /// Changes the account, with nobody in between.
    fn changed(&self, who: &SignedIn, change: Changing<'_>) -> Result<(), Refusal> {
        let mut verdict = Err(Refusal::Unknown(who.account.name.clone()));
        let mut keeper = self.keeper();
        keeper.change_account(&who.account.name, &mut |account| {
            verdict = change(account);
        })?;
        verdict
    }
}

type Changing<'c> = &'c mut dyn FnMut(&mut Account) -> Result<(), Refusal>;
