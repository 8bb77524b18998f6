//! Passwords: which ones are taken, and how they are kept.

use std::io;
use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

use super::breached::{self, Copy};
use super::secret::Chance;

/// The fewest characters. Length is what counts; there are no rules about kinds of characters.
pub const SHORTEST: usize = 12;
/// The most bytes: hashing takes as long as they are many.
pub const LONGEST: usize = 1_024;
/// Bytes of a salt.
const SALT: usize = 16;

/// Why a password is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    /// Too few characters.
    #[error("a password has at least {SHORTEST} characters: several words make a good one")]
    Short,
    /// Too many bytes.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// It holds the name of the account.
    #[error("a password does not contain the name that it is for: choose another")]
    Name,
    /// Others use it.
    #[error("this password is known from breaches, so it is tried first: choose another")]
    Breached,
    /// The copy of breached passwords cannot be read; nothing is taken unseen.
    #[error("the list of breached passwords cannot be read: see to `sign_in.breached`")]
    Unread(#[source] io::Error),
}

/// Checks whether `password` may be that of the account `name`.
///
/// # Errors
/// It may not, or that cannot be told.
pub fn check(password: &str, name: &str, copy: Option<&Copy>) -> Result<(), PasswordFault> {
    let lower = password.to_lowercase();
    let own = name.split('@').next().unwrap_or_default();
    if password.chars().count() < SHORTEST {
        return Err(PasswordFault::Short);
    }
    if password.len() > LONGEST {
        return Err(PasswordFault::Long);
    }
    if own.len() >= 4 && lower.contains(own) {
        return Err(PasswordFault::Name);
    }
    let held = copy.map_or(Ok(false), |copy| copy.holds(password));
    if breached::is_common(password) || held.map_err(PasswordFault::Unread)? {
        return Err(PasswordFault::Breached);
    }
    Ok(())
}

/// The hash of `password` that is kept: Argon2id with 19 MiB and two passes, as OWASP recommends, in PHC's form, so that
/// stronger settings can follow without asking anybody for a new password.
pub fn hash(password: &str, chance: &dyn Chance) -> String {
    let salt = &chance.draw()[..SALT];
    hash_with(password, salt)
}

fn hash_with(password: &str, salt: &[u8]) -> String {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("the default parameters and a salt of sixteen bytes are in range");
    hash.to_string()
}

/// True where `password` is the one that `kept` is the hash of. Where there is none it takes as long, and is false.
pub fn fits(password: &str, kept: Option<&str>) -> bool {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    let nobodys = || {
        NOBODYS
            .get_or_init(|| hash_with("nobody's", &[0; SALT]))
            .as_str()
    };
    let parsed = PasswordHash::new(kept.unwrap_or_else(nobodys));
    // A longer one was never taken, and would take its time.
    let password = if password.len() > LONGEST {
        ""
    } else {
        password
    };
    let fits = parsed.is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    });
    fits && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::{Chance, PasswordFault, check, fits, hash};

    #[derive(Debug)]
    struct Counted(u8);

    impl Chance for Counted {
        fn draw(&self) -> [u8; 32] {
            [self.0; 32]
        }
    }

    #[test]
    fn a_password_fits_its_own_hash_alone() {
        let kept = hash("correct horse battery", &Counted(1));
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(fits("correct horse battery", Some(&kept)));
        assert!(!fits("correct horse batterY", Some(&kept)));
        assert!(!fits("nobody's", None), "not even that of nobody");
        assert_ne!(kept, hash("correct horse battery", &Counted(2)), "salted");
    }

    #[test]
    fn what_is_short_common_or_ones_own_name_is_not_taken() {
        let fault = |password: &str| check(password, "marie@acme.example", None).err();
        assert!(matches!(fault("eleven char"), Some(PasswordFault::Short)));
        assert!(matches!(
            fault("passwordpassword"),
            Some(PasswordFault::Breached)
        ));
        assert!(matches!(
            fault("Marie is the best"),
            Some(PasswordFault::Name)
        ));
        assert!(matches!(
            fault(&"x y".repeat(400)),
            Some(PasswordFault::Long)
        ));
        assert!(fault("correct horse battery").is_none());
    }
}
