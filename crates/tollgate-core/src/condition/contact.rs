//! Whether an e-mail address or a phone number can be used at all.

use smol_str::{SmolStr, StrExt};

/// Whether mail can be sent to `text`: one `@`, a plain local part, and a domain with a dot.
///
/// Looks at the form only; whether anybody reads it is not asked.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    text.len() <= 254 && is_local_part(local) && is_domain(domain)
}

/// At most 64 bytes without `@`, spaces, quotes or brackets, and no dot at an end or beside another.
fn is_local_part(local: &str) -> bool {
    let barred = |c: char| c.is_whitespace() || c.is_control() || "@\"(),:;<>[]\\".contains(c);
    (1..=64).contains(&local.len())
        && !local.contains(barred)
        && local.split('.').all(|part| !part.is_empty())
}

/// Two labels or more of letters, digits and inner hyphens; the last is not a number.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(is_label)
        && last.chars().count() >= 2
        && last.chars().any(char::is_alphabetic)
}

/// The domain of an e-mail address in lower case; `None` when there is none.
pub fn domain(text: &str) -> Option<SmolStr> {
    let (_, domain) = text.rsplit_once('@')?;
    (!domain.is_empty()).then(|| domain.to_lowercase_smolstr())
}

/// Whether `text` can be called: 7 to 15 digits, not all the same, with an optional leading `+`, the usual separators
/// (space, dot, hyphen, slash, brackets) and an optional extension (`x12`, `ext. 12`).
pub fn is_phone(text: &str) -> bool {
    let number = without_extension(text.trim());
    let number = number.strip_prefix('+').unwrap_or(number);
    let digits = || number.bytes().filter(u8::is_ascii_digit);
    let mut rest = digits();
    let first = rest.next();
    (7..=15).contains(&digits().count())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || " .-/()\u{a0}".contains(c))
        && rest.any(|digit| Some(digit) != first)
}

/// The number before `x12`, `ext 12` or `ext. 12`.
fn without_extension(text: &str) -> &str {
    let Some((number, extension)) = text.split_once(['x', 'X', 'e', 'E']) else {
        return text;
    };
    let extension = extension.trim_start_matches(['x', 'X', 't', 'T', '.', ' ']);
    let is_short =
        (1..=6).contains(&extension.len()) && extension.bytes().all(|c| c.is_ascii_digit());
    if is_short { number.trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_phone};

    #[test]
    fn an_email_address_has_a_local_part_and_a_domain_with_a_dot() {
        for good in [
            "ana@acme.example",
            "a.b+c@sub.acme.co",
            "o'hara@acme.io",
            "名@例え.jp",
            "x@1and1.com",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ana",
            "ana@",
            "@acme.com",
            "ana@acme",
            "a b@acme.com",
            "a@b@acme.com",
            "ana@acme..com",
            "ana@-acme.com",
            ".ana@acme.com",
            "ana.@acme.com",
            "a..b@acme.com",
            "ana@acme.c",
            "ana@10.0.0.1",
            "ana@acme.com ",
            "<a@b.co>",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(!is_email(&format!("{}@acme.com", "a".repeat(65))));
    }

    #[test]
    fn a_phone_number_has_seven_to_fifteen_digits() {
        for good in [
            "+1 (415) 555-0132",
            "0041 44 668 18 00",
            "5550132",
            "+44.20/7946-0958",
            "415-555-0132 x12",
            "415-555-0132 ext. 7",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "",
            "555013",
            "1234567890123456",
            "call me",
            "0000000000",
            "+",
            "555-0132 ext",
            "++15550132",
            "555x0132x",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
