//! Codes that change every half minute, as an authenticator shows them: RFC 6238 over HMAC-SHA-1, six digits.
//!
//! SHA-1 is what authenticators take for granted; HMAC over it is sound.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use tollgate_core::time::Timestamp;

/// How long a code is shown, in microseconds.
const STEP: i64 = 30_000_000;
const DIGITS: u32 = 6;
/// Steps by which a clock may be off, either way.
const DRIFT: i64 = 1;
/// Bytes of a secret, as the RFC recommends for SHA-1.
pub const SECRET_BYTES: usize = 20;

/// A second factor.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// What the authenticator and Tollgate know.
    pub secret: [u8; SECRET_BYTES],
    /// A code of it was given once: it is asked for from then on.
    pub is_confirmed: bool,
    /// The step whose code was taken last: neither it nor an earlier one is taken again.
    pub last_step: i64,
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Totp(…, last step {})", self.last_step)
    }
}

impl Totp {
    /// One that has to be confirmed by a code.
    pub fn new(secret: [u8; SECRET_BYTES]) -> Self {
        Self {
            secret,
            is_confirmed: false,
            last_step: 0,
        }
    }

    /// The step whose code `text` is, where it is taken at `now`: a code is good once.
    pub fn step_of(&self, text: &str, now: Timestamp) -> Option<i64> {
        let current = now.as_micros().div_euclid(STEP);
        let mut steps = current - DRIFT..=current + DRIFT;
        steps.find(|step| *step > self.last_step && is_code(&self.secret, *step, text))
    }

    /// The secret as people type it.
    pub fn text(&self) -> String {
        base32(&self.secret)
    }

    /// The address that an authenticator reads from a picture.
    pub fn address(&self, account: &str) -> String {
        let account: String = account.chars().map(escaped).collect();
        format!(
            "otpauth://totp/Tollgate:{account}?secret={}&issuer=Tollgate",
            self.text()
        )
    }
}

fn is_code(secret: &[u8], step: i64, text: &str) -> bool {
    let code = code(secret, step.cast_unsigned(), DIGITS);
    code.as_bytes().ct_eq(text.as_bytes()).into()
}

/// The code of `step`.
fn code(secret: &[u8], step: u64, digits: u32) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[hash.len() - 1] & 0xf);
    let word = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    let number = u32::from_be_bytes(word) % 10_u32.pow(digits);
    let width = usize::try_from(digits).unwrap_or_default();
    format!("{number:0width$}")
}

/// RFC 4648's base 32, without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |place: usize| {
        let byte = bytes.get(place / 8).copied().unwrap_or_default();
        usize::from(byte >> (7 - place % 8) & 1)
    };
    let letter = |start: usize| (start..start + 5).fold(0, |value, place| value * 2 + bit(place));
    let starts = (0..bytes.len() * 8).step_by(5);
    starts
        .map(|start| char::from(LETTERS[letter(start)]))
        .collect()
}

fn escaped(letter: char) -> String {
    match letter {
        letter if letter.is_ascii_alphanumeric() || "-._~@".contains(letter) => letter.to_string(),
        letter => letter
            .to_string()
            .bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use tollgate_core::time::Timestamp;

    use super::{Totp, base32, code};

    const SECRET: &[u8; 20] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    /// RFC 6238, appendix B, the rows of SHA-1.
    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, expected) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code(SECRET, seconds / 30, 8), expected, "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_off_by_half_a_minute() {
        let totp = Totp::new(*SECRET);
        let shown = code(SECRET, 100, 6);
        assert_eq!(totp.step_of(&shown, at(3_000)), Some(100));
        assert_eq!(totp.step_of(&shown, at(2_970)), Some(100));
        assert_eq!(totp.step_of(&shown, at(3_059)), Some(100));
        assert_eq!(totp.step_of(&shown, at(2_969)), None);
        assert_eq!(totp.step_of(&shown, at(3_060)), None);
        assert_eq!(totp.step_of("", at(3_000)), None);
    }

    #[test]
    fn a_code_is_taken_once_and_no_earlier_one_after_it() {
        let totp = Totp {
            last_step: 100,
            ..Totp::new(*SECRET)
        };
        for step in [99, 100] {
            assert_eq!(totp.step_of(&code(SECRET, step, 6), at(3_000)), None);
        }
        assert_eq!(totp.step_of(&code(SECRET, 101, 6), at(3_000)), Some(101));
    }

    /// RFC 4648, section 10.
    #[test]
    fn base_32_is_that_of_the_rfc() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), expected, "{bytes}");
        }
    }

    #[test]
    fn the_address_is_what_authenticators_read() {
        let address = Totp::new(*SECRET).address("ana@acme.example");
        assert_eq!(
            address,
            "otpauth://totp/Tollgate:ana@acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tollgate"
        );
        assert!(Totp::new(*SECRET).address("a b").contains(":a%20b?"));
    }
}
