//! Recovery codes: what lets somebody in who lost their authenticator. Each is good once.

use super::secret::Chance;
use super::totp::base32;
use crate::ledger::Digest;

/// How many are handed out together.
pub const COUNT: usize = 10;
/// Bytes of a code: 80 bits, too many to guess, so that a plain digest keeps it.
const BYTES: usize = 10;

/// New codes, as they are shown once, such as `abcd-efgh-2345-6789`.
pub fn draw(chance: &dyn Chance) -> Vec<String> {
    (0..COUNT)
        .map(|_| spelled(&base32(&chance.draw()[..BYTES])))
        .collect()
}

/// What is kept of a code, however it is typed.
pub fn digest(code: &str) -> Digest {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    Digest::of(plain.as_bytes())
}

fn spelled(text: &str) -> String {
    let text = text.to_lowercase();
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::{digest, spelled};

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let code = spelled("ABCDEFGH23456ABC");
        assert_eq!(code, "abcd-efgh-2345-6abc");
        assert_eq!(digest(&code), digest(" ABCD efgh 23456abc"));
        assert_ne!(digest(&code), digest("abcd-efgh-2345-6abd"));
    }
}
